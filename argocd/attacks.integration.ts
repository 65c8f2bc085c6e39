/**
 * Each string field of Argo CD's kinds with several attacks, each time others of them. `ATTACKS=all` gives each field all of
 * them, which takes hours on a small machine.
 */
import { AttackedCheck } from './testing/attacked-check';
import { ATTACKS, stringFields } from './testing/attacks';

const check = new AttackedCheck();
afterAll(() => check.stop());

const fields = stringFields();

/** How many of the attacks a field is given. */
const EACH = process.env.ATTACKS === 'all' ? ATTACKS.length : 3;

test.each(fields.map((field, at) => [`${field.kind} ${field.pointer.join('.')}`, field, at] as const))(
  '%s takes any string',
  async (_, field, at) => {
    // 23 and the number of attacks have no common divisor: neighbours meet other strings.
    const strings = Array.from(
      { length: EACH },
      (_one, more) => ATTACKS[(at * 7 + more * 23) % ATTACKS.length] as string,
    );
    const attacks = process.env.ATTACKS === 'all' ? ATTACKS : strings;
    expect(await check.wrong(attacks.map((string) => ({ field, string })))).toEqual([]);
  },
  3_600_000,
);
