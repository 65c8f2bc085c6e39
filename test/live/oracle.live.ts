import * as fs from 'node:fs';
import { check } from '../../argocd/check';
import { loadRules } from '../../argocd/rules/registry';
import { recorded } from '../../argocd/testing/recorded';
import { page, treeOf } from '../../argocd/testing/rules';
import { api, cluster, describeLive, wipe } from './live';
import { type Claim, claimOf, commonWords, isSaid } from './oracle/claim';
import { type Example, isolate } from './oracle/example';
import { apply, type Observed, observe, prepare, summary } from './oracle/observe';
import { serve, serveExamples } from './oracle/servers';
import { NOT_TRIED, Seen, SPECIAL } from './oracle/special';
import { ARGOCD, KUBERNETES } from './parts/parts';

/** How long all examples of a round may take to settle, in seconds. Some never do: a sync that waits is what they show. */
const PATIENCE = 150;

interface Tried {
  readonly rule: string;
  readonly example: Example;
  /** What the API server said of what was applied by hand. */
  readonly refused: readonly string[];
  observed: Observed;
}

/** A row of the table. */
interface Row {
  readonly rule: string;
  readonly claim: string;
  readonly did: string;
  /** Undefined if it was as claimed. */
  readonly disagrees?: string;
}

const rules = loadRules()
  .map(({ name }) => name)
  .filter((name) => !NOT_TRIED[name] && name.includes(process.env.LIVE_ORACLE ?? ''));

describeLive('the examples on the pages of the rules', () => {
  const rows: Row[] = [];

  /** Tries the examples of all rules at once: each has names of its own. */
  async function tryAll(which: 'wrong' | 'right', judge: (one: Tried) => Promise<void>): Promise<void> {
    if (cluster().own) await wipe();
    const servers = serveExamples();
    const examples = rules.map((rule, index) => {
      const example = isolate(page(rule)[which], `${which === 'wrong' ? 'w' : 'r'}${index + 10}`, servers);
      serve(example, which === 'wrong' ? SPECIAL[rule]?.others : SPECIAL[rule]?.othersOfRight);
      return { rule, example };
    });
    // Settings are those of the whole Argo CD: what has its own is tried after the others.
    const settings = [...new Set(examples.map(({ example }) => JSON.stringify(example.settings)))];
    for (const data of settings.sort((one, other) => one.length - other.length)) {
      await api().patch('v1', 'ConfigMap', 'argocd', 'argocd-cm', { data: JSON.parse(data) });
      const round = examples.filter(({ example }) => JSON.stringify(example.settings) === data);
      for (const one of await tryRound(which, round)) await judge(one);
    }
  }

  async function tryRound(
    which: 'wrong' | 'right',
    round: readonly Pick<Tried, 'rule' | 'example'>[],
  ): Promise<readonly Tried[]> {
    const tried: Tried[] = [];
    const nothing: Observed = { applications: new Map(), said: [], settled: false };
    for (const { rule, example } of round)
      await prepare(api(), example, which === 'right' || (SPECIAL[rule]?.namespaces ?? true));
    for (const { rule, example } of round) {
      const refused = await apply(api(), example);
      tried.push({ rule, example, refused, observed: nothing });
    }
    const isDone = ({ rule, observed }: Tried) =>
      observed.settled || (which === 'wrong' ? waits(rule, observed) : SPECIAL[rule]?.rightIsNotSynced !== undefined);
    for (const end = Date.now() + PATIENCE * 1000; Date.now() < end; ) {
      const of = await observe(api());
      for (const one of tried) one.observed = of(one.example);
      if (tried.every(isDone)) break;
      await new Promise((resolve) => setTimeout(resolve, 2_000));
    }
    return tried;
  }

  async function judgeWrong({ rule, example, refused, observed }: Tried): Promise<void> {
    const claim = claimOf(rule);
    const { effect, effectAlone } = SPECIAL[rule] ?? {};
    const words = effectAlone ? { did: '' } : judged(rule, example, claim, [...refused, ...observed.said], observed);
    const seen = await effect?.(new Seen(api(), example)).catch((error: Error) => error);
    rows.push({
      rule,
      claim: claim.silent ? 'silent' : effectAlone ? 'effect' : 'said',
      did: [words.did, seen instanceof Error ? '' : seen].filter(Boolean).join('; '),
      disagrees: seen instanceof Error ? `${seen.message}\n${summary(observed)}` : words.disagrees,
    });
  }

  beforeAll(async () => {
    await tryAll('wrong', judgeWrong);
    process.stdout.write(`\n${table(rows)}\n`);
    if (process.env.LIVE_TABLE) fs.writeFileSync(process.env.LIVE_TABLE, table(rows));
  }, 900_000);

  test.each(rules)('%s: what Argo CD does with the wrong example is what the page says', (rule) => {
    const row = rows.find((one) => one.rule === rule);
    expect(row?.disagrees).toBeUndefined();
  });

  test('nothing is said of the right examples, and all of them are synced', async () => {
    const said: string[] = [];
    await tryAll('right', async ({ rule, refused, observed }) => {
      if (SPECIAL[rule]?.rightIsNotSynced) return;
      if (refused.length > 0 || observed.said.length > 0 || !observed.settled)
        said.push(`${rule}: ${[...refused, summary(observed)].join(' / ')}`);
    });
    expect(said).toEqual([]);
  }, 900_000);
});

function waits(rule: string, { said }: Observed): boolean {
  return claimOf(rule).says.some((quote) => said.some((words) => isSaid(quote, words)));
}

/** Whether what was said is what the page, or the finding, says. */
function judged(
  rule: string,
  example: Example,
  claim: Claim,
  said: readonly string[],
  observed: Observed,
): Pick<Row, 'did' | 'disagrees'> {
  if (claim.silent) {
    const isQuiet = said.length === 0 && observed.settled;
    return isQuiet
      ? { did: 'nothing said' }
      : { did: '', disagrees: `not silent: ${said.join('\n') || summary(observed)}` };
  }
  const quoted = claim.says.find((quote) => said.some((words) => isSaid(quote, words)));
  if (quoted) return { did: quoted };
  const tree = treeOf(example.files);
  const { findings } = check({
    directories: [{ tree, dir: '' }],
    repositories: [{ url: example.url, tree }],
    argocdVersion: ARGOCD,
    kubeVersion: KUBERNETES,
    renderings: recorded,
    only: [rule],
  });
  const common = findings.map(({ message }) => commonWords(message, said.join('\n'))).find(Boolean);
  if (common) return { did: common };
  return {
    did: '',
    disagrees: `claimed: ${claim.says.join(' or ')}\nit said: ${said.join('\n') || summary(observed)}`,
  };
}

function table(rows: readonly Row[]): string {
  const cell = (text: string) => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').slice(0, 400);
  return [
    `| rule | claim | what Argo CD ${ARGOCD} did | agrees |`,
    '|---|---|---|---|',
    ...rows.map(
      ({ rule, claim, did, disagrees }) =>
        `| ${rule} | ${claim} | ${cell(did || (disagrees ?? ''))} | ${disagrees ? `**no**: ${cell(disagrees)}` : 'yes'} |`,
    ),
    ...Object.entries(NOT_TRIED).map(([rule, reason]) => `| ${rule} | | not tried: ${reason} | |`),
    '',
  ].join('\n');
}
