/** An amount: `500m`, `1Gi`. */
export interface Quantity {
  /** How much it is, as far as a number of JavaScript can hold it. */
  readonly amount: number;
  /** The same exactly, in units of 10⁻⁹, below which Kubernetes rounds up. */
  readonly nano: bigint;
  /** How it is written, and will be written again. */
  readonly format: 'decimal' | 'binary' | 'exponent';
}

const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] as const;
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'] as const;
const NANO = 1_000_000_000n;

/** The largest that Kubernetes holds with a binary suffix. */
const MAX_BINARY = 2n ** 63n - 1n;

/** More digits, or a larger power of ten, than any amount has: beyond it no sum and no text of it is of use. */
const MOST = 1000;

/**
 * Reads an amount as Kubernetes does.
 *
 * @returns undefined for what it refuses: `quantities must match the regular expression …`
 * @see https://github.com/kubernetes/apimachinery/blob/v0.36.1/pkg/api/resource/quantity.go
 */
export function parseQuantity(text: string): Quantity | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d{1,9}|)$/.exec(text);
  if (!match || match[0] === '') return undefined;
  const [, sign = '', whole = '', fraction = '', suffix = ''] = match;
  // A sign, a point or a suffix alone is zero, but for the two largest.
  if (whole === '' && fraction === '' && /^[PE]i$/.test(suffix)) return undefined;
  const { exponent, factor, format } = scaleOf(suffix);
  const shift = Math.max(-MOST, Math.min(MOST, exponent - fraction.length + 9));
  const digits = BigInt(`${whole}${fraction}` || '0') * factor;
  let nano = shift >= 0 ? digits * 10n ** BigInt(shift) : ceilDivide(digits, 10n ** BigInt(-shift));
  if (format === 'binary' && nano > MAX_BINARY * NANO) nano = MAX_BINARY * NANO;
  if (sign === '-') nano = -nano;
  return { amount: Number(nano) / 1e9, nano, format };
}

/** What the digits are multiplied with: a power of ten, and a power of two. */
function scaleOf(suffix: string): {
  readonly exponent: number;
  readonly factor: bigint;
  readonly format: Quantity['format'];
} {
  if (/^[eE][+-]?\d/.test(suffix)) return { exponent: Number(suffix.slice(1)), factor: 1n, format: 'exponent' };
  if (suffix.endsWith('i')) {
    const factor = 1024n ** BigInt(BINARY.indexOf(suffix as (typeof BINARY)[number]));
    return { exponent: 0, factor, format: 'binary' };
  }
  const exponent = 3 * DECIMAL.indexOf(suffix as (typeof DECIMAL)[number]) - 9;
  return { exponent, factor: 1n, format: 'decimal' };
}

/**
 * An amount as the API server writes it: `1000m` is `1`, `1024Mi` is `1Gi`, `0.5` is `500m`.
 *
 * @returns `undefined` for what is no amount
 * @see https://github.com/kubernetes/apimachinery/blob/v0.36.1/pkg/api/resource/quantity.go CanonicalizeBytes
 */
export function canonicalQuantity(text: string): string | undefined {
  const parsed = text.length > MOST ? undefined : parseQuantity(text.trim());
  return parsed && write(parsed);
}

/** The same, rounded up to thousandths, as the amounts of resources are. */
export function canonicalResource(text: string): string | undefined {
  const parsed = text.length > MOST ? undefined : parseQuantity(text.trim());
  return parsed && write({ ...parsed, nano: roundUp(parsed.nano, 1_000_000n) });
}

function write({ nano, format }: Pick<Quantity, 'nano' | 'format'>): string {
  if (nano === 0n) return '0';
  const sign = nano < 0n ? '-' : '';
  const amount = nano < 0n ? -nano : nano;
  if (format === 'binary' && amount >= 1024n * NANO && amount % NANO === 0n) {
    let number = amount / NANO;
    let power = 0;
    while (number % 1024n === 0n && power < BINARY.length - 1) {
      number /= 1024n;
      power += 1;
    }
    return `${sign}${number}${BINARY[power]}`;
  }
  let number = amount;
  let step = 0;
  while (number % 1000n === 0n && (format === 'exponent' || step < DECIMAL.length - 1)) {
    number /= 1000n;
    step += 1;
  }
  if (format !== 'exponent') return `${sign}${number}${DECIMAL[step]}`;
  const exponent = 3 * step - 9;
  return `${sign}${number}${exponent === 0 ? '' : `e${exponent}`}`;
}

const ceilDivide = (amount: bigint, by: bigint) => (amount + by - 1n) / by;

function roundUp(nano: bigint, to: bigint): bigint {
  return nano < 0n ? -ceilDivide(-nano, to) * to : ceilDivide(nano, to) * to;
}
