import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { stringify } from 'yaml';
import { Kube } from '../kube';
import type { Programs } from '../parts/parts';
import { freePorts, listens, type Processes } from './processes';

const LOOPBACK = '127.0.0.1';

/** etcd, the three parts of Kubernetes' control plane, and KWOK, which says of every pod that it runs. */
export class Kubernetes {
  readonly kubeconfig: string;
  private ports: readonly number[] = [];

  constructor(
    private readonly folder: string,
    private readonly programs: Programs,
    private readonly processes: Processes,
  ) {
    this.kubeconfig = path.join(folder, 'kubeconfig');
  }

  async start(nodes: readonly string[]): Promise<void> {
    this.ports = await freePorts(6);
    this.writeKeys();
    await this.startEtcd();
    await this.startApiServer();
    await this.startOthers();
    await this.prepare(nodes);
  }

  /** As if the cluster had been lost: etcd is empty afterwards, and everything else runs on. */
  async wipe(nodes: readonly string[]): Promise<void> {
    for (const name of ['kwok', 'kube-scheduler', 'kube-controller-manager', 'kube-apiserver', 'etcd'])
      await this.processes.stop(name);
    fs.rmSync(path.join(this.folder, 'etcd'), { recursive: true });
    await this.startEtcd();
    await this.startApiServer();
    await this.startOthers();
    await this.prepare(nodes);
  }

  private async startEtcd(): Promise<void> {
    const [client, peer] = this.ports;
    const urls = (port: number | undefined) => `http://${LOOPBACK}:${port}`;
    await this.processes.start({
      name: 'etcd',
      program: 'etcd',
      args: [
        `--data-dir=${path.join(this.folder, 'etcd')}`,
        `--listen-client-urls=${urls(client)}`,
        `--advertise-client-urls=${urls(client)}`,
        `--listen-peer-urls=${urls(peer)}`,
        `--initial-advertise-peer-urls=${urls(peer)}`,
        `--initial-cluster=default=${urls(peer)}`,
        // Nobody needs it after the run.
        '--unsafe-no-fsync',
      ],
      isUp: async () => (await fetch(`${urls(client)}/health`)).ok,
    });
  }

  private async startApiServer(): Promise<void> {
    const [etcd, , api] = this.ports as [number, number, number];
    await this.processes.start({
      name: 'kube-apiserver',
      program: this.programs['kube-apiserver'] as string,
      args: [
        `--etcd-servers=http://${LOOPBACK}:${etcd}`,
        `--bind-address=${LOOPBACK}`,
        `--advertise-address=${LOOPBACK}`,
        `--secure-port=${api}`,
        `--cert-dir=${path.join(this.folder, 'certificates')}`,
        '--service-cluster-ip-range=10.96.0.0/16',
        '--service-account-issuer=https://kubernetes.default.svc',
        `--service-account-signing-key-file=${path.join(this.folder, 'service-accounts.key')}`,
        `--service-account-key-file=${path.join(this.folder, 'service-accounts.pub')}`,
        `--token-auth-file=${path.join(this.folder, 'tokens.csv')}`,
        '--authorization-mode=RBAC',
        // The real chart of Cilium has pods that need it.
        '--allow-privileged=true',
        // A beta version that an example of a rule has; since 1.24 new ones are off by default.
        '--runtime-config=resource.k8s.io/v1beta1=true',
        // KWOK's nodes are ready by saying so; nobody takes the taint off them.
        '--disable-admission-plugins=TaintNodesByCondition',
        // The address of the service kubernetes would be the loopback, which Kubernetes refuses.
        '--endpoint-reconciler-type=none',
      ],
      isUp: async () => (await this.kube()).isReady(),
    });
  }

  private async startOthers(): Promise<void> {
    const [, , , manager, scheduler, kwok] = this.ports as [number, number, number, number, number, number];
    const files = [`--kubeconfig=${this.kubeconfig}`];
    await Promise.all([
      this.processes.start({
        name: 'kube-controller-manager',
        program: this.programs['kube-controller-manager'] as string,
        args: [
          ...files,
          `--bind-address=${LOOPBACK}`,
          `--secure-port=${manager}`,
          `--cert-dir=${path.join(this.folder, 'manager-certificates')}`,
          `--service-account-private-key-file=${path.join(this.folder, 'service-accounts.key')}`,
          '--leader-elect=false',
        ],
        isUp: () => listens(manager),
      }),
      this.processes.start({
        name: 'kube-scheduler',
        program: this.programs['kube-scheduler'] as string,
        args: [
          ...files,
          `--bind-address=${LOOPBACK}`,
          `--secure-port=${scheduler}`,
          `--cert-dir=${path.join(this.folder, 'scheduler-certificates')}`,
          '--leader-elect=false',
        ],
        isUp: () => listens(scheduler),
      }),
      this.processes.start({
        name: 'kwok',
        program: this.programs.kwok as string,
        args: [
          ...files,
          '--manage-all-nodes=true',
          '--node-lease-duration-seconds=40',
          `--server-address=${LOOPBACK}:${kwok}`,
        ],
        isUp: () => listens(kwok),
      }),
    ]);
  }

  /** Nodes, and the class of volumes that the tutorial names. */
  private async prepare(nodes: readonly string[]): Promise<void> {
    const kube = await this.kube();
    for (const name of nodes) {
      await kube.apply({
        apiVersion: 'v1',
        kind: 'Node',
        metadata: {
          name,
          labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' },
        },
      });
    }
    await kube.apply({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'longhorn' },
      provisioner: 'driver.longhorn.io',
    });
  }

  private async kube(): Promise<Kube> {
    this.writeKubeconfig();
    return Kube.from(this.kubeconfig);
  }

  private writeKeys(): void {
    const { privateKey, publicKey } = crypto.generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const secret = (name: string, text: string) =>
      fs.writeFileSync(path.join(this.folder, name), text, { mode: 0o600 });
    secret('service-accounts.key', privateKey);
    secret('service-accounts.pub', publicKey);
    secret('token', crypto.randomBytes(32).toString('hex'));
    secret('tokens.csv', `${fs.readFileSync(path.join(this.folder, 'token'), 'utf8')},admin,admin,system:masters\n`);
  }

  /** kube-apiserver makes its own certificate, so this can be written only once it has started. */
  private writeKubeconfig(): void {
    const certificate = fs.readFileSync(path.join(this.folder, 'certificates', 'apiserver.crt'));
    const name = 'live';
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': name,
      contexts: [{ name, context: { cluster: name, user: name } }],
      clusters: [
        {
          name,
          cluster: {
            server: `https://${LOOPBACK}:${this.ports[2]}`,
            'certificate-authority-data': certificate.toString('base64'),
          },
        },
      ],
      users: [{ name, user: { token: fs.readFileSync(path.join(this.folder, 'token'), 'utf8') } }],
    };
    fs.writeFileSync(this.kubeconfig, stringify(config), { mode: 0o600 });
  }
}
