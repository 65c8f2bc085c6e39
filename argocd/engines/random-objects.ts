import { fields, text } from '../model/resource';
import type { Fields, RandomObject } from '../model/types';
import { changesOf } from './changes';
import { actionsOf, type ChartText } from './chart-text';
import type { PrintedObject } from './rendered-objects';

/**
 * The functions of Helm's templates that give another result each time, or in another order.
 *
 * @see https://helm.sh/docs/chart_template_guide/function_list/
 */
const RANDOM =
  /(?<![.\w"'$-])(?:rand(?:AlphaNum|Alpha|Ascii|Numeric|Bytes|Int)|gen(?:PrivateKey|CA(?:WithKey)?|SelfSignedCert(?:WithKey)?|SignedCert(?:WithKey)?)|uuidv4|htpasswd|bcrypt|encryptAES|shuffle|keys|values)(?![\w:"'-])/;

/** Those that read the clock. */
const CLOCK = /(?<![.\w"'$-])(?:now|ago|dateModify|date_modify|mustDateModify)(?![\w:"'-])/;

/** Whether a chart may render differently each time; `clock` if only a while later. */
export function mayBeRandom(chart: ChartText): 'yes' | 'clock' | 'no' {
  const actions = actionsOf(chart);
  if (actions.some((one) => CLOCK.test(one))) return 'clock';
  return actions.some((one) => RANDOM.test(one)) ? 'yes' : 'no';
}

/** The objects that differ between two renderings with the same values. Values are not kept. */
export function randomObjects(
  first: readonly PrintedObject[],
  second: readonly PrintedObject[],
): readonly RandomObject[] {
  const changes = changesOf(first, second);
  const after = changes.filter(({ what }) => what === 'only after').map(({ printed }) => printed);
  return changes.flatMap(({ what, printed: { object, source = '' }, paths }): readonly RandomObject[] => {
    if (what === 'only after') return [];
    const one = { ...identityOf(object), template: source, hook: isHook(object) };
    if (what === 'changed') return [{ ...one, paths }];
    // Its name is random: it is another object each time.
    const at = after.findIndex((other) => other.source === source && other.object.kind === object.kind);
    const [other] = at < 0 ? [] : after.splice(at, 1);
    const name = `${common(one.name, other ? identityOf(other.object).name : '')}…`;
    return [{ ...one, name, paths: [['metadata', 'name']] }];
  });
}

function identityOf(object: Fields): Pick<RandomObject, 'apiVersion' | 'kind' | 'namespace' | 'name'> {
  const { namespace, name } = fields(object.metadata);
  return { apiVersion: text(object.apiVersion), kind: text(object.kind), namespace: text(namespace), name: text(name) };
}

function isHook(object: Fields): boolean {
  const annotations = fields(fields(object.metadata).annotations);
  return 'helm.sh/hook' in annotations || 'argocd.argoproj.io/hook' in annotations;
}

/** What two texts begin with. */
function common(a: string, b: string): string {
  let end = 0;
  while (end < a.length && a[end] === b[end]) end += 1;
  return a.slice(0, end);
}
