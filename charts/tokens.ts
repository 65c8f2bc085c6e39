import type { IResolver, ResolutionContext } from 'cdk8s';

/**
 * cdk8s' own resolvers, not asked about texts, numbers and booleans, which are no tokens to any of them. They are nearly
 * all of a manifest, and asking three resolvers about each is a good part of rendering it.
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
