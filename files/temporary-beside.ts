import * as fs from 'node:fs';
import * as path from 'node:path';

/**
 * A hidden path beside a file or folder, on the same disk, for what is to take its place: `.NAME.PID.tmp`. Nothing is there:
 * what processes that are no more have left is removed.
 */
export function temporaryBeside(file: string): string {
  const folder = path.dirname(file);
  const start = `.${path.basename(file)}.`;
  for (const name of fs.readdirSync(folder)) {
    const [, number] = name.startsWith(start) ? (/^(\d+)\.tmp$/.exec(name.slice(start.length)) ?? []) : [];
    if (number === undefined || (Number(number) !== process.pid && isRunning(Number(number)))) continue;
    fs.rmSync(path.join(folder, name), { recursive: true, force: true });
  }
  return path.join(folder, `${start}${process.pid}.tmp`);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // That of somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
