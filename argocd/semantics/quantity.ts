/** An amount: `500m`, `1Gi`. */
export interface Quantity {
  /** How much it is, as far as a number of JavaScript can hold it. */
  readonly amount: number;
}

const SUFFIXES: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * Reads an amount as Kubernetes does.
 *
 * @returns undefined for what it refuses: `quantities must match the regular expression …`
 * @see https://github.com/kubernetes/apimachinery/blob/v0.35.4/pkg/api/resource/quantity.go
 */
export function parseQuantity(text: string): Quantity | undefined {
  // A sign, a point or a suffix alone is zero, but for the two largest.
  const [whole, digits = '', suffix = ''] = /^([+-]?\d*(?:\.\d*)?)([numkKMGTPE]?i?|[eE][+-]?\d{1,9})$/.exec(text) ?? [];
  if (whole === undefined || whole === '') return undefined;
  const number = /\d/.test(digits) ? digits : '0';
  if (number !== digits && /^[PE]i$/.test(suffix)) return undefined;
  const exponent = /^[eE]([+-]?\d+)$/.exec(suffix)?.[1];
  if (exponent !== undefined) return { amount: Number(number) * 10 ** Number(exponent) };
  const factor = Object.hasOwn(SUFFIXES, suffix) ? SUFFIXES[suffix] : undefined;
  return factor === undefined ? undefined : { amount: Number(number) * factor };
}
