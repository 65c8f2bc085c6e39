import { inspect } from 'node:util';
import { Command, CommanderError } from 'commander';
import { redact } from '../argocd/model/redact';
import { userLines } from '../synth/plan/user-lines';
import { helpWidth } from './help';

/** One verb: its line in the help, and the file that is read only when the verb is called (start-up is part of the job). */
interface Verb {
  readonly name: string;
  readonly summary: string;
  readonly load: () => { command(): Command };
}

const VERBS: readonly Verb[] = [
  { name: 'init', summary: 'write a new project: main.ts, a test, CI files, a README', load: () => require('./init') },
  {
    name: 'synth',
    summary: 'render the platform of main.ts into dist/ and PLATFORM.md',
    load: () => require('./synth'),
  },
  {
    name: 'check',
    summary: 'say what Argo CD will make of a repository, before the push',
    load: () => require('./check'),
  },
  {
    name: 'render',
    summary: 'print the objects of Applications as Argo CD would have them',
    load: () => require('./render'),
  },
  {
    name: 'diff',
    summary: 'say what a change does to the cluster, before the merge',
    load: () => require('./diff'),
  },
  {
    name: 'ci',
    summary: 'check and diff a pull request, and keep one comment on it',
    load: () => require('./ci'),
  },
  {
    name: 'explain',
    summary: 'say of one object where it comes from, who carries it, and what if it goes',
    load: () => require('./explain'),
  },
  { name: 'order', summary: 'print what Argo CD will sync, in its order', load: () => require('./order') },
  {
    name: 'adopt',
    summary: 'take a repository of Applications over into a project',
    load: () => require('./adopt'),
  },
  {
    name: 'promote',
    summary: 'give an environment of an app the version of another',
    load: () => require('./promote'),
  },
  {
    name: 'vendor',
    summary: 'put the charts that Applications name into the repository',
    load: () => require('./vendor'),
  },
  {
    name: 'images',
    summary: 'list every image of the platform and whether it is pinned',
    load: () => require('./images'),
  },
  {
    name: 'pin',
    summary: 'write the digests of the platform’s images to images.lock.yaml',
    load: () => require('./pin'),
  },
  {
    name: 'mirror',
    summary: 'copy the pinned images into a registry or a folder, by digest',
    load: () => require('./mirror'),
  },
  { name: 'gate', summary: 'scan an image in Harbor and fail on vulnerabilities', load: () => require('./gate') },
  {
    name: 'import',
    summary: 'write the types and facts of any Helm chart into imports/',
    load: () => require('./import'),
  },
  {
    name: 'values',
    summary: 'compare the values in use with another version of a chart',
    load: () => require('./values'),
  },
];

/** Runs `groundwork`. Sets the exit code: 0 fine, 1 findings, 2 wrong use or something that could not be done. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('groundwork')
    .description(
      'The ground of a bare Kubernetes cluster, declared in TypeScript, reviewed as YAML, synced by Argo CD.',
    )
    .version(packageVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .configureHelp({ minWidthToWrap: 20 })
    .configureOutput({ getOutHelpWidth: helpWidth, getErrHelpWidth: helpWidth })
    // --version after a verb is that of the verb: import has one.
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError('(run groundwork --help for what there is)');
  for (const verb of VERBS) {
    // All of a verb is read only where it is called, or its help is asked for.
    const called = argv[2] === verb.name || (argv[2] === 'help' && argv[3] === verb.name);
    program.addCommand(called ? wholeVerb(verb, program) : new Command(verb.name).summary(verb.summary));
  }
  // `groundwork check | head`: whoever reads may have seen enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  // What somebody's main.ts leaves behind in a promise or a timer.
  process.on('unhandledRejection', fail).on('uncaughtException', fail);
  try {
    await program.parseAsync(argv as string[]);
  } catch (error) {
    fail(error);
  }
}

/** A verb with its options. Its help begins with the line that the list of verbs has. */
function wholeVerb({ name, summary, load }: Verb, program: Command): Command {
  const command = load().command();
  for (const one of [command, ...command.commands])
    one
      .copyInheritedSettings(program)
      .helpOption('-h, --help', 'print this help')
      .showHelpAfterError(`(run groundwork ${name} --help for its arguments and options)`);
  const whole = `${summary[0]?.toUpperCase()}${summary.slice(1)}.`;
  return command.summary(summary).description([whole, command.description()].filter(Boolean).join('\n\n'));
}

function packageVersion(): string {
  return require('cdk8s-groundwork/package.json').version;
}

/** Says what went wrong, in its own words and without a stack, and sets the exit code. */
function fail(error: unknown): void {
  // commander has printed its own message already; help and version are no errors.
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    return;
  }
  const { groundworkExitCode, message, stack = '' } = toError(error);
  // What Node and swc add to their messages is about themselves.
  const told = message.split(/\n\n?(?:Require stack|Caused by|Stack backtrace|Error:?\s*\n)/)[0].trimEnd();
  // Our own errors name their places themselves. Others were thrown at a line of somebody's main.ts, or below it.
  const [line] = groundworkExitCode === undefined ? userLines(stack) : [];
  const where = line === undefined || told.includes(`${line.file}:${line.line}`) ? '' : ` (${line.file}:${line.line})`;
  console.error(`groundwork: ${redact(process.env.GROUNDWORK_DEBUG ? stack || message : `${told}${where}`)}`);
  process.exitCode = groundworkExitCode ?? 2;
}

/** What was thrown, whatever that is: code of others may throw anything. */
function toError(thrown: unknown): Failure {
  if (!(thrown instanceof Error)) return { message: `main.ts threw ${inspect(thrown)}` };
  const { stack, groundworkExitCode } = thrown as Error & Failure;
  // The message of our own errors is whole.
  if (groundworkExitCode !== undefined) return { message: thrown.message, stack, groundworkExitCode };
  const { errors = [], cause } = thrown as { errors?: readonly unknown[]; cause?: unknown };
  const more = [...errors, ...(cause === undefined ? [] : [cause])].map((one) =>
    one instanceof Error ? one.message : inspect(one),
  );
  const message = [String(thrown.message), ...more].filter((text) => text !== '').join(': ') || thrown.name;
  return { message, stack: String(stack ?? '') };
}

interface Failure {
  readonly message: string;
  readonly stack?: string;
  /** The exit code, of an error of ours that says what is wrong and where. */
  readonly groundworkExitCode?: number;
}
