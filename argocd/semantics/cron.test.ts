import fc from 'fast-check';
import { parseCron } from './cron';
import { isTimeZone } from './time-zone';
import { vectors } from './vectors/load';

interface Vectors {
  readonly from: readonly string[];
  readonly cases: readonly (readonly [spec: string, error: string | null, next?: readonly (number | null)[]])[];
}

describe('a schedule is read as Argo CD reads it', () => {
  const { from, cases } = vectors<Vectors>('cron');

  test('every vector: the text of the error, or the next time after each instant', () => {
    const wrong = cases.flatMap(([spec, error, next]) => {
      const parsed = parseCron(spec);
      const found = parsed.value
        ? from.map((instant) => {
            const time = parsed.value.next(Date.parse(instant));
            return time === undefined ? null : time / 1000;
          })
        : parsed.error;
      const real = error ?? next;
      return JSON.stringify(found) === JSON.stringify(real) ? [] : [{ spec, found, real }];
    });
    expect(wrong).toEqual([]);
  });

  test('every time zone vector', () => {
    const zones = vectors<{ cases: readonly (readonly [zone: string, error: string | null])[] }>('time-zone').cases;
    expect(zones.filter(([zone, error]) => isTimeZone(zone) !== (error === null))).toEqual([]);
  });

  test('the next time is later and fits the minute', () => {
    fc.assert(
      fc.property(fc.nat(59), fc.integer({ min: 0, max: 4_000_000_000 }), (minute, second) => {
        const next = parseCron(`${minute} * * * *`).value?.next(second * 1000) ?? 0;
        expect(next).toBeGreaterThan(second * 1000);
        expect(next - second * 1000).toBeLessThanOrEqual(3_600_000);
        expect(new Date(next).getUTCMinutes()).toBe(minute);
      }),
    );
  });
});
