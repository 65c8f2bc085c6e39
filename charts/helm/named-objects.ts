import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { fields, isMap } from '../../argocd/model/resource';
import { ClusterScope } from '../cluster-scope';
import type { RequiredSecret } from '../facts/required-secret';

/** A Secret or a ConfigMap that values name, and so one that has to be there. */
export interface NamedObject {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  /** The keys that are read of it, as far as the values say. */
  readonly keys: readonly string[];
  /** Dotted path of the value. */
  readonly path: string;
}

/** Keys whose text is the name of a Secret, in charts and in Kubernetes alike. `existingSecretKey` is the name of a key. */
const SECRET = /^(existingSecret(?!\w*Key$)\w*|secretName|caBundleSecretName)$/;
const CONFIG_MAP = /^existingConfigMap(?!\w*Key$)\w*$/;

/** What is a reference by its own form, wherever it stands. */
const REFERENCES: Readonly<Record<string, NamedObject['kind']>> = {
  secretKeyRef: 'Secret',
  secretRef: 'Secret',
  configMapKeyRef: 'ConfigMap',
  configMapRef: 'ConfigMap',
};

/**
 * The Secrets and ConfigMaps that values name. What an Ingress names is left out where an annotation has cert-manager make it, and
 * so is a text that the chart runs through its template engine.
 */
export function namedObjects(values: unknown): NamedObject[] {
  const found: NamedObject[] = [];
  visit(values, [], false);
  return found;

  function visit(value: unknown, path: readonly string[], issued: boolean): void {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries())
        visit(item, [...path.slice(0, -1), `${path.at(-1)}[${index}]`], issued);
      return;
    }
    if (!isMap(value)) return;
    const made = issued || Object.keys(fields(value.annotations)).some((key) => key.startsWith('cert-manager.io/'));
    for (const [key, below] of Object.entries(value)) {
      const at = [...path, key];
      const add = (kind: NamedObject['kind'], name: unknown, keys: readonly string[] = []) => {
        if (typeof name === 'string' && name !== '' && !name.includes('{{'))
          found.push({ kind, name, keys, path: at.join('.') });
      };
      const reference = REFERENCES[key];
      if (reference && isMap(below)) {
        // A reference may say that nothing need be there.
        if (below.optional !== true) add(reference, below.name, typeof below.key === 'string' ? [below.key] : []);
      } else if (key === 'imagePullSecrets' && Array.isArray(below)) {
        for (const one of below) add('Secret', typeof one === 'string' ? one : fields(one).name);
      } else if (SECRET.test(key) && !(made && key === 'secretName')) add('Secret', below);
      else if (CONFIG_MAP.test(key)) add('ConfigMap', below);
      else visit(below, at, made);
    }
  }
}

/**
 * Those that nothing in the app makes, as PLATFORM.md lists them.
 *
 * @param namespace where the chart looks for them
 * @param usedBy which Application
 */
export function requiredOf(
  construct: IConstruct,
  { values, namespace, usedBy }: { readonly values: unknown; readonly namespace: string; readonly usedBy: string },
): RequiredSecret[] {
  const named = namedObjects(values);
  if (named.length === 0) return [];
  const made = madeObjects(ClusterScope.of(construct).owner);
  return named
    .filter(({ kind, name }) => !isAmong(made, { kind, namespace, name }, true))
    .map(({ kind, name, keys, path }) => ({
      ...(kind === 'ConfigMap' && { kind }),
      namespace,
      name,
      usedBy: `${usedBy}: values.${path}`,
      keys: keys.map((key) => ({ key, howToMake: 'as the documentation of the chart says' })),
    }));
}

/**
 * Those that no object of the app makes: a Certificate, an ExternalSecret, a SealedSecret makes the Secret that it names.
 *
 * @param anywhere whether an object counts that names no namespace
 */
export function notMade(
  construct: IConstruct,
  secrets: readonly RequiredSecret[],
  { anywhere = false }: { readonly anywhere?: boolean } = {},
): RequiredSecret[] {
  if (secrets.length === 0) return [];
  const made = madeObjects(ClusterScope.of(construct).owner);
  return secrets.filter((one) => !isAmong(made, one, anywhere));
}

function isAmong(
  made: ReadonlySet<string>,
  { kind = 'Secret', namespace, name }: Pick<RequiredSecret, 'kind' | 'namespace' | 'name'>,
  anywhere: boolean,
): boolean {
  return made.has(`${kind} ${namespace}/${name}`) || (anywhere && made.has(`${kind} /${name}`));
}

/** What the objects of an app are, or what controllers make of them. */
function madeObjects(owner: IConstruct): Set<string> {
  const made = new Set<string>();
  for (const object of owner.node.findAll()) {
    if (!ApiObject.isApiObject(object)) continue;
    const { kind, name, metadata } = object as ApiObject;
    const at = (what: string, called: unknown) => {
      if (typeof called === 'string') made.add(`${what} ${metadata.namespace ?? ''}/${called}`);
    };
    if (kind === 'Secret' || kind === 'ConfigMap') at(kind, name);
    else if (kind === 'SealedSecret') at('Secret', name);
    else if (kind === 'ExternalSecret' || kind === 'Certificate') {
      const spec = fields((object as ApiObject).toJson().spec);
      at('Secret', kind === 'Certificate' ? spec.secretName : (fields(spec.target).name ?? name));
    }
  }
  return made;
}
