import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { app, claim, type Files, object, review, without, workload } from '../testing/reviews';
import { REVIEW_FORMATS } from './formats';
import { MOST_CHARACTERS, reviewMarkdown } from './markdown';

const BEFORE: Files = {
  'root.json': app('root', { path: 'apps', namespace: 'argocd' }),
  'apps/web.json': app('web'),
  'apps/other.json': app('other'),
  'web/a.json': workload('Deployment', 'front', 'nginx:1'),
  'web/data.json': claim('data'),
  'web/moving.json': object('v1 ConfigMap', 'moving', {}, { namespace: 'web' }),
  'web/notes.json': object('v1 ConfigMap', 'notes', { data: { text: 'a\nb\nc\n' } }),
  'other/b.json': object('v1 ConfigMap', 'b'),
};
const AFTER: Files = {
  ...without(BEFORE, 'web/data.json', 'web/moving.json'),
  'web/a.json': workload('Deployment', 'front', 'nginx:2'),
  'web/notes.json': object('v1 ConfigMap', 'notes', { data: { text: 'a\nB\nc\n' } }),
  'other/moving.json': BEFORE['web/moving.json'] as string,
  'web/new.json': object('extensions/v1beta1 Ingress', 'new'),
};
const context = { root: '', failOn: ['loses data', 'fails'] as const };

test('the JSON form is what its schema says', () => {
  const schema = JSON.parse(readFileSync(join(__dirname, '../../schemas/groundwork.diff.schema.json'), 'utf8'));
  const validate = new Ajv2020({ allErrors: true }).compile(schema);
  for (const [before, after] of [
    [BEFORE, AFTER],
    [BEFORE, BEFORE],
    [{}, AFTER],
    [BEFORE, {}],
  ] as const) {
    validate(JSON.parse(REVIEW_FORMATS.json.print(review(before, after))));
    expect(validate.errors).toBeNull();
  }
});

test('the text shows the tree of Applications, by wave, with what changes', () => {
  const text = REVIEW_FORMATS.text.print(review(BEFORE, AFTER));
  expect(text).toContain(
    '  Application argocd/root\n  ~ Application argocd/other\n    > ConfigMap web/moving comes from Application argocd/web',
  );
  expect(text).toContain(
    '    ~ Deployment web/front\n        spec.template.spec.containers[0].image: "nginx:1" → "nginx:2"',
  );
  expect(text).toContain('        data.text:\n          - b\n          + B\n');
  expect(text).toContain('    - PersistentVolumeClaim web/data');
  expect(text).toContain('    > ConfigMap web/moving moves to Application argocd/other');
  expect(text).toContain('    + Ingress web/new');
});

test('one line says how much there is, and what somebody allows', () => {
  const found = review(BEFORE, AFTER);
  const last = (of: typeof found) => REVIEW_FORMATS.text.print(of).split('\n').at(-1);
  expect(last(found)).toMatch(/^1 × loses data, 1 × fails, 2 × interrupts, 1 × note; 3 Applications \(/);
  const { consequences } = found.summary;
  const none = { 'loses data': 0, fails: 0, interrupts: 0, note: 0 };
  expect(last({ ...found, summary: { ...found.summary, consequences, allowed: 2 } })).toMatch(/1 × note, 2 allowed; /);
  expect(last({ ...found, summary: { ...found.summary, consequences: none, allowed: 2 } })).toMatch(
    /^2 consequences allowed; /,
  );
  expect(last({ ...found, summary: { ...found.summary, consequences: none } })).toMatch(/^no consequences; /);
});

test('objects that change in the same way are told once', () => {
  const files = (version: string): Files => ({
    'apps/web.json': app('web'),
    ...Object.fromEntries(
      Array.from({ length: 7 }, (_, at) => [
        `web/${at}.json`,
        object('v1 ConfigMap', `c${at}`, {}, { labels: { 'helm.sh/chart': version } }),
      ]),
    ),
    'web/other.json': object('v1 ConfigMap', 'other', { data: { version } }),
  });
  for (const format of ['text', 'markdown'] as const) {
    const text = REVIEW_FORMATS[format].print(review(files('a-1'), files('a-2')));
    expect(text).toMatch(
      /~ 7 objects: ConfigMap web\/c0, ConfigMap web\/c1, ConfigMap web\/c2, ConfigMap web\/c3, ConfigMap web\/c4 and 2 more\n +metadata.labels\["helm.sh\/chart"\]: "a-1" → "a-2"\n/,
    );
    expect(text).toMatch(/~ ConfigMap web\/other\n/);
    expect(text.match(/helm\.sh/g)).toHaveLength(1);
  }
});

test('the comment has the dangerous first, and details folded', () => {
  const comment = REVIEW_FORMATS.markdown.print(review(BEFORE, AFTER));
  expect(comment).toMatch(/^<!-- groundwork diff -->\n/);
  expect(comment.indexOf('**loses data**')).toBeLessThan(comment.indexOf('**fails**'));
  expect(comment.indexOf('**fails**')).toBeLessThan(comment.indexOf('**interrupts**'));
  expect(comment.match(/<details>/g)?.length).toBe(comment.match(/<\/details>/g)?.length);
});

test('a comment has room on GitHub, and says what it leaves out', () => {
  const many = (image: string): Files => ({
    'apps/web.json': app('web'),
    ...Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [
        `web/${index}.json`,
        workload('Deployment', `front-${index}`, `${image}${index}`),
      ]),
    ),
  });
  const comment = reviewMarkdown(review(many('a:1'), many('a:2')));
  expect(comment.length).toBeLessThanOrEqual(MOST_CHARACTERS);
  expect(comment).toMatch(/\*\*Left out, because a comment has an end: \d+ consequences/);
});

test('nothing of a repository is markup, a mention or a link in a comment', () => {
  const name = '<img src=x>@everyone ![](http://evil.example.com) </details> ```';
  const files = (value: string): Files => ({
    'apps/web.json': app('web'),
    'web/a.json': object('v1 ConfigMap', name, { data: { text: value } }),
  });
  const comment = reviewMarkdown(review(files('a'), files('```\n</details>\n@everyone')));
  const outside = comment.replace(/^(`{3,})\w*\n[\s\S]*?^\1$/gm, '').replace(/(`+) ?[^`]*?\1/g, '');
  expect(outside).not.toMatch(/<img|@everyone|!\[\]|<\/details> /);
  const gone = reviewMarkdown(
    review(files('a'), { 'apps/web.json': app('web'), 'web/b.json': object('v1 ConfigMap', 'b') }),
  );
  expect(gone.replace(/^(`{3,})\w*\n[\s\S]*?^\1$/gm, '')).not.toMatch(/<img|@everyone/);
});

test('what GitHub and GitLab look for in the finished text is broken by a character that nobody sees', () => {
  const name = '@octocat #12 GH-12 !12 ~bug $snippet %milestone &12 www.evil.example a_b';
  const files: Files = { 'apps/web.json': app('web'), 'web/b.json': object('v1 ConfigMap', 'b') };
  const comment = reviewMarkdown(
    review({ ...files, 'web/a.json': claim(name), [`apps/${name}.json`]: app(name) }, files),
  );
  const outside = comment.replace(/^(`{3,})\w*\n[\s\S]*?^\1$/gm, '').replace(/(`+) ?[^`]*?\1/g, '');
  // As it comes out of Markdown.
  const seen = outside
    .replace(/&#8203;/g, '\u200b')
    .replace(/&amp;/g, '&')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1');
  expect(seen).toContain('octocat');
  expect(seen).not.toMatch(/@octocat|#12|GH-12|!12|~bug|\$snippet|%milestone|&12|www\.evil/);
  // In HTML a backslash is one.
  const named: Files = {
    'apps/web.json': app('a_b @octocat', { path: 'web' }),
    'web/b.json': files['web/b.json'] as string,
  };
  const folded = reviewMarkdown(review({ ...named, 'web/a.json': claim('data') }, named));
  expect(folded).toContain('<summary>Application argocd/a_b @&#8203;octocat: changed');
});

test('SARIF and JUnit have the consequences; only what fails the command is a failure', () => {
  const found = review(BEFORE, AFTER);
  const { runs } = JSON.parse(REVIEW_FORMATS.sarif.print(found, context));
  expect(runs[0].tool.driver.name).toBe('groundwork diff');
  expect(runs[0].results.map(({ ruleId, level }: { ruleId: string; level: string }) => `${level} ${ruleId}`)).toEqual(
    expect.arrayContaining(['error goes', 'error kind-missing', 'warning rolls', 'note image-changes']),
  );
  const junit = REVIEW_FORMATS.junit.print(found, context);
  expect(junit).toMatch(/<testsuite name="goes" tests="1" failures="1"/);
  expect(junit).toMatch(/<testsuite name="rolls" tests="1" failures="0"/);
  expect(REVIEW_FORMATS.junit.print(found, { ...context, failOn: ['interrupts'] })).toMatch(
    /<testsuite name="rolls" tests="1" failures="1"/,
  );
});
