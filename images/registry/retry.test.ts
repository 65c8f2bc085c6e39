import { parseRetryAfter, waitForRetry } from './retry';

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
