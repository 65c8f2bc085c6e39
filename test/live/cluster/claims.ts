import { Kube } from '../kube';

/**
 * Stands in for Longhorn: makes a volume for each claim that waits for one. It copies no more than that a claim becomes
 * bound; nothing is ever written to these volumes, because no pod really runs.
 */
export function bindClaims(kubeconfig: string): { stop(): void } {
  let stopped = false;
  void (async () => {
    while (!stopped) {
      // The API server is away for a while when etcd is wiped.
      await bindAll(kubeconfig).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 1_000).unref());
    }
  })();
  return {
    stop: () => {
      stopped = true;
    },
  };
}

async function bindAll(kubeconfig: string): Promise<void> {
  const kube = Kube.from(kubeconfig);
  try {
    for (const { metadata, spec, status } of await kube.list('v1', 'PersistentVolumeClaim')) {
      if (status?.phase !== 'Pending' || spec.volumeName || !spec.storageClassName) continue;
      const { name, namespace, uid } = metadata;
      const volume = {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name: `pvc-${uid}` },
        spec: {
          capacity: { storage: spec.resources.requests.storage },
          accessModes: spec.accessModes,
          storageClassName: spec.storageClassName,
          persistentVolumeReclaimPolicy: 'Retain',
          claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace, uid },
          hostPath: { path: `/volumes/${uid}` },
        },
      };
      await kube.apply(volume);
    }
  } finally {
    await kube.close();
  }
}
