import { setTimeout as sleep } from 'node:timers/promises';
import { parseRetryAfter, waitForRetry } from './retry';

jest.mock('node:timers/promises', () => ({ setTimeout: jest.fn(async () => undefined) }));

/** How long something waits, in milliseconds. */
async function waitOf(...args: Parameters<typeof waitForRetry>): Promise<number> {
  const { calls } = jest.mocked(sleep).mock;
  calls.length = 0;
  expect(await waitForRetry(...args)).toBe(true);
  return calls[0]?.[0] as number;
}

test('Retry-After is seconds or a date, and anything else is nothing', () => {
  const now = Date.parse('2026-08-01T00:00:00Z');
  expect(parseRetryAfter('120', now)).toBe(120_000);
  expect(parseRetryAfter(' 0 ', now)).toBe(0);
  expect(parseRetryAfter('Sat, 01 Aug 2026 00:01:00 GMT', now)).toBe(60_000);
  expect(parseRetryAfter('Sat, 01 Aug 2020 00:01:00 GMT', now)).toBe(0);
  for (const wrong of [null, '', '-1', '1.5', 'soon']) expect(parseRetryAfter(wrong, now)).toBeUndefined();
});

test('there is no other attempt after the last, nor after a wait that is too long', async () => {
  expect(await waitForRetry(1, { firstWait: 0 })).toBe(true);
  expect(await waitForRetry(5, { firstWait: 0 })).toBe(false);
  expect(await waitForRetry(1, { firstWait: 0, longestWait: 1000 }, 1001)).toBe(false);
});

test('the wait doubles each time, up to the longest, and is shortened by less than half', async () => {
  const random = jest.spyOn(Math, 'random');
  const waits = async () => {
    const options = { firstWait: 100, longestWait: 300 };
    return [await waitOf(1, options), await waitOf(2, options), await waitOf(3, options)];
  };
  random.mockReturnValue(0);
  expect(await waits()).toEqual([50, 100, 150]);
  random.mockReturnValue(1);
  expect(await waits()).toEqual([100, 200, 300]);
  expect(await waitOf(1)).toBe(500);
  random.mockRestore();
});

test('a server that asks for patience gets it, and never less than the usual', async () => {
  expect(await waitOf(1, { firstWait: 0, longestWait: 1000 }, 1000)).toBe(1000);
  expect(await waitOf(1, { firstWait: 100, longestWait: 1000 }, 0)).toBeGreaterThanOrEqual(50);
});
