/** The names of StorageClasses in the values of a chart, by the keys that charts use for them. */
export function storageClassesIn(values: unknown): string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    for (const [key, below] of Object.entries(value)) {
      // In charts, '-' asks for a volume without a class.
      if (/^storageClass(Name)?$/.test(key) && typeof below === 'string' && below !== '' && below !== '-')
        found.add(below);
      else visit(below);
    }
  };
  visit(values);
  return [...found].sort();
}
