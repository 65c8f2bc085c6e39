import { execFileSync } from 'node:child_process';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');

test('for programs too, the line of main.ts that declares an object and what carries it', () => {
  const args = ['bin/groundwork.js', 'explain', 'Application/harbor', '--no-render', '--format', 'json'];
  const [harbor] = JSON.parse(execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' }));
  expect(harbor).toMatchObject({
    from: { file: 'dist/infra/harbor.yaml' },
    declaredAt: expect.stringMatching(/^main\.ts:\d+$/),
    carriedBy: [{ name: 'apps-of-apps', declaredAt: expect.stringMatching(/^main\.ts:\d+$/) }],
  });
});
