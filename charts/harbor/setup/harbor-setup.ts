import { hash } from 'node:crypto';
// The generated half of cdk8s-plus only: loading all of it would be a good part of a synth's time.
import * as k8s from 'cdk8s-plus-28/lib/imports/k8s';
import { Construct } from 'constructs';
import { mergeRequiredSecrets, type RequiredSecret } from '../../facts/required-secret';
import { withoutUserinfo } from '../../helm/shown-value';
import { PlatformImages } from '../../images/platform-images';
import { declaration } from './declaration';
import { HARBOR_SETUP_IMAGE } from './image';
import { isHttpUrl } from './proxy-cache';
import { robotUsername } from './robot';
import { scriptFiles } from './script-files';
import { type SecretKeyReference, secretKeyProblem } from './secret-key-reference';
import { type HarborState, stateProblems } from './state';

/** Properties of {@link HarborSetup}. */
export interface HarborSetupProps extends HarborState {
  /** Namespace of the Job and of the Secrets it reads. @default 'harbor' */
  readonly namespace?: string;

  /** Name of the Job and its ConfigMap, to which a hash of the content is added. @default 'harbor-setup' */
  readonly name?: string;

  /** URL of Harbor as seen from a pod, without a path. @default - `http://harbor.<namespace>`, the chart's own Service */
  readonly url?: string;

  /** CA that signed Harbor's certificate, PEM, where `url` is https. @default - the CAs the image knows */
  readonly caCertificate?: SecretKeyReference;

  /** Account that may do everything. @default 'admin' */
  readonly adminUsername?: string;

  /** Its password: the Secret that the chart reads too. */
  readonly adminPassword: SecretKeyReference;

  /** Image with Python 3.8 or later. @default HARBOR_SETUP_IMAGE */
  readonly image?: string;

  /** Whether Harbor's chart brings Trivy. Without a scanner, state that needs one is an error. @default true */
  readonly trivy?: boolean;

  /** How long one attempt waits until Harbor is healthy, in minutes. @default 15 */
  readonly waitMinutes?: number;

  /** How long all attempts may take together, in minutes; then the Job fails. @default 60 */
  readonly deadlineMinutes?: number;

  /** Any text; another one makes the Job run again, e.g. after a Secret it reads was rotated. @default - none */
  readonly revision?: string;

  /** Annotations of the Job and its ConfigMap, e.g. a sync wave. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

const MOUNT = '/harbor-setup';
const SECRETS = '/harbor-setup-secrets';

/**
 * A Job that brings Harbor to its declared state through its API: projects, proxy caches, robots, retention, schedules.
 * It reports what differs and never deletes a project.
 *
 * It is made for Argo CD: the names of the Job and its ConfigMap carry a hash of everything in them, so a changed
 * declaration is a new Job (a Job's template cannot be changed), the old one is pruned, and an unchanged one is not run
 * again. For the same reason the Job has no `ttlSecondsAfterFinished`: Argo CD would see a deleted Job as drift and run
 * it again and again. The Application that syncs it needs `prune`, and is Healthy when the Job has succeeded.
 */
export class HarborSetup extends Construct {
  /** Name of the Job, hash included. */
  readonly jobName: string;

  /** The Secrets that must be in the cluster before the Job can start. */
  readonly requiredSecrets: readonly RequiredSecret[];

  private readonly props: HarborSetupProps;
  private readonly namespace: string;
  private readonly baseName: string;
  private readonly url: string;
  private readonly image: string;

  constructor(scope: Construct, id: string, props: HarborSetupProps) {
    super(scope, id);
    this.props = props;
    this.namespace = props.namespace ?? 'harbor';
    this.baseName = props.name ?? 'harbor-setup';
    this.url = props.url ?? `http://harbor.${this.namespace}`;
    this.image = PlatformImages.of(this).use(props.image ?? HARBOR_SETUP_IMAGE, {
      construct: this,
      through: 'spec.template.spec.containers[0].image',
    }).reference;
    this.requiredSecrets = this.secretsNeeded();
    this.node.addValidation({ validate: () => this.problems() });

    const state = declaration(props, {
      url: this.url,
      username: props.adminUsername ?? 'admin',
      password: props.adminPassword,
      ...(props.caCertificate && { caFile: secretPath(props.caCertificate) }),
      trivy: props.trivy,
      waitSeconds: (props.waitMinutes ?? 15) * 60,
      secretPath,
    });
    const data = { 'declaration.json': `${JSON.stringify(state, null, 2)}\n`, ...scriptFiles() };
    const spec = (configMap: string) => this.jobSpec(configMap);
    const hash = contentHash({ data, spec: spec(''), revision: props.revision ?? '' });
    this.jobName = `${this.baseName}-${hash}`;

    const metadata = {
      name: this.jobName,
      namespace: this.namespace,
      labels: labels(this.baseName),
      ...(props.annotations && { annotations: { ...props.annotations } }),
    };
    new k8s.KubeConfigMap(this, 'config', { metadata, immutable: true, data });
    new k8s.KubeJob(this, 'job', { metadata, spec: spec(this.jobName) });
  }

  private jobSpec(configMap: string): k8s.JobSpec {
    const { props } = this;
    return {
      backoffLimit: 6,
      activeDeadlineSeconds: (props.deadlineMinutes ?? 60) * 60,
      podFailurePolicy: {
        rules: [
          // The script exits with 2 if trying again cannot help, e.g. after a wrong password. (The generated type asks
          // for onPodConditions too; Kubernetes takes one of the two.)
          {
            action: 'FailJob',
            onExitCodes: { containerName: 'setup', operator: 'In', values: [2] },
          } as k8s.PodFailurePolicyRule,
          // A drained node is no failed attempt.
          { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
        ],
      },
      template: {
        metadata: { labels: labels(this.baseName) },
        spec: {
          restartPolicy: 'Never',
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 65532,
            runAsGroup: 65532,
            fsGroup: 65532,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [
            {
              name: 'setup',
              image: this.image,
              // -B writes no bytecode (the file system is read-only), -u lets each line of the log out at once.
              command: ['python3', '-B', '-u', `${MOUNT}/main.py`, `${MOUNT}/declaration.json`],
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ['ALL'] },
              },
              resources: {
                requests: { cpu: k8s.Quantity.fromString('10m'), memory: k8s.Quantity.fromString('32Mi') },
                limits: { memory: k8s.Quantity.fromString('128Mi') },
              },
              volumeMounts: [
                { name: 'config', mountPath: MOUNT, readOnly: true },
                ...this.mountedSecrets().map(({ name }, index) => ({
                  name: `secret-${index}`,
                  mountPath: `${SECRETS}/${name}`,
                  readOnly: true,
                })),
              ],
            },
          ],
          volumes: [
            { name: 'config', configMap: { name: configMap, defaultMode: 0o444 } },
            ...this.mountedSecrets().map(({ name, keys }, index) => ({
              name: `secret-${index}`,
              secret: { secretName: name, defaultMode: 0o440, items: keys.map((key) => ({ key, path: key })) },
            })),
          ],
        },
      },
    };
  }

  /** Each Secret once, with the keys that are read of it: a Secret's other keys stay out of the pod. */
  private mountedSecrets(): { name: string; keys: string[] }[] {
    const secrets = new Map<string, Set<string>>();
    for (const { name, key } of this.references()) secrets.set(name, (secrets.get(name) ?? new Set()).add(key));
    return [...secrets].map(([name, keys]) => ({ name, keys: [...keys] }));
  }

  private references(): SecretKeyReference[] {
    const upstreams = (this.props.proxyCaches ?? []).map(({ upstream }) => upstream);
    return [
      this.props.adminPassword,
      this.props.caCertificate,
      ...(this.props.robots ?? []).map(({ secret }) => secret),
      ...upstreams.flatMap(({ credential, caCertificate }) => [
        credential?.username,
        credential?.password,
        caCertificate,
      ]),
    ].filter((reference): reference is SecretKeyReference => secretKeyProblem(reference) === undefined);
  }

  private secretsNeeded(): RequiredSecret[] {
    const secret = (
      reference: SecretKeyReference | undefined,
      what: string,
      key: Omit<RequiredSecret['keys'][number], 'key'>,
    ): RequiredSecret[] =>
      reference === undefined || secretKeyProblem(reference)
        ? []
        : [
            {
              namespace: this.namespace,
              name: reference.name,
              keys: [{ key: reference.key, ...key }],
              usedBy: `Job ${this.namespace}/${this.baseName}: ${what}`,
            },
          ];
    return mergeRequiredSecrets([
      ...secret(this.props.adminPassword, 'administrator', {
        howToMake: 'the password that the Harbor chart reads: the same Secret, not a second one',
      }),
      ...secret(this.props.caCertificate, 'CA of Harbor', { format: 'pem', howToMake: 'the certificate of the CA' }),
      ...(this.props.robots ?? []).flatMap((robot) =>
        secret(robot.secret, `robot ${robotUsername(robot)}`, {
          length: { min: 8, max: 128 },
          format: 'harbor-robot-secret',
          howToMake: `printf '%sAa1' "$(openssl rand -hex 24)"`,
          generate: { command: "openssl rand -hex 24 | sed 's/$/Aa1/'" },
        }),
      ),
      ...(this.props.proxyCaches ?? []).flatMap(({ upstream }) => [
        ...secret(upstream.credential?.username, `account at ${upstream.url}`, { howToMake: 'your account there' }),
        ...secret(upstream.credential?.password, `account at ${upstream.url}`, {
          howToMake: 'an access token of that account that may only read',
        }),
        ...secret(upstream.caCertificate, `CA of ${upstream.url}`, { format: 'pem', howToMake: 'its certificate' }),
      ]),
    ]);
  }

  private problems(): string[] {
    const { props } = this;
    const problems = stateProblems(props, props.trivy);
    const password = secretKeyProblem(props.adminPassword);
    if (password) problems.push(`adminPassword ${password}`);
    const ca = props.caCertificate && secretKeyProblem(props.caCertificate);
    if (ca) problems.push(`caCertificate ${ca}`);
    if (!isHttpUrl(this.url)) {
      problems.push(
        `url ${JSON.stringify(withoutUserinfo(this.url))} is no URL; write http://host:port or https://host`,
      );
    }
    for (const [name, minutes] of [
      ['waitMinutes', props.waitMinutes],
      ['deadlineMinutes', props.deadlineMinutes],
    ] as const) {
      if (minutes !== undefined && !(minutes > 0)) problems.push(`${name} ${minutes} is not above 0`);
    }
    if (!/^[a-z0-9](?:[a-z0-9-]{0,50}[a-z0-9])?$/.test(this.baseName)) {
      problems.push(
        `name ${JSON.stringify(this.baseName)} is no name for a Job; write at most 52 lower-case letters, digits and -`,
      );
    }
    return problems;
  }
}

/** Where the pod finds a key of a Secret. */
function secretPath(reference: SecretKeyReference): string {
  return `${SECRETS}/${reference?.name}/${reference?.key}`;
}

function labels(name: string): Record<string, string> {
  return { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'harbor' };
}

function contentHash(content: unknown): string {
  return hash('sha256', JSON.stringify(content)).slice(0, 10);
}
