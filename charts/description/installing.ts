import type { Application } from '../argocd/application';
import { shellQuoted } from '../facts/shell-quoted';

/**
 * The command that installs what an Application will look after, in the version and with the values that are in Git, so that
 * Argo CD finds nothing to change. To be run at the top of the repository.
 */
export function installCommand({ name, destination, sources }: Application): string | undefined {
  const { namespace = 'default' } = destination;
  const chart = sources.find((source) => source.chart !== undefined);
  if (!chart?.chart) {
    const path = sources.find((source) => source.path !== undefined)?.path;
    return path === undefined
      ? undefined
      : words('kubectl', 'apply', '--server-side', '-n', namespace, '--recursive', '-f', path);
  }
  const { releaseName = name, valueFiles = [] } = chart.helm ?? {};
  const isOci = !/^https?:\/\//.test(chart.repoURL);
  const repository = chart.repoURL.replace(/^oci:\/\//, '').replace(/\/+$/, '');
  return words(
    'helm',
    'install',
    releaseName,
    ...(isOci ? [`oci://${repository}/${chart.chart}`] : [chart.chart, '--repo', chart.repoURL]),
    '--version',
    String(chart.targetRevision),
    '-n',
    namespace,
    ...(namespace === 'kube-system' ? [] : ['--create-namespace']),
    ...valueFiles.flatMap((file) => ['-f', file.replace(/^\$values\//, '')]),
  );
}

function words(...all: readonly string[]): string {
  return all.map(shellQuoted).join(' ');
}

/** The versions of kubectl that Kubernetes supports with a cluster: one minor off at most. */
export function kubectlVersions(kubernetes: string | undefined): string {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(kubernetes ?? '') ?? [];
  if (major === undefined || minor === undefined) return 'kubectl, at most one minor version from the cluster’s';
  return `kubectl ${major}.${Number(minor) - 1}, ${major}.${minor} or ${major}.${Number(minor) + 1}`;
}
