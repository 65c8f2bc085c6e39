import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

// The compiler's JavaScript API is that of tools/api-docs, which `npm run docs:api` installs.
const installed = fs.existsSync(path.join(__dirname, '..', 'api-docs', 'node_modules'));
if (!installed) console.warn('skipped: the schema of app files: npm run docs:api has not been run here');

(installed ? test : test.skip)('the schema of app files is what the types say', () => {
  const { status, stderr } = spawnSync(process.execPath, [path.join(__dirname, 'main.js'), '--check'], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
