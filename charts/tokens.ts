import type { IResolver, ResolutionContext } from 'cdk8s';

/**
 * cdk8s' own resolvers, without the calls for strings, numbers and booleans, which are never tokens. A manifest
 * consists mostly of those, and three calls for each would slow down rendering.
 */
export class Tokens implements IResolver {
  constructor(private readonly resolvers: readonly IResolver[]) {}

  resolve(context: ResolutionContext): void {
    const { value } = context;
    if (typeof value !== 'object' && typeof value !== 'function') return;
    for (const resolver of this.resolvers) {
      resolver.resolve(context);
      // As in cdk8s, the first one that has an answer gives it.
      if (context.replaced) return;
    }
  }
}
