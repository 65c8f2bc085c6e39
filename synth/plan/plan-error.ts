/** Everything that keeps an app from being rendered: one entry an error, each with the path of its construct. */
export class PlanError extends Error {
  /** Exit code of a command that ends with it: something was found, and nothing was used wrongly. */
  readonly groundworkExitCode = 1;

  constructor(readonly errors: readonly string[]) {
    super(
      `the platform cannot be rendered (${errors.length === 1 ? '1 error' : `${errors.length} errors`}):\n${errors.map((e) => `  ${e}`).join('\n')}`,
    );
    this.name = 'PlanError';
  }
}
