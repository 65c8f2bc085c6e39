import type { Pointer } from './types';

/** The way to a field as people write it: `spec.containers[0].image`; a key with other characters is in brackets and quotes. */
export function fieldText(path: Pointer): string {
  return path
    .map((part, at) => {
      if (typeof part === 'number') return `[${part}]`;
      return /^[\w-]+$/.test(part) ? `${at === 0 ? '' : '.'}${part}` : `[${JSON.stringify(part)}]`;
    })
    .join('');
}
