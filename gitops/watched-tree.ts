import { DiskTree, type Entry, type EntryType } from './model/tree';
import { sha256 } from './sum';

/** What is asked of a tree on disk. */
type Question = 'list' | 'listMore' | 'type' | 'leftOut' | 'isSparse' | 'read' | 'size' | 'readlink' | 'inGit';

/** Questions, as `<question> <path>`, each with a digest of what the answer was. */
export type Answers = Readonly<Record<string, string>>;

/** Notes what is asked of the disk, and what it answers: what a verdict rests on besides the plan. */
export class WatchedTree extends DiskTree {
  private readonly noted = new Map<string, string>();

  /** Everything that has been asked so far. */
  get answers(): Answers {
    return Object.fromEntries(this.noted);
  }

  /** Whether the disk still answers so. */
  stillAnswers(answers: Answers): boolean {
    return Object.entries(answers).every(([key, digest]) => {
      const space = key.indexOf(' ');
      const question = key.slice(0, space) as Question;
      try {
        this[question](key.slice(space + 1));
      } catch {
        // That is an answer too.
      }
      return this.noted.get(key) === digest;
    });
  }

  override list(dir: string): readonly Entry[] {
    return this.note('list', dir, () => super.list(dir));
  }

  /** Whether Git has been asked before must not show in what is remembered. */
  override listMore(dir: string): readonly Entry[] {
    return this.note('listMore', dir, () => this.listOnDisk(dir));
  }

  override leftOut(file: string): string | undefined {
    return this.note('leftOut', file, () => super.leftOut(file));
  }

  override isSparse(file: string): boolean {
    return this.note('isSparse', file, () => super.isSparse(file));
  }

  override type(file: string): EntryType | undefined {
    return this.note('type', file, () => super.type(file));
  }

  override read(file: string): Buffer {
    return this.note('read', file, () => super.read(file));
  }

  override size(file: string): number {
    return this.note('size', file, () => super.size(file));
  }

  override readlink(file: string): string {
    return this.note('readlink', file, () => super.readlink(file));
  }

  override inGit(): ReadonlySet<string> | undefined {
    return this.note('inGit', '', () => super.inGit());
  }

  private note<T>(question: Question, file: string, ask: () => T): T {
    const key = `${question} ${file}`;
    try {
      const answer = ask();
      this.noted.set(key, digestOf(answer));
      return answer;
    } catch (error) {
      this.noted.set(key, digestOf(String(error)));
      throw error;
    }
  }
}

/** Of a short answer, the answer. */
function digestOf(answer: unknown): string {
  if (Buffer.isBuffer(answer)) return sha256(answer);
  const text = JSON.stringify(answer instanceof Set ? [...answer] : [answer]);
  return text.length < 40 ? text : sha256(text);
}
