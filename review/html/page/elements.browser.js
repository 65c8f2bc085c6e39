// Makes elements. All text of the review becomes text, never markup.

/**
 * @param {string} tag with classes: `p.quiet`
 * @param {Object<string, unknown>} given attributes; a function is a listener, and what is undefined or false is left out
 * @param {...(Node | string | undefined)} children
 */
function make(tag, given = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  element.classList.add(...classes);
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(key, value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== undefined && child !== ''));
  return element;
}

function plural(count, noun) {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
