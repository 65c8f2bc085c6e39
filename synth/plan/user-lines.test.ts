import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { userLines } from './user-lines';

const main = path.resolve('main.ts');
const helper = path.resolve('my charts (old)/team-apps.ts');

test.each([
  ['a call of a function', `    at make (${main}:16:5)`, 'main.ts:16'],
  ['the top of a file', `    at ${main}:23:1`, 'main.ts:23'],
  ['a constructor', `    at new TeamApps (${main}:7:3)`, 'main.ts:7'],
  ['an ES module', `    at ${pathToFileURL(main)}:3:1`, 'main.ts:3'],
  ['after an await', `    at async start (${main}:9:1)`, 'main.ts:9'],
  ['a folder with blanks and brackets', `    at make (${helper}:4:2)`, 'my charts (old)/team-apps.ts:4'],
])('a frame of the user is a file and a line: %s', (_, frame, expected) => {
  expect(userLines(`Error: x\n${frame}`).map(({ file, line }) => `${file}:${line}`)).toEqual([expected]);
});

test.each([
  ['this package', path.join(__dirname, 'plan.ts')],
  ['a dependency', path.resolve('node_modules/cdk8s/lib/app.js')],
  ['Node', 'node:internal/modules/cjs/loader'],
])('no frame of the user: %s', (_, file) => {
  expect(userLines(`Error: x\n    at f (${file}:1:1)`)).toEqual([]);
});
