import { Construct, type IConstruct } from 'constructs';
import { SyncWaves, type Waved } from './sync-waves';

/**
 * What can be waited for: an `Application`, an `ApplicationSet` that rolls out, or what has an `application` (a `Workload`,
 * the `Harbor` of a platform).
 */
export type Dependency =
  | Waved
  | {
      /** The Application that is waited for. */
      readonly application: Waved;
    };

/** What one Application or ApplicationSet waits for, and what is wrong in what it was given. */
export class Dependencies {
  private readonly members = new Set<Waved>();
  private readonly wrong: string[] = [];

  /** @param construct whose dependencies these are */
  constructor(private readonly construct: IConstruct) {}

  /** Each once, in the order in which they were given. */
  get all(): readonly Waved[] {
    return [...this.members];
  }

  get errors(): readonly string[] {
    return this.wrong;
  }

  /**
   * Adds what `dependsOn` was given. What cannot be waited for becomes an error and throws nothing, so that all
   * mistakes are reported at once.
   */
  add(given: readonly Dependency[]): void {
    // `synth` does not check types, so anything may come.
    if (!Array.isArray(given)) {
      this.wrong.push(`dependsOn is ${nameOf(given)}, and not a list: write dependsOn: [ … ]`);
      return;
    }
    for (const [i, one] of (given as readonly unknown[]).entries()) {
      const member = memberOf(one);
      if (member) this.members.add(member);
      else
        this.wrong.push(
          `dependsOn[${i}] is ${nameOf(one)}: allowed are an Application, an ApplicationSet, and what has an application ` +
            `(a Workload, platform.harbor)${one === undefined ? '; is it used before it is declared, or misspelt?' : ''}`,
        );
    }
    SyncWaves.of(this.construct).changed();
  }
}

function memberOf(x: unknown): Waved | undefined {
  if (isWaved(x)) return x;
  const application = typeof x === 'object' && x !== null ? (x as { application?: unknown }).application : undefined;
  return isWaved(application) ? application : undefined;
}

function isWaved(x: unknown): x is Waved {
  return Construct.isConstruct(x) && 'dependencies' in x && 'syncsByItself' in x;
}

function nameOf(x: unknown): string {
  if (Construct.isConstruct(x)) return `[${x.node.path || 'the app'}] (${x.constructor.name})`;
  if (Array.isArray(x)) return 'a list (write ... in front of it)';
  return typeof x === 'object' && x !== null ? 'an object without an application' : (JSON.stringify(x) ?? String(x));
}
