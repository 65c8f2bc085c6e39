/** Each string field of Argo CD's kinds with each attack: some minutes. */
import { AttackedCheck } from './testing/attacked-check';
import { ATTACKS, HOLDS_YAML, stringFields } from './testing/attacks';

const check = new AttackedCheck();
afterAll(() => check.stop());

const fields = stringFields().filter(({ pointer }) => !HOLDS_YAML.test(pointer.join('.')));

test.each(fields.map((field) => [`${field.kind} ${field.pointer.join('.')}`, field] as const))(
  '%s takes any string',
  async (_, field) => {
    expect(await check.wrong(ATTACKS.map((string) => ({ field, string })))).toEqual([]);
  },
  3_600_000,
);
