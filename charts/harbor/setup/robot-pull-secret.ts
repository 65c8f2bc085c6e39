import { ApiObject } from 'cdk8s';
// The generated half of cdk8s-plus only: loading all of it would be a good part of a synth's time.
import * as k8s from 'cdk8s-plus-28/lib/imports/k8s';
import { Construct } from 'constructs';
import type { RequiredSecret } from '../../facts/required-secret';
import { RequiredSecrets } from '../../facts/required-secrets';
import { shellQuoted } from '../../facts/shell-quoted';
import { withoutUserinfo } from '../../helm/shown-value';
import { HARBOR_ROBOT_PREFIX, type HarborRobot, robotUsername } from './robot';
import { secretKeyProblem } from './secret-key-reference';

/** Where the pull secret comes from. It is never in Git. */
export type RobotPullSecretSource =
  | {
      /** The External Secrets Operator makes it from the robot's secret in a store. */
      readonly from: 'external-secret';

      /** The store to ask. */
      readonly store: {
        /** Name of the store. */
        readonly name: string;
        /** Kind of the store. */
        readonly kind: 'SecretStore' | 'ClusterSecretStore';
      };

      /** Where the robot's secret is in it; with the Kubernetes provider, name and key of the Secret the Job reads. */
      readonly remote: {
        /** Name of the entry in the store. */
        readonly key: string;
        /** Field of the entry. @default - the whole entry */
        readonly property?: string;
      };

      /** How often the store is asked again, e.g. `1h`. @default '1h' */
      readonly refreshInterval?: string;
    }
  | {
      /** You make it by hand, before the first pull, from the robot's own Secret. */
      readonly from: 'hand';
    };

/** Properties of {@link RobotPullSecret}. */
export interface RobotPullSecretProps {
  /** The robot, as it is declared for Harbor. */
  readonly robot: HarborRobot;

  /** Host and port of Harbor as in the images' references, e.g. `10.0.24.28:30002`. */
  readonly registry: string;

  /** Namespace of the pods that pull. */
  readonly namespace: string;

  /** Name of the pull secret. @default 'harbor-pull' */
  readonly name?: string;

  /** Namespace of the robot's own Secret. @default 'harbor' */
  readonly robotNamespace?: string;

  /** Where it comes from. */
  readonly source: RobotPullSecretSource;

  /**
   * ServiceAccounts of the namespace that get it, so that their pods need not name it, e.g. `['default']`.
   * @default - none: pods name it in `imagePullSecrets`
   */
  readonly serviceAccounts?: readonly string[];

  /** First part of robots' names, if it was changed in Harbor's configuration. @default 'robot$' */
  readonly robotPrefix?: string;
}

const TYPE = 'kubernetes.io/dockerconfigjson';

/** Lets pods of a namespace pull from private projects as a robot. */
export class RobotPullSecret extends Construct {
  /** For a pod's `imagePullSecrets`. */
  readonly reference: {
    /** Name of the Secret. */
    readonly name: string;
  };

  /** What has to be made by hand; nothing if the operator makes it. */
  readonly requiredSecrets: readonly RequiredSecret[];

  constructor(scope: Construct, id: string, props: RobotPullSecretProps) {
    super(scope, id);
    const name = props.name ?? 'harbor-pull';
    const username = robotUsername(props.robot, props.robotPrefix ?? HARBOR_ROBOT_PREFIX);
    this.reference = { name };
    this.node.addValidation({ validate: () => problems(props, name) });

    if (props.source.from === 'external-secret') {
      externalSecret(this, props, props.source, name, username);
      this.requiredSecrets = [];
    } else this.requiredSecrets = [byHand(props, name, username)];
    RequiredSecrets.of(this).declare(...this.requiredSecrets);

    for (const account of props.serviceAccounts ?? []) {
      new k8s.KubeServiceAccount(this, `account-${account}`, {
        metadata: { name: account, namespace: props.namespace },
        imagePullSecrets: [{ name }],
      });
    }
  }
}

function externalSecret(
  scope: Construct,
  props: RobotPullSecretProps,
  source: Extract<RobotPullSecretSource, { from: 'external-secret' }>,
  name: string,
  username: string,
): void {
  const quoted = JSON.stringify(username);
  // Built by the template's own functions, not by pasting text together: a secret may have a quote in it.
  const login = `dict "username" ${quoted} "password" .secret "auth" (printf "%s:%s" ${quoted} .secret | b64enc)`;
  const config = `{{ dict "auths" (dict ${JSON.stringify(props.registry)} (${login})) | toJson }}`;
  new ApiObject(scope, 'external-secret', {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name, namespace: props.namespace },
    spec: {
      refreshInterval: source.refreshInterval ?? '1h',
      secretStoreRef: { name: source.store.name, kind: source.store.kind },
      target: {
        name,
        creationPolicy: 'Owner',
        template: { type: TYPE, engineVersion: 'v2', data: { '.dockerconfigjson': config } },
      },
      data: [{ secretKey: 'secret', remoteRef: { ...source.remote } }],
    },
  });
}

function byHand(props: RobotPullSecretProps, name: string, username: string): RequiredSecret {
  const { robot, registry, namespace } = props;
  const from = props.robotNamespace ?? 'harbor';
  const key = robot.secret?.key.replaceAll('.', '\\.');
  const read = `kubectl -n ${from} get secret ${robot.secret?.name} -o jsonpath='{.data.${key}}' | base64 -d`;
  return {
    namespace,
    name,
    type: TYPE,
    keys: [
      {
        key: '.dockerconfigjson',
        format: 'dockerconfigjson',
        howToMake: `kubectl -n ${namespace} create secret docker-registry ${name} --docker-server=${registry} --docker-username='${username}' --docker-password="$(${read})"`,
        ...(robot.secret && {
          generate: {
            command: `printf '{"auths":{%s:{"auth":"%s"}}}' ${shellQuoted(JSON.stringify(registry))} "$({ printf '%s:' ${shellQuoted(username)}; cat; } | base64 | tr -d '\\n')"`,
            from: { key: robot.secret.key, secret: { namespace: from, name: robot.secret.name } },
          },
        }),
      },
    ],
    usedBy: `imagePullSecrets in ${namespace}: images of ${registry} as ${username}`,
  };
}

function problems(props: RobotPullSecretProps, name: string): string[] {
  const found: string[] = [];
  const secret = secretKeyProblem(props.robot.secret);
  if (secret) found.push(`robot ${props.robot.name}: secret ${secret}`);
  if (/[/\s]|:\/\//.test(props.registry) || props.registry === '') {
    found.push(
      `registry ${JSON.stringify(withoutUserinfo(props.registry))} is no host; write host or host:port as in the images' references`,
    );
  }
  if (secretKeyProblem({ name, key: 'x' })) found.push(`name ${JSON.stringify(name)} is no name of a Secret`);
  return found;
}
