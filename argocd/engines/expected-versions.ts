import { ArgoCdVersion } from '../semantics/version';

/** Helm 3, as the image of Argo CD 3.4 has it: what is installed where a program is missing. */
const HELM_3 = '3.19.4';
const KUSTOMIZE = '5.8.1';

/**
 * What the images of Argo CD bring along, newest first.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.6.1/hack/tool-versions.sh
 */
const IN_IMAGES = [
  { minor: 6, helm: '4.3.1', kustomize: '5.8.3' },
  { minor: 5, helm: '4.2.1', kustomize: KUSTOMIZE },
  { minor: 0, helm: HELM_3, kustomize: KUSTOMIZE },
] as const;

/** The version that a version of Argo CD renders with. */
export function expectedVersion(by: 'helm' | 'kustomize', argocdVersion: string): string {
  const version = ArgoCdVersion.orLatest(argocdVersion);
  return (IN_IMAGES.find(({ minor }) => version.atLeast(3, minor)) ?? IN_IMAGES[2])[by];
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
