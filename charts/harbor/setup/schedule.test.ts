import { cronProblem } from './schedule';

test.each(['0 0 3 * * *', '0 */15 * * * *', '0 0 0 ? * MON-FRI', '0 5,35 1-5/2 1 jan 0', '0 0 0 1 1-12 sun'])(
  '%s is a schedule',
  (cron) => {
    expect(cronProblem(cron)).toBeUndefined();
  },
);

// What crontab and other libraries take and Harbor's parser does not: each would be a 400 at sync.
test.each([
  '',
  '@daily',
  '0 3 * * *',
  '0 0 3 * * * *',
  '0  0 3 * * *',
  '1 0 3 * * *',
  '* 0 3 * * *',
  '0 60 3 * * *',
  '0 0 24 * * *',
  '0 0 0 0 * *',
  '0 0 0 * 13 *',
  '0 0 0 * * 7',
  '0 0 0 L * *',
  '0 0 0 * * 1#2',
  '0 0 5-1 * * *',
  '0 */0 * * * *',
  '0 0 0 * * monday',
])('%j is none', (cron) => {
  expect(cronProblem(cron)).toBeDefined();
});
