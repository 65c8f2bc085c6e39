import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
// The generated half of cdk8s-plus only: loading all of it would be a good part of a synth's time.
import * as k8s from 'cdk8s-plus-28/lib/imports/k8s';
import { Construct } from 'constructs';
import { noteSource, scopeOfNew } from '../../synth/plan/source';
import { Nodes } from '../facts/nodes';
import { PlatformImages } from '../images/platform-images';
import { type HostsDirectory, hostsDirectory } from './hosts-toml';
import type { CertificateAuthority, ConfigMapKey, Registry, SecretKey } from './registry-host';
import { registryProblems } from './registry-problems';

/** The image that runs the script: nothing of it is used but busybox. */
export const REGISTRY_HOSTS_IMAGE =
  'docker.io/library/busybox:1.37.0@sha256:9db7b59979c38555a39def84a31fb98b5296952f9e3afd4f6f11f05b07adfab0';

/** Properties of {@link RegistryHosts}. */
export interface RegistryHostsProps {
  /**
   * The registries, each of which gets its hosts.toml on every node. An empty list removes what was written before, on
   * every node: render it once before you remove the construct, because files outlive the DaemonSet.
   */
  readonly registries: readonly Registry[];

  /** Namespace, made by this construct, since it needs a pod-security label. @default 'registry-hosts' */
  readonly namespace?: string;

  /**
   * Name of the DaemonSet and its ConfigMap. With the namespace it marks the files that the script wrote. If you change
   * it, files that are already on the nodes count as foreign and stay there.
   * @default 'registry-hosts'
   */
  readonly name?: string;

  /** Image with a POSIX shell and busybox's tools. @default REGISTRY_HOSTS_IMAGE */
  readonly image?: string;

  /**
   * Seconds between two checks of a node, 5 to 3600. A deleted or edited file is restored after that time at the
   * latest.
   * @default 30
   */
  readonly interval?: number;

  /**
   * The nodes' directory of containerd's configuration, the one that has config.toml and certs.d. The `Platform` gives it
   * its `cluster.containerdConfigDirectory`.
   * @default '/etc/containerd'
   */
  readonly configDirectory?: string;
}

/** Keys of a ConfigMap or Secret, and the files that they become. */
type Items = { key: string; path: string }[];

const SCRIPT = 'registry-hosts.sh';
const CONFIG_READER = 'containerd-config.awk';
const SOURCE = '/etc/registry-hosts';
const STATE = '/run/registry-hosts';

/**
 * Tells every node's containerd how to reach registries: `certs.d/<host:port>/hosts.toml`, kept by a DaemonSet.
 *
 * containerd reads hosts.toml at each pull, so nothing is restarted. A node whose containerd does not read certs.d has a
 * pod that is not Ready and that says what to write where (`kubectl describe pod`).
 *
 * @see https://github.com/containerd/containerd/blob/main/docs/hosts.md
 */
export class RegistryHosts extends Construct {
  /** Namespace of the DaemonSet, where the Secrets and ConfigMaps that the registries name have to be. */
  readonly namespace: string;

  /** Registries with a hosts.toml, as image references name them, sorted: `10.0.24.28:30002`, `docker.io`. */
  readonly hosts: readonly string[];

  /** Secrets that have to exist in {@link namespace}: those with headers, and CAs. Until then their registry waits. */
  readonly secrets: readonly SecretKey[];

  /** ConfigMaps that have to exist in {@link namespace}: those with CAs. Until then their registry waits. */
  readonly configMaps: readonly ConfigMapKey[];

  /** @throws Error with everything that is wrong with the registries and the other properties */
  constructor(scope: Construct, id: string, props: RegistryHostsProps) {
    super(scopeOfNew(scope, id), id);
    noteSource(this);
    const { namespace = 'registry-hosts', name = 'registry-hosts', interval = 30 } = props;
    const { configDirectory = '/etc/containerd' } = props;
    this.refuse([
      ...registryProblems(props.registries),
      ...settingProblems(namespace, name, interval, configDirectory),
    ]);

    const directories = props.registries.map(hostsDirectory).sort((a, b) => (a.name < b.name ? -1 : 1));
    this.namespace = namespace;
    this.hosts = directories.map((directory) => directory.name);
    this.configMaps = directories.flatMap(({ authorities }) =>
      authorities.map(({ source }) => source).filter(isConfigMapKey),
    );
    this.secrets = directories
      .flatMap(({ authorities, headers }) => [...authorities, ...headers])
      .map(({ source }) => source)
      .filter((source): source is SecretKey => 'secret' in source);

    if (this.hosts.length > 0) {
      // A containerd that is configured elsewhere is part of a distribution, and not in the PATH.
      const look =
        configDirectory === '/etc/containerd'
          ? 'containerd config dump | grep config_path'
          : `grep config_path ${configDirectory}/config.toml`;
      Nodes.of(this).require(
        {
          neededBy: name,
          requirement: `containerd reads \`${configDirectory}/certs.d\`, and no other directory`,
          check: `\`${look}\` names it; once deployed, \`kubectl -n ${namespace} describe pods\` says where it does not, and the cure`,
        },
        {
          neededBy: name,
          requirement: `Nothing else wrote ${this.hosts.map((host) => `\`certs.d/${host}\``).join(', ')}: it would be left alone`,
          check: `\`ls ${configDirectory}/certs.d\` before the first sync`,
        },
      );
    }

    const labels = { 'app.kubernetes.io/name': name };
    const note = `# Kept by the DaemonSet ${namespace}/${name}: what is changed here is put back.\n`;
    const data = {
      [SCRIPT]: asset(SCRIPT),
      [CONFIG_READER]: asset(CONFIG_READER),
      registries: directories.map(listLine).join(''),
      ...Object.fromEntries(directories.map((directory) => [tomlKey(directory), `${note}${directory.toml}`])),
    };
    const checksum = hash('sha256', JSON.stringify(data));
    const image = PlatformImages.of(this).use(props.image ?? REGISTRY_HOSTS_IMAGE, {
      construct: this,
      through: 'spec.template.spec.containers[0].image',
    });

    new k8s.KubeNamespace(this, 'namespace', {
      metadata: {
        name: namespace,
        labels: {
          ...labels,
          // A hostPath volume is allowed at no stricter level.
          'pod-security.kubernetes.io/enforce': 'privileged',
          'pod-security.kubernetes.io/audit': 'privileged',
          'pod-security.kubernetes.io/warn': 'privileged',
        },
      },
    });
    new k8s.KubeConfigMap(this, 'config', { metadata: { name, namespace, labels }, data });
    new k8s.KubeDaemonSet(this, 'daemon-set', {
      metadata: { name, namespace, labels },
      spec: {
        selector: { matchLabels: labels },
        // The files stay while a pod is replaced. A quarter at a time, so that one node that is not Ready does not hold
        // up the others.
        updateStrategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxUnavailable: k8s.IntOrString.fromString('25%') },
        },
        template: {
          metadata: { labels, annotations: { 'checksum/config': checksum } },
          spec: {
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            // Without this pod, a node cannot pull other images.
            priorityClassName: 'system-node-critical',
            tolerations: [{ operator: 'Exists' }],
            nodeSelector: { 'kubernetes.io/os': 'linux' },
            terminationGracePeriodSeconds: 5,
            securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
            containers: [
              {
                name: 'registry-hosts',
                image: image.reference,
                imagePullPolicy: 'IfNotPresent',
                command: ['/bin/sh', `${SOURCE}/${SCRIPT}`, 'run'],
                env: [
                  { name: 'OWNER', value: `${namespace}/${name}` },
                  { name: 'INTERVAL', value: String(interval) },
                  { name: 'NODE_CONFIG_DIR', value: configDirectory },
                ],
                // A probe is a process on the node: rarely. The kubelet asks oftener until the pod is Ready.
                readinessProbe: {
                  exec: { command: ['/bin/sh', `${SOURCE}/${SCRIPT}`, 'ready'] },
                  periodSeconds: 30,
                  timeoutSeconds: 5,
                  failureThreshold: 1,
                },
                resources: {
                  requests: { cpu: k8s.Quantity.fromString('5m'), memory: k8s.Quantity.fromString('8Mi') },
                  limits: { cpu: k8s.Quantity.fromString('100m'), memory: k8s.Quantity.fromString('32Mi') },
                },
                // root without a capability: it may write what root owns, and nothing else.
                securityContext: {
                  runAsUser: 0,
                  runAsGroup: 0,
                  allowPrivilegeEscalation: false,
                  readOnlyRootFilesystem: true,
                  capabilities: { drop: ['ALL'] },
                },
                volumeMounts: [
                  { name: 'source', mountPath: SOURCE, readOnly: true },
                  { name: 'state', mountPath: STATE },
                  { name: 'node', mountPath: '/node/containerd', readOnly: true },
                  // Of the one host path only this part can be written: config.toml can't.
                  { name: 'node', mountPath: '/node/certs.d', subPath: 'certs.d' },
                ],
              },
            ],
            volumes: [
              { name: 'source', projected: { defaultMode: 0o400, sources: projections(name, directories) } },
              { name: 'state', emptyDir: { medium: 'Memory', sizeLimit: k8s.Quantity.fromString('1Mi') } },
              { name: 'node', hostPath: { path: configDirectory, type: 'Directory' } },
            ],
          },
        },
      },
    });
  }

  /**
   * Whether the nodes have a hosts.toml for a registry.
   *
   * @param host the registry as an image reference names it, e.g. `10.0.24.28:30002`
   */
  covers(host: string): boolean {
    return this.hosts.includes(host);
  }

  private refuse(problems: readonly string[]): void {
    if (problems.length > 0) throw new Error(problems.map((problem) => `${this.node.path}: ${problem}`).join('\n'));
  }
}

function settingProblems(namespace: string, name: string, interval: number, configDirectory: string): string[] {
  const problems: string[] = [];
  const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
  if (!label.test(namespace)) problems.push(`namespace: ${JSON.stringify(namespace)} is not the name of a namespace.`);
  if (!label.test(name)) problems.push(`name: ${JSON.stringify(name)} is not a name: a-z, 0-9 and -, at most 63.`);
  if (!(Number.isInteger(interval) && interval >= 5 && interval <= 3600)) {
    problems.push(`interval: ${JSON.stringify(interval)} is not a number of seconds; allowed are 5 to 3600.`);
  }
  if (!/^(\/[A-Za-z0-9._-]+)+$/.test(configDirectory) || configDirectory.split('/').includes('..')) {
    problems.push(`configDirectory: ${JSON.stringify(configDirectory)} is not an absolute path, e.g. /etc/containerd.`);
  }
  return problems;
}

/** A line of the list that the script works through: the directory, then each file from the cluster and where it lies. */
function listLine({ name, authorities, headers }: HostsDirectory): string {
  const files = [...authorities, ...headers].map(({ path, source }) => `${path}=${whereabouts(source)}`);
  return `${[name, ...files].join(' ')}\n`;
}

function whereabouts(source: CertificateAuthority): string {
  return 'secret' in source ? `Secret/${source.secret}/${source.key}` : `ConfigMap/${source.configMap}/${source.key}`;
}

/** ConfigMap keys can't have the colons and brackets of an authority. */
function tomlKey({ name }: HostsDirectory): string {
  return `${name.replace(/[^A-Za-z0-9.-]/g, '_')}.hosts.toml`;
}

/**
 * The volume that the script copies from, laid out as certs.d. Secrets and CAs are optional: a missing one must hold up
 * its own registry, and not all of them.
 */
function projections(configMap: string, directories: readonly HostsDirectory[]): k8s.VolumeProjection[] {
  const own: Items = [SCRIPT, CONFIG_READER, 'registries'].map((key) => ({ key, path: key }));
  for (const directory of directories) own.push({ key: tomlKey(directory), path: `${directory.name}/hosts.toml` });
  const others = directories.flatMap(({ name, authorities, headers }) =>
    [...authorities, ...headers].map(({ path, source }): k8s.VolumeProjection => {
      const items: Items = [{ key: source.key, path: `${name}/${path}` }];
      return isConfigMapKey(source)
        ? { configMap: { name: source.configMap, items, optional: true } }
        : { secret: { name: source.secret, items, optional: true } };
    }),
  );
  return [{ configMap: { name: configMap, items: own } }, ...others];
}

function isConfigMapKey(source: CertificateAuthority): source is ConfigMapKey {
  return 'configMap' in source;
}

function asset(file: string): string {
  return readFileSync(join(__dirname, file), 'utf8');
}
