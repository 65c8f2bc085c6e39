/** Why nothing was written: every reason, each in one sentence that says what to do. */
export class WriteError extends Error {
  /** Exit code of a command that ends with it: something was found, and nothing was used wrongly. */
  readonly groundworkExitCode = 1;

  constructor(
    readonly directory: string,
    readonly reasons: readonly string[],
  ) {
    super(`nothing was written to ${directory}:\n${reasons.map((reason) => `  ${reason}`).join('\n')}`);
    this.name = 'WriteError';
  }
}
