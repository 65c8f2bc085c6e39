import { isMap, type JsonMap } from '../objects/values';
import { at, type ImmutableChange, type States } from './update';

const ONCE = 'may not change once set';

/** A Service keeps its addresses, as far as they are written: what the cluster gave it is not known here. */
export function service({ before, after }: States): readonly ImmutableChange[] {
  const [old, now] = [specOf(before), specOf(after)];
  const found: ImmutableChange[] = [];
  if (old.type !== 'ExternalName' && now.type !== 'ExternalName') {
    found.push(...addresses(old, now));
    if (isHeadless(old) === isHeadless(now) && !isHeadless(now)) found.push(...families(old, now));
  }
  if (old.type === 'LoadBalancer' && now.type === 'LoadBalancer' && old.loadBalancerClass !== now.loadBalancerClass)
    found.push({ path: ['spec', 'loadBalancerClass'], message: ONCE });
  const port = ['spec', 'healthCheckNodePort'];
  const [oldPort, newPort] = [at(before, port), at(after, port)];
  if (needsHealthCheck(old) && needsHealthCheck(now) && oldPort && newPort && oldPort !== newPort)
    found.push({ path: port, message: 'field is immutable' });
  return found;
}

function addresses(old: JsonMap, now: JsonMap): readonly ImmutableChange[] {
  if (isHeadless(old) && isHeadless(now)) return [];
  const [oldFirst, newFirst] = [listOf(old.clusterIPs)[0], listOf(now.clusterIPs)[0]];
  if (oldFirst !== undefined && newFirst !== undefined && oldFirst !== newFirst)
    return [{ path: ['spec', 'clusterIPs', 0], message: ONCE }];
  const path = ['spec', 'clusterIP'];
  const [before, after] = [old.clusterIP, now.clusterIP];
  // What is not written is given, and kept.
  if (after === undefined || before === after) return [];
  if (before === undefined && after !== 'None') return [];
  return [{ path, message: ONCE }];
}

function families(old: JsonMap, now: JsonMap): readonly ImmutableChange[] {
  const [before, after] = [listOf(old.ipFamilies), listOf(now.ipFamilies)];
  if (before.length === 0 || after.length === 0 || before[0] === after[0]) return [];
  return [{ path: ['spec', 'ipFamilies', 0], message: ONCE }];
}

const isHeadless = ({ clusterIP }: JsonMap) => clusterIP === 'None';

const needsHealthCheck = ({ type, externalTrafficPolicy }: JsonMap) =>
  type === 'LoadBalancer' && externalTrafficPolicy === 'Local';

const specOf = ({ spec }: JsonMap): JsonMap => (isMap(spec) ? spec : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
