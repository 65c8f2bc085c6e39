import { type FetchLock, lockKey } from '../../fetch/fetch-lock';
import type { Plan } from '../plan/plan';
import { type ChartInputs, chartInputs, type InputsPlace, type Source } from './chart-inputs';
import type { ChartRecord } from './chart-record';
import { type RenderedFiles, sumOfFiles, withCharts } from './rendered-files';

/** Why an Application's chart has no record that fits. */
export type WhyUnfit = 'new' | 'chart' | 'values' | 'digest' | 'files';

/** The records of an app, and which of them fit what it declares now. */
export class ChartRecords {
  private current = new Map<string, ChartRecord>();
  private charts?: ReadonlyMap<string, ChartInputs>;
  private why = new Map<string, WhyUnfit>();
  /** Whether somebody is about to render the charts that have no record: what a record would tell is not missed until then. */
  expected = false;
  /** The Applications whose charts were rendered in this run. */
  renewed: readonly string[] = [];
  /** The Applications that are rendered into Git, with the sources that they would have otherwise. */
  private readonly intoGit = new Map<string, readonly Source[]>();
  private files: ReadonlyMap<string, RenderedFiles> = new Map();
  private failed: ReadonlyMap<string, string> = new Map();

  /**
   * @param file the record, as a path below the working directory
   * @param records what is in it
   * @param lock which archives are meant
   */
  constructor(
    readonly file: string,
    records: readonly ChartRecord[] = [],
    private readonly lock: FetchLock = new Map(),
  ) {
    for (const record of records) this.current.set(record.name, record);
  }

  /** Compares them with what a plan declares. @returns whether another plan may come of it */
  settle(plan: Plan, place: InputsPlace): boolean {
    const charts = chartInputs(this.asCharts(plan), place, new Set(this.intoGit.keys()));
    this.charts = charts;
    this.why = new Map();
    for (const inputs of charts.values()) {
      const why = this.compare(inputs);
      if (why) this.why.set(inputs.name, why);
    }
    return this.current.size > 0;
  }

  private compare({ name, chart, repository, version, inputs }: ChartInputs): WhyUnfit | undefined {
    const record = this.current.get(name);
    if (!record) return 'new';
    if (record.chart !== chart || record.version !== version || record.repository !== repository) return 'chart';
    if (record.inputs !== inputs) return 'values';
    const wanted = { kind: 'chart', url: repository, revision: version, chart, atHand: [] } as const;
    const locked = this.lock.get(lockKey(wanted));
    if (locked && locked.digest !== record.digest) return 'digest';
    return this.intoGit.has(name) && record.files === undefined ? 'files' : undefined;
  }

  /** Says that an Application is rendered into Git. @param sources those that it would have otherwise */
  renderIntoGit(name: string, sources: readonly Source[]): void {
    this.intoGit.set(name, sources);
  }

  /** A plan in which the Applications that are rendered into Git have their charts as sources. */
  asCharts(plan: Plan): Plan {
    return this.intoGit.size === 0 ? plan : withCharts(plan, this.intoGit);
  }

  /**
   * The files of an Application that is rendered into Git: those that were rendered in this run, or the committed ones as
   * long as its record fits.
   *
   * @param committed what is on disk
   * @returns the files, or why there are none
   */
  filesOf(name: string, committed: () => RenderedFiles): RenderedFiles | string {
    const fresh = this.files.get(name);
    if (fresh) return fresh;
    const failed = this.failed.get(name);
    const found = this.find(name);
    if (!found?.fits || found.record.files === undefined)
      return failed ?? (found ? `since it was rendered, it ${this.words(name)}` : 'it was never rendered');
    const files = committed();
    if (sumOfFiles(files) !== found.record.files)
      return failed ?? 'the files that were rendered were changed by hand, or are gone: restore them from Git';
    return files;
  }

  /** Asks for an Application to be rendered anew, whatever its record says. */
  distrust(name: string): void {
    if (this.charts?.has(name) && !this.why.has(name)) this.why.set(name, 'files');
  }

  /** The names of the Applications that are rendered into Git. */
  get namesInGit(): readonly string[] {
    return [...this.intoGit.keys()];
  }

  /** Puts what was rendered in the place of earlier records. @param failed why others could not be rendered, by Application */
  renew(
    records: readonly ChartRecord[],
    failed: ReadonlyMap<string, string>,
    files: ReadonlyMap<string, RenderedFiles> = new Map(),
  ): void {
    this.files = files;
    for (const record of records) this.current.set(record.name, record);
    this.renewed = records.map(({ name }) => name).sort();
    this.failed = failed;
    this.expected = false;
  }

  /** The record of an Application, and whether it fits; undefined before anything was compared. */
  find(name: string): { readonly record: ChartRecord; readonly fits: boolean } | undefined {
    const record = this.charts?.has(name) ? this.current.get(name) : undefined;
    return record && { record, fits: !this.why.has(name) };
  }

  /** Whether an Application has a record, or may get one in this run. */
  mayKnow(name: string): boolean {
    return this.expected || this.current.has(name);
  }

  /** The charts without a record that fits, by Application. */
  get unfit(): ReadonlyMap<string, ChartInputs & { readonly because: WhyUnfit }> {
    return new Map(
      [...this.why].map(([name, because]) => [name, { ...(this.charts?.get(name) as ChartInputs), because }]),
    );
  }

  /** The records that fit. */
  get fitting(): readonly ChartRecord[] {
    return this.kept.filter(({ name }) => !this.why.has(name));
  }

  /** The Applications whose record does not fit any more. */
  get outdated(): readonly string[] {
    return this.kept.map(({ name }) => name).filter((name) => this.why.has(name));
  }

  /** All records of Applications that are still declared. */
  get kept(): readonly ChartRecord[] {
    return [...this.current.values()].filter(({ name }) => this.charts?.has(name));
  }

  /** The Applications that have a record and are not declared any more. */
  get leftOver(): readonly string[] {
    return [...this.current.keys()].filter((name) => !this.charts?.has(name));
  }

  /** One line on the records that do not fit, for who synthesizes; undefined if all do. */
  outdatedText(): string | undefined {
    const { outdated } = this;
    if (outdated.length === 0) return undefined;
    const why = new Set(outdated.map((name) => this.failed.get(name) ?? 'only groundwork synth, with helm, does that'));
    return (
      `${this.file} does not fit any more: ${this.whyText(outdated)}. Nothing renders them anew here (${[...why].join('; ')}), so their ` +
      'projects permit all that these charts are known to render. Run npm run synth -- --fetch where helm is, and commit what it writes'
    );
  }

  /** What has changed since the records of some Applications were made. */
  whyText(names: readonly string[]): string {
    return names.map((name) => `${name} ${this.words(name)}`).join(', ');
  }

  private words(name: string): string {
    return WORDS[this.why.get(name) ?? 'new'];
  }
}

const WORDS: Readonly<Record<WhyUnfit, string>> = {
  new: 'is new',
  chart: 'has another chart',
  values: 'has other values or options',
  digest: 'has other bytes',
  files: 'has other files',
};
