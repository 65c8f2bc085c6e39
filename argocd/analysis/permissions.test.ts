import fc from 'fast-check';
import { destinationVerdict } from './permissions';

const pattern = fc.constantFrom('', '*', '!*', 'a', '!a', 'a*', '!a*', 'b', '!b', '{a,b}');
const destinations = fc.array(fc.record({ server: pattern, name: pattern, namespace: pattern }), { maxLength: 4 });
const value = fc.constantFrom('a', 'b', 'ab', 'c');

test('a decision with half a cluster holds whatever the other half is', () => {
  fc.assert(
    fc.property(destinations, value, value, value, (items, server, name, namespace) => {
      const whole = destinationVerdict({ destinations: items }, { server, name, namespace }).decision;
      expect(whole).not.toBe('unknown');
      for (const half of [{ server }, { name }]) {
        const { decision } = destinationVerdict({ destinations: items }, { ...half, namespace });
        expect([whole, 'unknown']).toContain(decision);
      }
    }),
    { numRuns: 1000 },
  );
});

test('what is unknown depends on the other half indeed, as far as simple names go', () => {
  const plain = fc.constantFrom('', '*', 'a', '!a', 'b');
  const simple = fc.record({ server: plain, name: plain, namespace: fc.constantFrom('*', 'a') });
  fc.assert(
    fc.property(simple, fc.constantFrom('a', 'b'), (item, server) => {
      const spec = { destinations: [item] };
      if (destinationVerdict(spec, { server, namespace: 'a' }).decision !== 'unknown') return;
      const answers = ['a', 'b', 'c'].map(
        (name) => destinationVerdict(spec, { server, name, namespace: 'a' }).decision,
      );
      expect(new Set(answers).size).toBe(2);
    }),
  );
});

test('the item that denies is named, also with half a cluster', () => {
  const spec = {
    destinations: [
      { server: '*', namespace: '*' },
      { server: '*', namespace: '!kube-*' },
    ],
  };
  const refused = { decision: 'refused', deniedBy: 1 };
  expect(destinationVerdict(spec, { server: 's', name: 'n', namespace: 'kube-system' })).toEqual(refused);
  expect(destinationVerdict(spec, { name: 'n', namespace: 'kube-system' })).toEqual(refused);
});
