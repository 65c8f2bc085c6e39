/**
 * What reads a text that somebody else wrote: whatever the text is, each of these ends, with an answer or with an error of
 * its own. An error of JavaScript would be a reader that did not expect what it was given.
 */
import fc from 'fast-check';
import { matchesPathspec } from '../argocd/model/applicationset/git-paths';
import { renderString, syntaxError } from '../argocd/model/applicationset/render';
import { matchesSelector } from '../argocd/model/applicationset/selector';
import { setMistake } from '../argocd/model/helm-set';
import { isConfidentialLine, redact } from '../argocd/model/redact';
import { isPinned, isRange } from '../argocd/model/revision';
import { parseCron } from '../argocd/semantics/cron';
import { matchFilepath } from '../argocd/semantics/filepath-match';
import { normalizeGitUrl } from '../argocd/semantics/git-url';
import { matchGlob } from '../argocd/semantics/glob';
import { parseGoDuration, parseRetryDuration } from '../argocd/semantics/go-duration';
import { GoRegexp, RegexpSyntaxError, RegexpTooCostly } from '../argocd/semantics/go-regexp';
import { jqError } from '../argocd/semantics/jq';
import { notificationSubscriptions } from '../argocd/semantics/notification-subscriptions';
import { matchPolicyList } from '../argocd/semantics/policy-list';
import { readPolicy, rolesNotFound } from '../argocd/semantics/rbac-policy';
import { isTimeZone } from '../argocd/semantics/time-zone';
import { validateProject } from '../argocd/semantics/validate-project';
import { ArgoCdVersion } from '../argocd/semantics/version';
import { decode, readJson, readYaml } from '../argocd/yaml/text';
import { parseImageLock } from '../images/image-lock';
import { imagePattern } from '../images/image-pattern';
import { parseImageReference } from '../images/image-reference';
import { DockerCredentials } from '../images/registry/docker-credentials';
import { OCI_INDEX, readManifest } from '../images/registry/manifest';
import { parseRetryAfter } from '../images/registry/retry';
import { parseChallenges } from '../images/registry/www-authenticate';
import { visible } from '../report/text';
import { parseRecord } from '../synth/write/record';

/** How many texts all readers are given together in one run. */
const MUTATIONS = Number(process.env.FUZZ_RUNS ?? 10_000);

/** The same texts each time; another one is worth a try: FUZZ_SEED=1 npx jest test/readers.test.ts */
const SEED = Number(process.env.FUZZ_SEED ?? 20261128);

interface Reader {
  /** Texts as people write them. */
  readonly samples: readonly string[];
  readonly read: (text: string) => unknown;
}

const HEX = 'a'.repeat(64);
const MODE = { goTemplate: true, missingKeyIsError: false };

const READERS: Readonly<Record<string, Reader>> = {
  YAML: {
    samples: [
      'a: &x [1, {b: "c"}]\nd: *x\n---\n- |\n  text\n- >-\n  more\n',
      'k: 0x1f\n? [a]\n: b # c\n',
      '<<: {a: 1}\n',
    ],
    read: readYaml,
  },
  JSON: { samples: ['{"a": [1, 2.5e3, null, "\\u00e9"]}', '[true]\n{"b": {}}'], read: readJson },
  'bytes of a file': {
    samples: ['a: é\n', '\ufeffa: b'],
    read: (text) => [Buffer.from(text, 'latin1'), Buffer.from(text, 'utf16le')].map((bytes) => decode(bytes)),
  },
  'Go template': {
    samples: ['{{ if eq .a "x" }}{{ range $i, $e := .b }}{{ $e | quote }}{{ end }}{{ else }}{{- /* c */ -}}{{ end }}'],
    read: (text) => syntaxError(text),
  },
  'rendered Go template': {
    samples: ['{{ .a | trunc 5 | upper }}-{{ index .b 0 }}{{ printf "%05d" 7 }}{{ regexReplaceAll "[^a-z]+" .a "-" }}'],
    read: (text) => renderString(text, { a: 'x y', b: ['c'] }, MODE, () => undefined),
  },
  'plain template': {
    samples: ['{{a}}-{{ path.basename }}{{', '}}{{a}}\n{{'],
    read: (text) => renderString(text, { a: 'x' }, { ...MODE, goTemplate: false }, () => undefined),
  },
  'policy.csv': {
    samples: [
      'p, role:a, applications, get, */*, allow\ng, "cn=x,dc=y", role:a\n# c\n',
      'p, "a""b", x, y, z, deny\n"p" ,a',
      'g, é"x, b',
    ],
    read: (text) => rolesNotFound(readPolicy(text).flatMap(({ rule }) => (rule ? [rule] : []))),
  },
  'subscriptions of notifications': {
    samples: ['notifications.argoproj.io/subscribe.on-x.slack', 'notifications.argoproj.io/subscribe..'],
    read: (text) => notificationSubscriptions({ [text]: text }),
  },
  glob: {
    samples: ['{a,b*}[!c-d]?**/x\\*', 'https://git.example.com/**'],
    read: (text) => matchGlob(text, 'ab/x', '/'),
  },
  'glob on a text': {
    samples: ['git@github.com:org/repo.git', 'team-a'],
    read: (text) => matchGlob('*{a,b}?[^c]**', text),
  },
  'filepath.Match': { samples: ['apps/[a-c]*/\\*?'], read: (text) => matchFilepath(text, 'apps/a/b') },
  pathspec: { samples: ['./envs/*/[[:alpha:]!-]?.json'], read: (text) => matchesPathspec(text, 'envs/a/config.json') },
  'regular expression': {
    samples: ['^(?P<n>[a-z]+)-(\\d{1,3}|x)*?$', '(?i)\\bjira\\b[^\\s]'],
    read: (text) => {
      try {
        return GoRegexp.of(text).replaceAll('jira-12 abc', '$n-$1');
      } catch (error) {
        if (error instanceof RegexpSyntaxError || error instanceof RegexpTooCostly) return error.message;
        throw error;
      }
    },
  },
  'policy list': { samples: ['/^team-(?!b)[a-z]+$/', 'team-*'], read: (text) => matchPolicyList([text], 'team-a') },
  project: {
    samples: ['p, proj:a:dev, applications, get, a/*, allow', 'team-a/x'],
    read: (text) =>
      validateProject('a', {
        sourceRepos: [text],
        sourceNamespaces: [text],
        destinations: [{ server: text, namespace: text }],
        roles: [{ name: text, policies: [text], groups: [text] }],
        syncWindows: [{ kind: 'allow', schedule: text, duration: text, timeZone: text, applications: [text] }],
      }),
  },
  jq: { samples: ['.spec.containers[] | select(.name == "a" and .x != 1) | .image, ."b c"[0:2]?'], read: jqError },
  cron: { samples: ['0 8-18/2 * * MON-FRI', '@every 1h30m', 'TZ=Europe/Berlin 0 0 1 1 *'], read: parseCron },
  duration: { samples: ['1h30m5.5s', '-3ms', '10'], read: (text) => [parseGoDuration(text), parseRetryDuration(text)] },
  'time zone': { samples: ['Europe/Berlin', 'UTC'], read: isTimeZone },
  'URL of a repository': {
    samples: ['ssh://git@github.com:22/o/r.git?x=%41#f', 'git@github.com:o/r.git', 'https://[::1]:8443/%zz'],
    read: normalizeGitUrl,
  },
  version: { samples: ['v3.4.4-rc1+x'], read: (text) => ArgoCdVersion.parse(text) },
  revision: { samples: ['>=1.2.x <2 || ~3.1', 'v1.2.3', 'HEAD', HEX], read: (text) => [isPinned(text), isRange(text)] },
  '--set': {
    samples: ['a.b[0].c\\.d={x,y},e=null', 'a[1'],
    read: (text) => setMistake(text, text, { a: { b: [1] } }, false),
  },
  selector: {
    samples: ['app', 'a/b'],
    read: (text) =>
      matchesSelector(
        { matchLabels: { [text]: text }, matchExpressions: [{ key: text, operator: text, values: [text] }] },
        { app: text },
      ),
  },
  'text with URLs': {
    samples: ['clone https://bob:hunter2@git.example.com/r?token=x, then "ssh://git@h…"'],
    read: (text) => [redact(text), isConfidentialLine(text), visible(text)],
  },
  'image reference': {
    samples: [`registry.example.com:5000/a/b__c:1.0@sha256:${HEX}`, 'nginx', 'localhost/x'],
    read: parseImageReference,
  },
  'image lock': {
    samples: [`images:\n  goharbor/core:\n    repository: docker.io/goharbor/core\n    tag: v1@sha256:${HEX}\n`],
    read: (text) => parseImageLock(text),
  },
  'image pattern': {
    samples: ['goharbor/*', '**/a?{b}'],
    read: (text) => imagePattern(text)('docker.io/goharbor/core:1'),
  },
  'WWW-Authenticate': {
    samples: ['Bearer realm="https://a/token",service="r",scope="repository:a:pull", Basic realm="x\\"y"'],
    read: parseChallenges,
  },
  'Retry-After': { samples: ['120', 'Fri, 31 Dec 1999 23:59:59 GMT'], read: (text) => parseRetryAfter(text) },
  manifest: {
    samples: [`{"manifests": [{"mediaType": "a/b", "digest": "sha256:${HEX}", "size": 2}]}`, 'null', '[]'],
    read: (text) => readManifest({ mediaType: OCI_INDEX, digest: '', bytes: Buffer.from(text) }, 'x'),
  },
  'login of docker': {
    samples: [
      '{"auths": {"https://index.docker.io/v1/": {"auth": "Ym9iOng="}}, "credHelpers": {"a": "b"}, "credsStore": "c"}',
    ],
    read: (text) => DockerCredentials.parse(text, 'config.json', {}),
  },
  'record of files': { samples: [`${HEX}  apps/a.yaml\n`, '# x\n'], read: parseRecord },
};

/** What mutations put in. */
const SCRAPS = [
  ...[
    '',
    ' ',
    '\n',
    '\t',
    '\0',
    '\r\n',
    ':',
    '-',
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '"',
    "'",
    '`',
    '|',
    '&',
    '*',
    '?',
    '!',
    '%',
  ],
  ...[
    '\\',
    '/',
    '..',
    '#',
    '@',
    '$',
    '^',
    '+',
    ',',
    '=',
    '<',
    '>',
    '~',
    '{{',
    '}}',
    '{{ (',
    '${',
    '__proto__',
    'constructor',
  ],
  ...[
    'null',
    '-1',
    '1e999',
    '99999999999999999999',
    'NaN',
    '0x',
    '\ufeff',
    '\u2028',
    '\ud800',
    '😀',
    'İ',
    'a'.repeat(400),
    '('.repeat(200),
  ],
];

interface Mutation {
  readonly sample: number;
  readonly cuts: readonly (readonly [at: number, length: number, scrap: string])[];
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  sample: fc.nat(),
  cuts: fc.array(
    fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat({ max: 6 }),
      fc.oneof(fc.constantFrom(...SCRAPS), fc.string({ maxLength: 4 })),
    ),
    { minLength: 1, maxLength: 4 },
  ),
});

function mutated(samples: readonly string[], { sample, cuts }: Mutation): string {
  let text = samples[sample % samples.length] as string;
  for (const [at, length, scrap] of cuts) {
    const from = Math.floor(at * text.length);
    text = text.slice(0, from) + scrap + text.slice(from + length);
  }
  return text;
}

/** Whether a reader threw it on purpose. */
function isOwn(error: unknown): boolean {
  return (
    error instanceof Error &&
    ![TypeError, RangeError, SyntaxError, ReferenceError].some((kind) => error instanceof kind)
  );
}

const each = Math.ceil(MUTATIONS / Object.keys(READERS).length);

test.each(Object.entries(READERS))('%s', (_, { samples, read }) => {
  fc.assert(
    fc.property(mutation, (one) => {
      const text = mutated(samples, one);
      try {
        read(text);
      } catch (error) {
        if (!isOwn(error)) throw new Error(`on ${JSON.stringify(text)}`, { cause: error });
      }
    }),
    { numRuns: each, seed: SEED },
  );
});
