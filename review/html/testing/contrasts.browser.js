// Runs in the page: how far the text of each class is from what is behind it (WCAG: 4.5 is enough).
(() => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const light = (color) => {
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data].map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element) => {
    if (!element) return 'white';
    const { backgroundColor } = getComputedStyle(element);
    return /^rgba\(.*, 0\)$|^transparent$/.test(backgroundColor) ? behind(element.parentElement) : backgroundColor;
  };
  const names = [
    '.quiet',
    '.severity.loses-data',
    '.severity.interrupts',
    '.mark.changed',
    'td.added',
    'td.removed',
    'a',
    'body',
  ];
  return names.flatMap((name) => {
    const element = document.querySelector(name);
    if (!element) return [];
    const [one, other] = [light(getComputedStyle(element).color), light(behind(element))].sort((a, b) => b - a);
    return [{ name, ratio: (one + 0.05) / (other + 0.05) }];
  });
})();
