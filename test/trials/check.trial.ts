/** `groundwork check` for somebody who has Argo CD YAML and nothing else: no package.json, no Git. */
import { Folder, PACKAGE } from './trial';

const application = (name: string, project: string) => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}
  namespace: argocd
spec:
  project: ${project}
  source:
    repoURL: https://git.example.com/${name}.git
    path: deploy
  destination:
    server: https://kubernetes.default.svc
    namespace: ${name}
`;

const folder = new Folder();
const check = (dir: string) => folder.try(`npx --package ${PACKAGE} groundwork check ${dir}`);

test('what is fine is fine, and nothing is written', () => {
  folder.write({ 'fine/web.yaml': application('web', 'default') });
  const { status, stdout, stderr } = check('fine');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('1 Application');
  expect(Object.keys(folder.readAll('.'))).toEqual(['fine/web.yaml']);
  expect(folder.leftovers).toEqual([]);
});

test('an Application of a project that is not there is found, where it is', () => {
  folder.write({
    'wrong/web.yaml': application('web', 'shop'),
    'wrong/project.yaml': `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: shop, namespace: argocd }
spec: { sourceRepos: [https://git.example.com/other.git], destinations: [{ server: '*', namespace: '*' }] }
`,
  });
  const { status, stdout } = check('wrong');
  expect(status).toBe(1);
  expect(stdout).toContain('project-source-not-permitted');
  expect(stdout).toContain('wrong/web.yaml:9');
});

test('a folder that is not there is a wrong use, said in one line', () => {
  const { status, stderr } = check('nowhere');
  expect(status).toBe(2);
  expect(stderr).toMatch(/^groundwork: .*nowhere.*\n$/);
});
