import { ArgoCdVersion } from '../semantics/version';

/**
 * What the images of Argo CD bring along.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.4.4/hack/tool-versions.sh
 */
const HELM_3 = '3.19.4';
const HELM_4 = '4.2.1';
const KUSTOMIZE = '5.8.1';

/** The version that a version of Argo CD renders with. */
export function expectedVersion(by: 'helm' | 'kustomize', argocdVersion: string): string {
  if (by === 'kustomize') return KUSTOMIZE;
  const version = ArgoCdVersion.parse(argocdVersion) ?? ArgoCdVersion.LATEST;
  return version.atLeast(3, 5) ? HELM_4 : HELM_3;
}

/** What to say of the version at hand; `undefined` if it does not matter that it is another one. */
export function versionNote(by: 'helm' | 'kustomize', version: string, argocdVersion: string): string | undefined {
  const expected = expectedVersion(by, argocdVersion);
  const major = (text: string): string => text.split('.')[0] as string;
  if (major(version) === major(expected)) return undefined;
  return `rendered with ${by} ${version}, and Argo CD ${argocdVersion} has ${by} ${expected}: what they render may differ`;
}

/** One command that installs programs. @param go whether Go is there */
export function installCommand(
  names: readonly ('helm' | 'kustomize')[],
  go: boolean,
  platform = process.platform,
): string {
  if (platform === 'darwin') return `brew install ${names.join(' ')}`;
  if (platform === 'win32')
    return `winget install ${names.map((name) => ({ helm: 'Helm.Helm', kustomize: 'Kubernetes.kustomize' })[name]).join(' ')}`;
  const commands = go
    ? {
        helm: `go install helm.sh/helm/v3/cmd/helm@v${HELM_3}`,
        kustomize: `go install sigs.k8s.io/kustomize/kustomize/v5@v${KUSTOMIZE}`,
      }
    : {
        helm: `curl -fsSL https://raw.githubusercontent.com/helm/helm/main/scripts/get-helm-3 | DESIRED_VERSION=v${HELM_3} bash`,
        kustomize: `curl -fsSL https://raw.githubusercontent.com/kubernetes-sigs/kustomize/master/hack/install_kustomize.sh | bash -s -- ${KUSTOMIZE}`,
      };
  return names.map((name) => commands[name]).join(' && ');
}

/** The command that installs one version of a program into a folder, under a name that has the version. */
export function installCommandOf(name: 'helm', version: string, folder: string, go: boolean): string {
  const major = version.split('.')[0];
  const to = `${folder}/${name}-${version}`;
  if (go)
    return `GOBIN="$PWD/${folder}" go install helm.sh/helm/v${major}/cmd/helm@v${version} && mv ${folder}/helm ${to}`;
  return `mkdir -p ${folder} && curl -fsSL https://raw.githubusercontent.com/helm/helm/main/scripts/get-helm-${major} | DESIRED_VERSION=v${version} HELM_INSTALL_DIR="$PWD/${folder}" USE_SUDO=false bash && mv ${folder}/helm ${to}`;
}
