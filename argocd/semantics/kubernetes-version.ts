import type { ArgoCdVersion } from './version';

/** A release of Kubernetes, as far as types and versions of APIs depend on it: `1.35`. */
export class KubernetesVersion {
  constructor(
    /** 35 of 1.35. The major version is 1. */
    readonly minor: number,
  ) {}

  /**
   * Parses `1.35`, `v1.35.4`, `1.35.4-eks-1234` or `1.35.4+k3s1`.
   *
   * @returns undefined if the text is no version of Kubernetes
   */
  static parse(text: string): KubernetesVersion | undefined {
    const minor = /^v?1\.(\d{1,3})(?:\.\d{1,4})?(?:[-+][0-9A-Za-z.+-]*)?$/.exec(text)?.[1];
    return minor === undefined ? undefined : new KubernetesVersion(Number(minor));
  }

  /**
   * The newest release that a release of Argo CD is tested with.
   *
   * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/installation/#tested-versions
   */
  static defaultFor(argocd: ArgoCdVersion): KubernetesVersion {
    const newest = TESTED.find(([major, minor]) => argocd.atLeast(major, minor));
    return new KubernetesVersion(newest?.[2] ?? 31);
  }

  toString(): string {
    return `1.${this.minor}`;
  }
}

/** Argo CD's version, and the newest minor of Kubernetes that it is tested with. */
const TESTED: readonly (readonly [major: number, minor: number, kubernetes: number])[] = [
  [3, 6, 37],
  [3, 5, 36],
  [3, 3, 35],
  [3, 1, 34],
  [3, 0, 32],
];
