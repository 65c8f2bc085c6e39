const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] as const;
const DECIMAL: Readonly<Record<number, string>> = {
  [-9]: 'n',
  [-6]: 'u',
  [-3]: 'm',
  0: '',
  3: 'k',
  6: 'M',
  9: 'G',
  12: 'T',
  15: 'P',
  18: 'E',
};

/** The largest that Kubernetes holds with a binary suffix. */
const MAX_BINARY = 2n ** 63n - 1n;

interface Parsed {
  /** In units of 10⁻⁹. */
  readonly nano: bigint;
  readonly format: 'decimal' | 'binary' | 'exponent';
}

/**
 * An amount as the API server writes it: `1000m` is `1`, `1024Mi` is `1Gi`, `0.5` is `500m`.
 *
 * @returns `undefined` for what is no amount
 * @see https://github.com/kubernetes/apimachinery/blob/v0.36.1/pkg/api/resource/quantity.go CanonicalizeBytes
 */
export function canonicalQuantity(text: string): string | undefined {
  const parsed = parse(text.trim());
  return parsed && write(parsed);
}

/** The same, rounded up to thousandths, as the amounts of resources are. */
export function canonicalResource(text: string): string | undefined {
  const parsed = parse(text.trim());
  return parsed && write({ ...parsed, nano: roundUp(parsed.nano, 1_000_000n) });
}

function parse(text: string): Parsed | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d{1,9}|)$/.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', suffix = ''] = match;
  if (text === '' || whole.length + fraction.length > 100) return undefined;
  if (whole === '' && fraction === '' && /^[PE]i$/.test(suffix)) return undefined;
  const digits = BigInt(`${whole}${fraction}` || '0');
  // What the digits are to be multiplied with, as a power of ten, beside a power of two.
  let exponent = -fraction.length;
  let factor = 1n;
  let format: Parsed['format'] = 'decimal';
  if (/^[eE]/.test(suffix) && suffix.length > 1) {
    exponent += Number(suffix.slice(1));
    format = 'exponent';
  } else if (suffix.endsWith('i')) {
    factor = 2n ** BigInt(10 * BINARY.indexOf(suffix as (typeof BINARY)[number]));
    format = 'binary';
  } else {
    exponent += Number(Object.entries(DECIMAL).find(([, word]) => word === suffix)?.[0] ?? 0);
  }
  if (Math.abs(exponent) > 1000) return undefined;
  let nano = digits * factor * (exponent + 9 >= 0 ? 10n ** BigInt(exponent + 9) : 1n);
  if (exponent + 9 < 0) nano = ceilDivide(nano, 10n ** BigInt(-exponent - 9));
  if (format === 'binary') {
    if (nano > MAX_BINARY * NANO) nano = MAX_BINARY * NANO;
    if (nano < NANO && nano > 0n) format = 'decimal';
  }
  return { nano: sign === '-' ? -nano : nano, format };
}

const NANO = 1_000_000_000n;

function write({ nano, format }: Parsed): string {
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
  let exponent = -9;
  while (number % 1000n === 0n && (format === 'exponent' || exponent < 18)) {
    number /= 1000n;
    exponent += 3;
  }
  if (format === 'exponent') return `${sign}${number}${exponent === 0 ? '' : `e${exponent}`}`;
  return `${sign}${number}${DECIMAL[exponent]}`;
}

const ceilDivide = (amount: bigint, by: bigint) => (amount + by - 1n) / by;

function roundUp(nano: bigint, to: bigint): bigint {
  return nano < 0n ? -ceilDivide(-nano, to) * to : ceilDivide(nano, to) * to;
}
