import { redact } from '../argocd/model/redact';

/**
 * An image reference in its canonical form: the registry is always named, Docker Hub's official images have their
 * `library/` and a digest or tag is there only if it was written.
 *
 * @see https://github.com/distribution/reference/blob/v0.6.0/reference.go the grammar
 */
export interface ImageReference {
  /** Host and optional port as in a pull, e.g. `docker.io` or `10.0.24.28:30002`. */
  readonly registry: string;

  /** Path below the registry, e.g. `goharbor/harbor-core` or `library/busybox`. */
  readonly repository: string;

  /** Tag, e.g. `v2.15.1`. @default - none was written: container runtimes then take `latest` unless there is a digest */
  readonly tag?: string;

  /** Digest with its algorithm, e.g. `sha256:5c5b…`. @default - none was written */
  readonly digest?: string;
}

/** Docker Hub's name in references. Its API answers under {@link DOCKER_HUB_API}. */
export const DOCKER_HUB = 'docker.io';

/** Host that serves the distribution API of {@link DOCKER_HUB}. */
export const DOCKER_HUB_API = 'registry-1.docker.io';

const DOMAIN_COMPONENT = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = new RegExp(`^(?:${DOMAIN_COMPONENT}(?:\\.${DOMAIN_COMPONENT})*|\\[(?:[a-fA-F0-9:]+)\\])(?::[0-9]+)?$`);
const PATH_COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const IDENTIFIER = /^[a-f0-9]{64}$/;

/** Digest algorithms that the image specification registers, with the length of their hex form. */
const DIGEST_LENGTH: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** Longest repository name, registry included, that Docker's reference grammar accepts. */
const NAME_LENGTH = 255;

/**
 * Reads an image reference as Docker, containerd and Kubernetes do: `busybox` is `docker.io/library/busybox`, and the
 * part before the first slash is a registry only if it has a dot, a port, an upper-case letter or is `localhost`.
 *
 * @throws Error naming the value, the part that is wrong and what is allowed
 */
export function parseImageReference(text: string): ImageReference {
  if (typeof text !== 'string' || text === '') refuse(text, 'it is empty', 'write registry/repository:tag');
  if (/\s/.test(text)) refuse(text, 'it has white space in it', 'remove it');
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    refuse(text, 'it starts with a URL scheme', 'references have none: write registry/repository:tag');
  }

  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const named = at < 0 ? text : text.slice(0, at);
  if (digest !== undefined) {
    const problem = digestProblem(digest);
    if (problem)
      refuse(text, `its digest ${quote(digest)} ${problem}`, 'write algorithm:hex, e.g. sha256: and 64 hex digits');
  }

  // A colon before the last slash belongs to the registry's port.
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const tag = colon < 0 ? undefined : named.slice(colon + 1);
  const name = colon < 0 ? named : named.slice(0, colon);
  if (tag !== undefined && !TAG.test(tag)) {
    refuse(text, `its tag ${quote(tag)} is not a tag`, 'letters, digits, _ . and -, not first . or -, at most 128');
  }
  if (IDENTIFIER.test(name)) {
    refuse(
      text,
      'its name is 64 hex digits, which engines read as an image id',
      'write repository@sha256:… or another name',
    );
  }

  const { registry, repository } = splitRegistry(name);
  if (!DOMAIN.test(registry)) {
    refuse(text, `its registry ${quote(registry)} is not a host`, 'write host or host:port, e.g. 10.0.24.28:30002');
  }
  const wrong = repository.split('/').find((component) => !PATH_COMPONENT.test(component));
  if (wrong !== undefined) {
    const why =
      wrong === '' ? 'has an empty part' : wrong !== wrong.toLowerCase() ? 'has upper-case letters' : 'is not a name';
    const part = wrong === '' ? quote(repository) : quote(wrong);
    refuse(
      text,
      `its repository part ${part} ${why}`,
      'lower-case letters and digits, separated by one . or _, by __ or by -',
    );
  }
  if (`${registry}/${repository}`.length > NAME_LENGTH) {
    refuse(text, `its name is longer than ${NAME_LENGTH} characters`, 'shorten the repository');
  }
  return { registry, repository, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

/** The canonical text of a reference: `docker.io/library/busybox:1.37.0@sha256:…`. Parsing it gives the same reference. */
export function formatImageReference(reference: ImageReference): string {
  const { tag, digest } = reference;
  return `${formatImageName(reference)}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** Registry and repository without tag and digest: `docker.io/library/busybox`. */
export function formatImageName({ registry, repository }: Pick<ImageReference, 'registry' | 'repository'>): string {
  return `${registry}/${repository}`;
}

/** The short text that people write: `busybox:1.37.0`, `goharbor/harbor-core:v2.15.1`; other registries stay named. */
export function formatFamiliarReference(reference: ImageReference): string {
  const text = formatImageReference(reference);
  if (reference.registry !== DOCKER_HUB) return text;
  const [first, ...rest] = reference.repository.split('/');
  const short =
    first === 'library' && rest.length === 1
      ? text.slice('docker.io/library/'.length)
      : text.slice('docker.io/'.length);
  // `docker.io/localhost/x` must not become `localhost/x`, which is another registry.
  return isSame(parseOrUndefined(short), reference) ? short : text;
}

/** Whether the text is a digest of a registered algorithm in its canonical, lower-case form. */
export function isDigest(text: unknown): text is string {
  return typeof text === 'string' && digestProblem(text) === undefined;
}

function digestProblem(digest: string): string | undefined {
  const [, algorithm, hex] = /^([^:]*):(.*)$/s.exec(digest) ?? [];
  if (algorithm === undefined) return 'has no algorithm';
  const length = DIGEST_LENGTH[algorithm];
  if (length === undefined)
    return `has the algorithm ${quote(algorithm)}, which is not one of ${Object.keys(DIGEST_LENGTH).join(', ')}`;
  if (!/^[a-f0-9]*$/.test(hex)) return 'has something else than lower-case hex digits';
  if (hex.length !== length) return `has ${hex.length} hex digits, ${algorithm} has ${length}`;
  return undefined;
}

function splitRegistry(name: string): { registry: string; repository: string } {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const isRegistry = slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  const registry = !isRegistry || first === 'index.docker.io' ? DOCKER_HUB : first;
  const repository = isRegistry ? name.slice(slash + 1) : name;
  return {
    registry,
    repository: registry === DOCKER_HUB && !repository.includes('/') ? `library/${repository}` : repository,
  };
}

function parseOrUndefined(text: string): ImageReference | undefined {
  try {
    return parseImageReference(text);
  } catch {
    return undefined;
  }
}

function isSame(a: ImageReference | undefined, b: ImageReference): boolean {
  return a !== undefined && formatImageReference(a) === formatImageReference(b);
}

function quote(text: unknown): string {
  return JSON.stringify(text);
}

function refuse(text: string, what: string, instead: string): never {
  throw new Error(
    `${quote(typeof text === 'string' ? redact(text) : text)} is not an image reference: ${what}. ${instead[0].toUpperCase()}${instead.slice(1)}.`,
  );
}
