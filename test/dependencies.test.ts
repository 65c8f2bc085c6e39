/** docs/dependencies.md gives a reason for each package that somebody gets who installs this one, and for no other. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { dependencies, peerDependencies } from '../package.json';

const text = fs.readFileSync(path.join(__dirname, '..', 'docs', 'dependencies.md'), 'utf8');

/** The rows of the table below a heading. */
function rowsBelow(heading: string): readonly { readonly name: string; readonly reason: string }[] {
  const [, section = ''] = text.split(`\n## ${heading}\n`);
  const [table = ''] = section.split('\n## ');
  return [...table.matchAll(/^\| `([^`]+)` \|.*\| (.*) \|$/gm)].map(([, name = '', reason = '']) => ({ name, reason }));
}

test.each([
  ['Dependencies', dependencies],
  ['Peer dependencies', peerDependencies],
])('%s: a row with a reason for each in package.json, and no other', (heading, packages) => {
  const rows = rowsBelow(heading);
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(packages).sort());
  for (const { name, reason } of rows)
    expect({ name, reason }).toEqual({ name, reason: expect.stringMatching(/.{20}/) });
});
