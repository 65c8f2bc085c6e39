import { type ImageReference, parseImageReference } from './image-reference';

/** Where images are mirrored to. */
export interface MirrorDestination {
  /** Host and port of the registry. */
  readonly registry: string;

  /** Path that every mirrored repository begins with. @default - none */
  readonly prefix?: string;
}

/**
 * Reads `REGISTRY[/PREFIX]`.
 *
 * @throws Error naming the value and what is allowed
 */
export function readDestination(text: string): MirrorDestination {
  const slash = text.indexOf('/');
  const registry = slash < 0 ? text : text.slice(0, slash);
  const prefix = slash < 0 ? undefined : text.slice(slash + 1).replace(/\/$/, '');
  const wrong = (why: string) =>
    new Error(
      `--to ${text}: ${why}; write REGISTRY or REGISTRY/PREFIX, e.g. 10.0.24.28:30002/mirror, without scheme, tag and digest.`,
    );
  if (/^[a-z]+:\/\//i.test(text)) throw wrong('it starts with a URL scheme');
  let parsed: ImageReference;
  try {
    parsed = parseImageReference(`${registry}/${prefix ? `${prefix}/` : ''}x`);
  } catch {
    throw wrong('not a registry with a path');
  }
  if (parsed.registry !== registry) throw wrong(`${registry} is not the name of a registry, which has a dot or a port`);
  return { registry, ...(prefix && { prefix }) };
}

/**
 * The repository that an image is mirrored to: the path contains the original registry, so that images of the same name
 * from two registries do not clash, and so that a node's hosts.toml can map each registry to its own path.
 */
export function mirroredRepository(
  { prefix }: MirrorDestination,
  { registry, repository }: Pick<ImageReference, 'registry' | 'repository'>,
): string {
  // A repository has no colon and no capitals; a registry with a port has.
  const host = registry
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^-|-$/g, '');
  return [prefix, host, repository].filter(Boolean).join('/');
}
