import { sourcePermission } from '../../argocd/semantics/project-permission';
import { namespaceGlob, sourceGlob } from './template-glob';

test.each([
  ['team-a-{{ .environment }}', 'team-a-*'],
  ['{{ .team }}-{{ .environment }}', '*-*'],
  ['team-{{ .a }}{{ .b }}', 'team-*'],
  ['shop', 'shop'],
  ['{{ .namespace }}', undefined],
  ['{{ .a }}{{ .b }}', undefined],
  ['{{ if .a }}x{{ end }}', undefined],
])('the namespace %s is permitted as %s', (text, glob) => {
  expect(namespaceGlob(text)).toBe(glob);
});

test.each([
  ['https://github.com/orgname/team-a-{{ .app }}.git', 'https://github.com/orgname/team-a-*.git'],
  ['https://github.com/{{ .org }}/{{ .app }}', 'https://github.com/*/*'],
  ['git@github.com:orgname/{{ .app }}.git', 'git@github.com:orgname/*.git'],
  ['registry.example.com/{{ .team }}', 'registry.example.com/*'],
  ['{{ .url }}', undefined],
  ['https://{{ .host }}/orgname/x', undefined],
  ['https://git.{{ .domain }}/orgname/x', undefined],
  ['https://git.example.com:{{ .port }}/x', undefined],
  ['https://github.com/{{ if .a }}a{{ end }}', undefined],
])('the source %s is permitted as %s', (text, glob) => {
  expect(sourceGlob(text)).toBe(glob);
});

test('a project with such a glob permits what the template becomes, and not the neighbour', () => {
  const sourceRepos = [sourceGlob('https://github.com/orgname/team-a-{{ .app }}.git') as string];
  const permitted = (url: string) => sourcePermission({ sourceRepos }, url).permitted;
  expect(permitted('https://github.com/orgname/team-a-web.git')).toBe(true);
  expect(permitted('https://github.com/orgname/team-b-web.git')).toBe(false);
  expect(permitted('https://github.com/orgname/team-a-web/more.git')).toBe(false);
});
