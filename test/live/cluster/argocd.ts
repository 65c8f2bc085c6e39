import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseAllDocuments, parseDocument } from 'yaml';
import { ArgoCdVersion } from '../../../argocd/semantics/version';
import { Kube } from '../kube';
import { ARGOCD, type Programs } from '../parts/parts';
import { freePorts, listens, type Processes } from './processes';

/** How often Argo CD looks for new commits by itself. Its own default of two minutes is what the tests would wait for. */
const LOOKS_EVERY = process.env.LIVE_LOOKS_EVERY ?? '10s';

/** The controllers of Argo CD, outside of the cluster that they keep, and the Redis between them. */
export class ArgoCd {
  private ports: readonly number[] = [];

  constructor(
    private readonly folder: string,
    private readonly programs: Programs,
    private readonly processes: Processes,
    private readonly kubeconfig: string,
  ) {}

  async start(): Promise<void> {
    this.ports = await freePorts(8);
    await this.prepare();
    await this.startParts();
  }

  /** After the cluster was lost: its definitions and its namespace again, and the controllers with nothing remembered. */
  async restart(): Promise<void> {
    for (const name of ['applicationset-controller', 'application-controller', 'repo-server', 'redis'])
      await this.processes.stop(name);
    await this.prepare();
    await this.startParts();
  }

  private async startParts(): Promise<void> {
    const [redis, repo, ...others] = this.ports as [number, number, ...number[]];
    const loopback = (port: number | undefined) => `127.0.0.1:${port}`;
    await this.processes.start({
      name: 'redis',
      program: 'redis-server',
      args: ['--bind', '127.0.0.1', '--port', String(redis), '--save', '', '--appendonly', 'no'],
      isUp: () => listens(redis),
    });
    // Helm and kustomize are found by their names, and so is the program that Git asks for a password.
    const bin = path.join(this.folder, 'bin');
    const argocd = this.programs.argocd as string;
    const links = {
      helm: this.programs.helm,
      kustomize: this.programs.kustomize,
      'argocd-repo-server': argocd,
      'argocd-git-ask-pass': argocd,
      'argocd-application-controller': argocd,
      'argocd-applicationset-controller': argocd,
    };
    fs.rmSync(bin, { recursive: true, force: true });
    fs.mkdirSync(bin);
    for (const [name, target] of Object.entries(links)) fs.symlinkSync(target as string, path.join(bin, name));
    // A script of Argo CD's image, which 3.5 calls whether or not signatures are wanted. Nothing is signed here.
    fs.writeFileSync(path.join(bin, 'git-verify-wrapper.sh'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
    const env = {
      PATH: `${bin}:${process.env.PATH}`,
      KUBECONFIG: this.kubeconfig,
      ARGOCD_FAKE_IN_CLUSTER: 'true',
      ARGOCD_GPG_ENABLED: 'false',
      ARGOCD_RECONCILIATION_TIMEOUT: LOOKS_EVERY,
      ARGOCD_RECONCILIATION_JITTER: '1s',
      // A fixed path by default, where two runs would meet.
      ARGOCD_ASK_PASS_SOCK: path.join(this.folder, 'ask-pass.sock'),
    };
    const common = ['--logformat=text', '--loglevel=info'];
    await this.processes.start({
      name: 'repo-server',
      program: path.join(bin, 'argocd-repo-server'),
      args: [
        ...common,
        '--address=127.0.0.1',
        `--port=${repo}`,
        '--metrics-address=127.0.0.1',
        `--metrics-port=${others[0]}`,
        `--redis=${loopback(redis)}`,
        '--disable-tls',
        // By default a file, which goes with TLS only.
        ...(ArgoCdVersion.parse(ARGOCD)?.atLeast(3, 5) ? ['--client-ca-path='] : []),
      ],
      env,
      isUp: () => listens(repo),
    });
    await Promise.all([
      this.processes.start({
        name: 'application-controller',
        program: path.join(bin, 'argocd-application-controller'),
        args: [
          ...common,
          '--namespace=argocd',
          `--repo-server=${loopback(repo)}`,
          '--repo-server-plaintext',
          `--redis=${loopback(redis)}`,
          `--metrics-port=${others[1]}`,
        ],
        env,
        isUp: () => listens(others[1] as number),
      }),
      this.processes.start({
        name: 'applicationset-controller',
        program: path.join(bin, 'argocd-applicationset-controller'),
        args: [
          ...common,
          '--namespace=argocd',
          `--argocd-repo-server=${loopback(repo)}`,
          '--repo-server-plaintext',
          `--metrics-addr=${loopback(others[2])}`,
          `--probe-addr=${loopback(others[3])}`,
          `--webhook-addr=${loopback(others[4])}`,
        ],
        env,
        isUp: () => listens(others[3] as number),
      }),
    ]);
  }

  /** What its installation and argocd-server make: definitions, namespace, settings, the project `default`. */
  private async prepare(): Promise<void> {
    const kube = Kube.from(this.kubeconfig);
    const definitions = path.join(path.dirname(this.programs.argocd as string), 'crds');
    for (const file of fs.readdirSync(definitions).sort()) {
      for (const document of parseAllDocuments(fs.readFileSync(path.join(definitions, file), 'utf8')))
        await kube.apply(document.toJS());
    }
    await kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'argocd' } });
    const labels = { 'app.kubernetes.io/part-of': 'argocd' };
    await kube.apply(
      withNamespace(path.join(path.dirname(this.programs.argocd as string), 'config', 'argocd-cm.yaml')),
    );
    for (const name of ['argocd-rbac-cm', 'argocd-gpg-keys-cm']) {
      await kube.apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'argocd', labels } });
    }
    await kube.apply({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'argocd-secret', namespace: 'argocd', labels },
      stringData: { 'server.secretkey': 'only for this run' },
    });
    const project = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: 'default', namespace: 'argocd' },
      spec: {
        sourceRepos: ['*'],
        destinations: [{ namespace: '*', server: '*' }],
        clusterResourceWhitelist: [{ group: '*', kind: '*' }],
      },
    };
    // The definitions are served a moment after they are there; on a busy machine that may be half a minute.
    for (let tries = 0; ; tries++) {
      try {
        await kube.apply(project);
        break;
      } catch (error) {
        if (tries > 600) throw error;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
    await kube.close();
  }
}

/** The object of a file, in the namespace of Argo CD. */
function withNamespace(file: string) {
  const object = parseDocument(fs.readFileSync(file, 'utf8')).toJS();
  return { ...object, metadata: { ...object.metadata, namespace: 'argocd' } };
}
