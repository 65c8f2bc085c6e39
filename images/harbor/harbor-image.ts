import { DOCKER_HUB, parseImageReference } from '../image-reference';

/** An image in Harbor, as its API addresses it. */
export interface HarborImage {
  /** Host and port as in the reference. */
  readonly registry: string;

  /** First part of the repository. */
  readonly project: string;

  /** The rest of it; it may have slashes. */
  readonly repository: string;

  /** Digest if there is one, otherwise the tag. */
  readonly reference: string;
}

/**
 * Reads `host[:port]/project/repository[:tag|@digest]`. With both a tag and a digest the digest counts, as for a runtime.
 *
 * @throws Error naming the value and what is allowed
 */
export function parseHarborImage(text: string): HarborImage {
  const { registry, repository, tag, digest } = parseImageReference(text);
  const slash = repository.indexOf('/');
  const shape = 'write host[:port]/project/repository[:tag|@digest], e.g. harbor.example.com/bootcamp/nginx:1.27';
  if (registry === DOCKER_HUB) throw new Error(`${JSON.stringify(text)} names no Harbor; ${shape}`);
  if (slash < 0) throw new Error(`${JSON.stringify(text)} names no project of Harbor; ${shape}`);
  return {
    registry,
    project: repository.slice(0, slash),
    repository: repository.slice(slash + 1),
    reference: digest ?? tag ?? 'latest',
  };
}
