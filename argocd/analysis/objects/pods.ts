import { fields, isMap, list, text } from '../../model/resource';
import type { Fields, Pointer, Resource } from '../../model/types';
import { dns1123Label, portName } from '../../semantics/kubernetes-names';
import { parseQuantity } from '../../semantics/quantity';

/** What the API server's validation says of one place, beside the types. */
export interface Problem {
  readonly pointer: Pointer;
  /** What the API server calls the place, if that is not the pointer: `data[tls.crt]`. */
  readonly place?: string;
  /** In its words, without the place: `Required value`. */
  readonly what: string;
  readonly fix: string;
}

/** Where a kind has the pods that it makes, and when these may start again. */
interface Workload {
  readonly path: readonly string[];
  readonly restartPolicies: readonly string[];
}

const ALWAYS = ['Always'];
const OF_JOB = ['OnFailure', 'Never'];
const TEMPLATE = ['spec', 'template', 'spec'];

const WORKLOADS: Readonly<Record<string, Workload>> = {
  '/Pod': { path: ['spec'], restartPolicies: ['Always', 'OnFailure', 'Never'] },
  '/ReplicationController': { path: TEMPLATE, restartPolicies: ALWAYS },
  'apps/Deployment': { path: TEMPLATE, restartPolicies: ALWAYS },
  'apps/ReplicaSet': { path: TEMPLATE, restartPolicies: ALWAYS },
  'apps/DaemonSet': { path: TEMPLATE, restartPolicies: ALWAYS },
  'apps/StatefulSet': { path: TEMPLATE, restartPolicies: ALWAYS },
  'batch/Job': { path: TEMPLATE, restartPolicies: OF_JOB },
  'batch/CronJob': { path: ['spec', 'jobTemplate', 'spec', 'template', 'spec'], restartPolicies: OF_JOB },
};

/** What contradicts itself in the pods of an object. */
export function podProblems(resource: Resource): readonly Problem[] {
  const workload = WORKLOADS[`${resource.group}/${resource.kind}`];
  if (!workload) return [];
  const spec = workload.path.reduce<unknown>((value, part) => fields(value)[part], resource.object);
  if (!isMap(spec)) return [];
  const judge = new Pod(resource, workload, spec);
  judge.restartPolicy();
  judge.volumes();
  judge.containers();
  return judge.found;
}

class Pod {
  readonly found: Problem[] = [];
  private readonly volumeNames = new Set<string>();

  constructor(
    resource: Resource,
    private readonly workload: Workload,
    private readonly spec: Fields,
  ) {
    if (resource.kind !== 'StatefulSet') return;
    for (const claim of list(fields(resource.object.spec).volumeClaimTemplates)) {
      this.volumeNames.add(text(fields(fields(claim).metadata).name));
    }
  }

  restartPolicy(): void {
    const { restartPolicies } = this.workload;
    const { restartPolicy } = this.spec;
    const supported = restartPolicies.map((one) => JSON.stringify(one)).join(', ');
    const absent = restartPolicy === undefined || restartPolicy === null || restartPolicy === '';
    // That it is no such word at all is seen by its type.
    const known = typeof restartPolicy === 'string' && ['Always', 'OnFailure', 'Never'].includes(restartPolicy);
    if (absent ? restartPolicies === OF_JOB : known && !restartPolicies.includes(restartPolicy)) {
      this.add(
        ['restartPolicy'],
        absent || restartPolicies === OF_JOB
          ? `Required value: valid values: ${supported}`
          : `Unsupported value: ${JSON.stringify(restartPolicy)}: supported values: ${supported}`,
        `Write restartPolicy: ${restartPolicies[0]}.`,
      );
    }
  }

  volumes(): void {
    const own = new Set<string>();
    list(this.spec.volumes).forEach((volume, index) => {
      const { name } = fields(volume);
      if (typeof name !== 'string' || name === '') return;
      this.name(['volumes', index, 'name'], name, own);
      this.volumeNames.add(name);
    });
  }

  containers(): void {
    const names = new Set<string>();
    for (const field of ['containers', 'initContainers']) {
      list(this.spec[field]).forEach((container, index) => {
        if (isMap(container)) this.container([field, index], container, names);
      });
    }
  }

  private container(at: Pointer, container: Fields, names: Set<string>): void {
    const { name } = container;
    if (typeof name === 'string' && name !== '') this.name([...at, 'name'], name, names);
    this.mounts(at, container);
    this.ports(at, container);
    this.resources(at, container);
    for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
      if (isMap(container[probe])) this.handler([...at, probe], container[probe]);
    }
  }

  private mounts(at: Pointer, { volumeMounts }: Fields): void {
    const paths = new Set<string>();
    list(volumeMounts).forEach((mount, index) => {
      const { name, mountPath } = fields(mount);
      if (typeof name === 'string' && name !== '' && !this.volumeNames.has(name)) {
        this.add(
          [...at, 'volumeMounts', index, 'name'],
          `Not found: ${JSON.stringify(name)}`,
          this.volumeNames.size > 0
            ? `Add a volume of this name, or mount one of ${[...this.volumeNames].slice(0, 10).join(', ')}.`
            : 'Add a volume of this name.',
        );
      }
      if (typeof mountPath !== 'string' || mountPath === '') return;
      if (paths.has(mountPath)) {
        this.add(
          [...at, 'volumeMounts', index, 'mountPath'],
          `Invalid value: ${JSON.stringify(mountPath)}: must be unique`,
          'Mount each volume at a path of its own.',
        );
      }
      paths.add(mountPath);
    });
  }

  private ports(at: Pointer, { ports }: Fields): void {
    const names = new Set<string>();
    list(ports).forEach((port, index) => {
      const { name, containerPort, hostPort } = fields(port);
      for (const [field, number] of Object.entries({ containerPort, hostPort })) {
        if (typeof number !== 'number' || !Number.isInteger(number) || number === 0 || (number > 0 && number <= 65_535))
          continue;
        this.add(
          [...at, 'ports', index, field],
          `Invalid value: ${number}: must be between 1 and 65535, inclusive`,
          'Write a port from 1 to 65535.',
        );
      }
      if (typeof name !== 'string' || name === '') return;
      const wrong = portName(name);
      if (wrong.length > 0) {
        this.add(
          [...at, 'ports', index, 'name'],
          `Invalid value: ${JSON.stringify(name)}: ${wrong.join(', ')}`,
          'Write at most 15 small letters, digits and single hyphens.',
        );
      } else if (names.has(name)) {
        this.add(
          [...at, 'ports', index, 'name'],
          `Duplicate value: ${JSON.stringify(name)}`,
          'Give each port its own name.',
        );
      }
      names.add(name);
    });
  }

  private resources(at: Pointer, { resources }: Fields): void {
    const { limits, requests } = fields(resources);
    for (const [name, request] of Object.entries(fields(requests))) {
      const limit = fields(limits)[name];
      if (limit === undefined || limit === null) continue;
      const [asked, most] = [amount(request), amount(limit)];
      if (asked === undefined || most === undefined || asked <= most) continue;
      this.add(
        [...at, 'resources', 'requests', name],
        `Invalid value: ${JSON.stringify(String(request))}: must be less than or equal to ${name} limit of ${String(limit)}`,
        'Ask for no more than the limit.',
      );
    }
  }

  private handler(at: Pointer, probe: Fields): void {
    const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'].filter(
      (one) => probe[one] !== undefined && probe[one] !== null,
    );
    for (const one of ['httpGet', 'tcpSocket']) {
      const { port } = fields(probe[one]);
      const wrong = typeof port === 'string' && port !== '' ? portName(port) : [];
      if (wrong.length === 0) continue;
      this.add(
        [...at, one, 'port'],
        `Invalid value: ${JSON.stringify(port)}: ${wrong.join(', ')}`,
        /^\d+$/.test(String(port))
          ? `Write the number without quotes: ${port}.`
          : 'Write the name of a port of the container.',
      );
    }
    if (handlers.length === 0) {
      this.add(at, 'Required value: must specify a handler type', 'Add exec, httpGet, tcpSocket or grpc.');
    } else if (handlers.length > 1) {
      this.add(
        [...at, handlers[1] as string],
        'Forbidden: may not specify more than 1 handler type',
        `Keep one of ${handlers.join(', ')}.`,
      );
    }
  }

  /** Names of containers and of volumes. */
  private name(at: Pointer, name: string, others: Set<string>): void {
    const wrong = dns1123Label(name);
    if (wrong.length > 0) {
      this.add(
        at,
        `Invalid value: ${JSON.stringify(name)}: ${wrong.join(', ')}`,
        'Write small letters, digits and hyphens only.',
      );
    } else if (others.has(name)) this.add(at, `Duplicate value: ${JSON.stringify(name)}`, 'Give each its own name.');
    others.add(name);
  }

  private add(at: Pointer, what: string, fix: string): void {
    this.found.push({ pointer: [...this.workload.path, ...at], what, fix });
  }
}

function amount(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? parseQuantity(value)?.amount : undefined;
}
