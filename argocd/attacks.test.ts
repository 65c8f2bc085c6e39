import { AttackedCheck } from './testing/attacked-check';
import { ATTACK_LENGTH, ATTACKS, type Attack, stringFields } from './testing/attacks';

const check = new AttackedCheck();
afterAll(() => check.stop());

/** How many strings each field is given here, so that this takes seconds; attacks.integration.ts gives it all of them. */
const EACH = 1;

/** Attacks of one check. */
const TOGETHER = 24;

const fields = stringFields();

test('the fields are all that the CRDs know as text, and the strings are long', () => {
  expect(fields.length).toBeGreaterThan(250);
  expect(new Set(ATTACKS).size).toBeGreaterThanOrEqual(69);
  expect(ATTACKS.filter((one) => one.length >= ATTACK_LENGTH).length).toBeGreaterThan(60);
});

/** Other strings for each field, so that each string meets several. */
const attacks = fields.flatMap((field, at) =>
  Array.from({ length: EACH }, (_, more): Attack => {
    return { field, string: ATTACKS[(at * EACH + more) % ATTACKS.length] as string };
  }),
);
const batches = Array.from({ length: Math.ceil(attacks.length / TOGETHER) }, (_, at) => at);

test.each(batches)(
  'no string in any field ends the check, or keeps it from ending: part %i',
  async (batch) => {
    expect(await check.wrong(attacks.slice(batch * TOGETHER, (batch + 1) * TOGETHER))).toEqual([]);
  },
  600_000,
);
