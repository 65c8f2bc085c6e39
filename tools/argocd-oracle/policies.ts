/**
 * Asks Argo CD's own code about policies, written by hand and generated, and writes the answers.
 *
 *     npx jiti tools/argocd-oracle/policies.ts tools/argocd-oracle/argocd-oracle argocd/semantics/vectors/rbac-policy.json
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const HAND = [
  '',
  '\n\n# comment\n  # another\n',
  'p, role:org, applications, get, */*, allow',
  'p,role:org,applications,get,*/*,allow',
  '  p, role:org, applications, get, */*, allow\t\r\np, role:b, logs, get, */*, deny\r\n',
  'p, role:org, applications, get, */*',
  'p, role:org, applications, get, */*, allow, more',
  'p, role:org, applications, get, */*, maybe',
  'p, role:org , applications, get, */*, allow',
  'p, "role:a,b", applications, get, */*, allow',
  'p, "role:a""b", applications, get, */*, allow',
  'p, "role:a" , applications, get, */*, allow',
  'p, "role:a, applications, get, */*, allow',
  'p, role:"a", applications, get, */*, allow',
  'p, é"x, a, b, c, allow',
  '"p", a, b, c, d, allow',
  '"p" ,a,b,c,d,allow',
  'g, org:team, role:admin',
  'g, org:team, role:readonly, extra',
  'g, org:team',
  'g, "cn=a,dc=b", role:admin',
  'g, cn=a,dc=b, role:admin',
  'g, team, role:missing',
  'g, team, role:a\ng, role:a, role:b\np, role:b, logs, get, */*, allow',
  'g, team, role:a\ng, role:a, role:b\ng, role:b, role:a',
  'g, team, proj:web:dev',
  'g2, a, b',
  'p2, a, b, c, d, e',
  'r, a, b',
  'e',
  'm, x',
  'x, a',
  ', a',
  '"", a',
  'role:x',
  'P, role:org, applications, get, */*, allow',
  'p role:org applications get */* allow',
  'p; role:org; applications; get; */*; allow',
  '; p, a, b, c, d, allow',
  '// p, a, b, c, d, allow',
  'p, role:org, applications, get, */*, allow # why',
  'p, role:org, applications, get, */*, "allow" # why',
  'p, role:a, x, y, z, allow\nnonsense\np',
  'p,,,,,',
  'g,,',
  'p, a, b, c, d, "allow',
  'p, "a\nb", c, d, e, allow',
  '\u00a0p, a, b, c, d, allow\u00a0',
  'p,\u00a0a, b, c, d, allow',
  '\ufeffp, a, b, c, d, allow',
  '{{ .Values.policy }}',
];

/** The same each time. */
let seed = 14;
const dice = (n: number): number => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return Math.floor((seed / 2147483648) * n);
};
const SCRAPS = [
  'p',
  'g',
  ',',
  ', ',
  ',',
  '"',
  '""',
  ' ',
  '\t',
  'role:a',
  'role:b',
  'team',
  'allow',
  'deny',
  '*/*',
  'get',
  'é',
  '#',
  '\n',
  '\r',
];

function generated(): string {
  let text = ['', 'p, ', 'g, '][dice(3)] ?? '';
  for (let n = dice(14); n >= 0; n--) text += SCRAPS[dice(SCRAPS.length)];
  return text;
}

function proper(): string {
  const lines: string[] = [];
  for (let n = dice(5); n >= 0; n--) {
    const role = ['role:a', 'role:b', 'role:c', 'team', 'role:admin'][dice(5)];
    const other = ['role:a', 'role:b', 'role:c', 'role:readonly', 'proj:web:dev'][dice(5)];
    lines.push(dice(2) ? `g, ${role}, ${other}` : `p, ${role}, applications, get, */*, allow`);
  }
  return lines.join('\n');
}

const [program = '', output = ''] = process.argv.slice(2);
const policies = [
  ...new Set([...HAND, ...Array.from({ length: 400 }, generated), ...Array.from({ length: 200 }, proper)]),
];
const asked = policies.map((policy) => JSON.stringify({ policy })).join('\n');
const answers = execFileSync(program, { input: `${asked}\n`, encoding: 'utf8' })
  .trimEnd()
  .split('\n');
const lines = policies.map((policy, i) => JSON.stringify([policy, JSON.parse(answers[i] ?? '')]));
writeFileSync(output, `[\n${lines.join(',\n')}\n]\n`);
