/**
 * Each string field of Argo CD's kinds with several attacks, each time others of them. `ATTACKS=all` gives each field all of
 * them, which takes an hour on a small machine and says how far it is; `-t 'AppProject spec'` takes some of the fields.
 */
import { AttackedCheck } from './testing/attacked-check';
import { ATTACKS, stringFields } from './testing/attacks';

const check = new AttackedCheck();
afterAll(() => check.stop());

const fields = stringFields();

const ALL = process.env.ATTACKS === 'all';

test.each(fields.map((field, at) => [`${field.kind} ${field.pointer.join('.')}`, field, at] as const))(
  '%s takes any string',
  async (_, field, at) => {
    // Three of them otherwise, so that each string meets many fields.
    const three = [0, 23, 46].map((more) => ATTACKS[(at * 7 + more) % ATTACKS.length] as string);
    const attacks = ALL ? ATTACKS : three;
    if (ALL) process.stderr.write(`${at + 1} of ${fields.length}: ${field.kind} ${field.pointer.join('.')}\n`);
    expect(await check.wrong(attacks.map((string) => ({ field, string })))).toEqual([]);
  },
  3_600_000,
);
