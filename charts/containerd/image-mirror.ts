import { authority, type CertificateAuthority, type MirroredRegistry } from './registry-host';

/**
 * Where the nodes find the images in place of the public registries, as `groundwork mirror --to` has copied them: a prefix, below
 * which each registry has a folder of its name; or a place for each registry by itself. Image references stay as they are.
 *
 * @example 'harbor.example.com/mirror' // docker.io/library/busybox is harbor.example.com/mirror/docker.io/library/busybox
 * @example { 'docker.io': 'harbor.example.com/hub' } // the others stay public
 */
export type ImageMirror = string | { readonly [registry: string]: string };

/** The registries that a prefix stands for. Others are named in a map, or in `registries`. */
export const PUBLIC_REGISTRIES = [
  'docker.io',
  'ecr-public.aws.com',
  'gcr.io',
  'ghcr.io',
  'public.ecr.aws',
  'quay.io',
  'registry.k8s.io',
] as const;

/** The mirrors as `registries` would name them, or what is wrong. */
export interface MirroredRegistries {
  readonly registries: readonly MirroredRegistry[];
  readonly errors: readonly string[];
}

/** @param ca the CA that signed the certificate of the mirror */
export function registriesOfMirror(mirror: ImageMirror, ca?: CertificateAuthority): MirroredRegistries {
  const places =
    typeof mirror === 'string'
      ? PUBLIC_REGISTRIES.map((host) => [host, `${mirror.replace(/\/+$/, '')}/${host}`] as const)
      : Object.entries(mirror);
  const registries: MirroredRegistry[] = [];
  const errors: string[] = [];
  for (const [registry, place] of places) {
    const [from, to] = [partsOf(registry), partsOf(place)];
    const wrong = from === undefined || from.path !== undefined ? registry : to === undefined ? place : undefined;
    if (from === undefined || to === undefined || wrong !== undefined) {
      const given = typeof mirror === 'string' ? mirror : `${registry}: ${place}`;
      const error = `mirror.images: ${given}: write HOST[:PORT]/PATH without a scheme, for example harbor.example.com/mirror; what speaks plain HTTP goes into registries`;
      if (!errors.includes(error)) errors.push(error);
      continue;
    }
    registries.push({
      host: from.host,
      ...(from.port !== undefined && { port: from.port }),
      mirrors: [
        {
          scheme: 'https',
          host: to.host,
          ...(to.port !== undefined && { port: to.port }),
          ...(to.path !== undefined && { path: `/v2${to.path}` }),
          ...(ca && { ca }),
        },
      ],
      fallback: 'none',
    });
  }
  return { registries, errors };
}

/**
 * Errors for images that a prefix does not stand for: a node without a way out would wait for them for ever.
 *
 * @param known what the nodes get a hosts.toml for
 * @param used the registries of the images in use
 */
export function unmirrored(
  mirror: ImageMirror,
  known: readonly { readonly host: string; readonly port?: number }[],
  used: Iterable<string>,
): string[] {
  if (typeof mirror !== 'string') return [];
  const names = new Set(known.map(authority));
  const own = partsOf(mirror);
  if (own) names.add(authority(own));
  return [...new Set(used)]
    .filter((registry) => !names.has(registry))
    .sort()
    .map(
      (registry) =>
        `mirror.images: a prefix stands for ${PUBLIC_REGISTRIES.join(', ')}, and there are images of ${registry}: name it in registries, ` +
        `with a mirror, or as { host: '${registry}', scheme: 'https' } if the nodes reach it`,
    );
}

function partsOf(text: string): { host: string; port?: number; path?: string } | undefined {
  const [, host, port, path] =
    /^([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5}))?((?:\/[a-z0-9][a-z0-9._-]*)+)?$/.exec(text) ?? [];
  if (host === undefined) return undefined;
  return { host, ...(port !== undefined && { port: Number(port) }), ...(path !== undefined && { path }) };
}
