import { GoRegexp, RegexpSyntaxError, RegexpTooCostly } from '../../../semantics/go-regexp';

/** A pattern as the API server matches it. One that Go refuses, or that would take too long, refuses nothing. */
export class Pattern {
  private compiled: GoRegexp | 'unusable' | undefined;

  constructor(readonly source: string) {}

  test(value: string): boolean {
    try {
      this.compiled ??= GoRegexp.of(this.source);
      return this.compiled === 'unusable' || this.compiled.matches(value);
    } catch (error) {
      if (error instanceof RegexpSyntaxError) this.compiled = 'unusable';
      else if (!(error instanceof RegexpTooCostly)) throw error;
      return true;
    }
  }
}
