import { type FetchLock, lockKey } from '../../fetch/fetch-lock';
import type { Plan } from '../plan/plan';
import { type ChartInputs, chartInputs, type InputsPlace } from './chart-inputs';
import type { ChartRecord } from './chart-record';

/** Why an Application's chart has no record that fits. */
export type WhyUnfit = 'new' | 'chart' | 'values' | 'digest';

/** The records of an app, and which of them fit what it declares now. */
export class ChartRecords {
  private current = new Map<string, ChartRecord>();
  private charts?: ReadonlyMap<string, ChartInputs>;
  private why = new Map<string, WhyUnfit>();
  /** Whether somebody is about to render the charts that have no record: what a record would tell is not missed until then. */
  expected = false;
  /** The Applications whose charts were rendered in this run. */
  renewed: readonly string[] = [];
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
    const charts = chartInputs(plan, place);
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
    return locked && locked.digest !== record.digest ? 'digest' : undefined;
  }

  /** Puts what was rendered in the place of earlier records. @param failed why others could not be rendered, by Application */
  renew(records: readonly ChartRecord[], failed: ReadonlyMap<string, string>): void {
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
    const words = {
      new: 'is new',
      chart: 'has another chart',
      values: 'has other values or options',
      digest: 'has other bytes',
    };
    return names.map((name) => `${name} ${words[this.why.get(name) ?? 'new']}`).join(', ');
  }
}
