import { compareSteps, hasHealthCheck, isHook, lastStep, nameStep, type Step, stepsOf } from '../analysis/steps';
import type { Application, Model, RenderedResource, Resource, Severity } from '../model/types';
import { fields, list, type Reporter, type Rule, text } from '../rule';

/** Kinds that show that the cluster has a load balancer which gives addresses to Services. */
const ADDRESS_POOLS: ReadonlySet<string> = new Set([
  'cilium.io/CiliumLoadBalancerIPPool',
  'metallb.io/IPAddressPool',
  'purelb.io/ServiceGroup',
]);

/** Annotations by which a Service speaks to a provider of addresses. */
const PROVIDER = /load-?balancer|metallb|lbipam|io\.cilium|kube-vip|purelb|openelb|loxilb/i;

/** Why an object keeps its wave from being done. */
interface Stall {
  readonly severity: Severity;
  /** Why the object stalls; the message is `… <reason>: <what comes after> waits`. */
  readonly reason: string;
  readonly fix: string;
  readonly pointer: readonly (string | number)[];
}

/** What the judgement of one object may look at. */
interface Context {
  readonly application: Application;
  readonly step: Step;
  readonly addresses: boolean;
  readonly storageClasses: ReadonlyMap<string, Resource>;
  readonly applicationHealth: boolean;
  readonly applications: ReadonlyMap<Resource, Application>;
}

export const rule: Rule = {
  name: 'wave-stalls',
  severity: 'silent',
  summary: 'An object that never becomes Healthy by itself stands in a wave, and the waves after it are never applied.',
  check(model, report) {
    const shared = {
      addresses: model.resources.some(({ group, kind }) => ADDRESS_POOLS.has(`${group}/${kind}`)),
      storageClasses: new Map(
        model.resources.filter(({ kind }) => kind === 'StorageClass').map((resource) => [resource.name, resource]),
      ),
      applicationHealth: hasHealthCheck(model.settings, 'argoproj.io', 'Application'),
      applications: new Map(model.applications.map((application) => [application.resource, application])),
    };
    for (const application of model.applications) {
      const last = lastStep(application);
      if (!last) continue;
      for (const rendered of application.resources) {
        const judgement = JUDGEMENTS[`${rendered.group}/${rendered.kind}`];
        const step = judgement && stepsOf(rendered.resource)[0];
        if (!step || compareSteps(step, last.step) >= 0) continue;
        if (hasOwnHealthCheck(model, rendered)) continue;
        const stall = judgement(rendered, { ...shared, application, step });
        if (stall) find(application, rendered, step, last, stall, report);
      }
    }
  },
};

type Judgement = (rendered: RenderedResource, context: Context) => Stall | undefined;

const JUDGEMENTS: Readonly<Partial<Record<string, Judgement>>> = {
  '/Service': judgeService,
  'networking.k8s.io/Ingress': judgeIngress,
  'extensions/Ingress': judgeIngress,
  '/PersistentVolumeClaim': judgeClaim,
  'batch/Job': (rendered) => (spec(rendered).suspend === true ? suspended('spec.suspend: true', 'suspend') : undefined),
  'apps/Deployment': (rendered) =>
    spec(rendered).paused === true ? suspended('spec.paused: true', 'paused') : undefined,
  'argoproj.io/Application': judgeChild,
};

/** A hook is done once it is applied, unless it is one of the kinds that run to an end. */
function judgeService(rendered: RenderedResource, { addresses }: Context): Stall | undefined {
  const { type, loadBalancerClass } = spec(rendered);
  if (type !== 'LoadBalancer' || addresses || loadBalancerClass !== undefined || isHook(rendered.resource)) {
    return undefined;
  }
  if (Object.keys(rendered.resource.annotations).some((key) => PROVIDER.test(key))) return undefined;
  return {
    severity: 'warn',
    reason: 'of type LoadBalancer is Progressing until something gives it an address, for ever where nothing does',
    fix: 'Put the Service into the last wave, or make sure that the cluster gives addresses (a cloud, MetalLB, Cilium LB IPAM).',
    pointer: ['spec', 'type'],
  };
}

function judgeIngress(rendered: RenderedResource): Stall | undefined {
  if (isHook(rendered.resource)) return undefined;
  return {
    severity: 'warn',
    reason:
      'is Progressing until its controller writes an address into status.loadBalancer, for ever where it writes none',
    fix:
      'Put the Ingress into the last wave, or make its controller publish an address ' +
      '(ingress-nginx: --publish-service, Traefik: publishedService).',
    pointer: ['metadata', 'name'],
  };
}

/** A claim that waits for its first consumer, which is applied only after the claim is bound. */
function judgeClaim(rendered: RenderedResource, { application, step, storageClasses }: Context): Stall | undefined {
  const { storageClassName, volumeName } = spec(rendered);
  const storageClass = storageClasses.get(text(storageClassName));
  if (!storageClass || volumeName !== undefined || isHook(rendered.resource)) return undefined;
  if (storageClass.object.volumeBindingMode !== 'WaitForFirstConsumer') return undefined;
  let later: RenderedResource | undefined;
  for (const consumer of application.resources) {
    if (!consumes(consumer, rendered)) continue;
    for (const other of stepsOf(consumer.resource)) {
      if (compareSteps(other, step) <= 0) return undefined;
      later ??= consumer;
    }
  }
  if (!later) return undefined;
  return {
    severity: 'silent',
    reason: `is Progressing until its first consumer is there (StorageClass ${storageClass.name} binds WaitForFirstConsumer), and that is ${later.kind} ${later.name} in a later step`,
    fix: `Put the claim and ${later.kind} ${later.name} into one wave.`,
    pointer: ['metadata', 'name'],
  };
}

function judgeChild(rendered: RenderedResource, context: Context): Stall | undefined {
  if (!context.applicationHealth) return undefined;
  const child = context.applications.get(rendered.resource);
  if (!child || child.automated || isHook(rendered.resource)) return undefined;
  return {
    severity: 'silent',
    reason: 'has no automated sync, so it does not become Healthy until it is synced by hand',
    fix: 'Add spec.syncPolicy.automated to it, or put it into the last wave.',
    pointer: child.spec.syncPolicy === undefined ? ['metadata', 'name'] : ['spec', 'syncPolicy'],
  };
}

function suspended(what: string, key: string): Stall {
  return {
    severity: 'silent',
    reason: `is Suspended (${what}), and a wave waits until an object is Healthy`,
    fix: `Remove ${what}, or put the object into the last wave.`,
    pointer: ['spec', key],
  };
}

function find(
  application: Application,
  { kind, name, resource }: RenderedResource,
  step: Step,
  last: NonNullable<ReturnType<typeof lastStep>>,
  { severity, reason, fix, pointer }: Stall,
  report: Reporter,
): void {
  report.find({
    message:
      `${kind} ${name} in ${nameStep(step)} of Application ${application.name} ${reason}: ${last.resource.kind} ` +
      `${last.resource.name} in ${nameStep(last.step)} waits for it without limit, and the operation stays Running`,
    fix,
    severity,
    resource,
    pointer,
  });
}

/** Whether argocd-cm replaces the built-in health check: the result of a script is not known here. */
function hasOwnHealthCheck({ settings }: Model, { group, kind }: RenderedResource): boolean {
  return !(group === 'argoproj.io' && kind === 'Application') && hasHealthCheck(settings, group, kind);
}

/** Whether an object runs Pods that mount the claim. */
function consumes({ kind, namespace, resource }: RenderedResource, claim: RenderedResource): boolean {
  if (namespace !== claim.namespace) return false;
  const own = fields(resource.object.spec);
  const template = kind === 'CronJob' ? fields(fields(own.jobTemplate).spec).template : own.template;
  const pod = kind === 'Pod' ? own : fields(fields(template).spec);
  return list(pod.volumes).some(
    (volume) => text(fields(fields(volume).persistentVolumeClaim).claimName) === claim.name,
  );
}

function spec({ resource }: RenderedResource): Readonly<Record<string, unknown>> {
  return fields(resource.object.spec);
}
