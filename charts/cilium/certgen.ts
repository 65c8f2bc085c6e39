import type { CiliumValues } from './versions';

/**
 * Before 1.19 the chart makes Hubble's first certificate in a Helm hook after the installation. Argo CD runs such a
 * hook when everything is healthy. But Relay waits for the certificate, and the hook would wait for Relay. As a hook of
 * the Sync phase it does not wait.
 *
 * @param version version of the chart
 * @see https://github.com/cilium/cilium/blob/v1.18.12/install/kubernetes/cilium/templates/hubble/tls-cronjob/job.yaml
 */
export function certgenValues(version: string): Pick<CiliumValues, 'certgen'> {
  const [, major, minor] = /^v?(\d+)\.(\d+)\./.exec(version) ?? [];
  if (major === undefined || Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 19)) return {};
  return {
    certgen: {
      annotations: {
        job: { 'argocd.argoproj.io/hook': 'Sync', 'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation' },
      },
    },
  };
}
