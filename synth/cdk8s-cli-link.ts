import * as fs from 'node:fs';
import * as path from 'node:path';
import { CDK8S_CLI_OUTDIR } from './layout';
import { writing } from './write/writing-beside';

/** Why the link cannot be made: something else stands there. */
export function linkProblem(outdir: string): string | undefined {
  const there = isAskedByCdk8sCli(outdir) ? fs.lstatSync(CDK8S_CLI_OUTDIR, { throwIfNoEntry: false }) : undefined;
  return there && !there.isSymbolicLink()
    ? `${CDK8S_CLI_OUTDIR} is not the link that stands for ${outdir}: remove it`
    : undefined;
}

/**
 * The cdk8s CLI looks for what was written in the folder that it deleted before; it finds a link to where it is.
 *
 * @throws SystemError if the system refuses it
 */
export function linkForCdk8sCli(outdir: string): void {
  writing(outdir, CDK8S_CLI_OUTDIR, () => {
    if (!isAskedByCdk8sCli(outdir)) return;
    fs.mkdirSync(path.dirname(CDK8S_CLI_OUTDIR), { recursive: true });
    fs.rmSync(CDK8S_CLI_OUTDIR, { force: true });
    fs.symlinkSync(path.relative(path.dirname(CDK8S_CLI_OUTDIR), outdir), CDK8S_CLI_OUTDIR);
  });
}

function isAskedByCdk8sCli(outdir: string): boolean {
  const asked = process.env.CDK8S_OUTDIR;
  return (
    Boolean(asked) &&
    path.resolve(asked as string) === path.resolve(CDK8S_CLI_OUTDIR) &&
    path.resolve(outdir) !== path.resolve(CDK8S_CLI_OUTDIR)
  );
}
