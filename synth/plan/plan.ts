import { hash } from 'node:crypto';
import type { App } from 'cdk8s';
import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { marker } from '../../argocd/model/marker';
import { textAsWritten } from './as-written';
import { chartErrors, dependentCharts, orderedObjects } from './dependencies';
import { PlanError } from './plan-error';
import { isRendersFile } from './renders-file';
import { placeOf, sourceOf } from './source';
import { toYamlBelow } from './yaml';

/** A file as it will stand in the output folder. */
export interface PlannedFile {
  /** Where it goes, below the output folder, with `/` on every system. */
  readonly path: string;
  /** All of its bytes, as text. */
  readonly text: string;
  /** The Kubernetes objects in it, as plain JSON; empty for a file that is not made of them (Helm values, a record). */
  readonly documents: readonly KubernetesObject[];
  /** The values of the documents that the text was rendered from, if it is YAML. @default - not known */
  readonly values?: readonly unknown[];
  /** The path of the construct that it came from. */
  readonly construct: string;
  /** The source file to edit to change this one. */
  readonly source: string;
  /** The line of the user's code that made each of the documents, or the file if it has none: `main.ts:12`. */
  readonly places: readonly string[];
}

const sums = new WeakMap<PlannedFile, string>();

/** The SHA-256 of a file, cached because both the verdict cache and the writer need it. */
export function sumOf(file: PlannedFile): string {
  let sum = sums.get(file);
  if (sum === undefined) {
    sum = hash('sha256', file.text);
    sums.set(file, sum);
  }
  return sum;
}

/** The fields that every Kubernetes object has. */
export interface KubernetesObject {
  /** Such as `apps/v1`. */
  readonly apiVersion: string;
  /** Such as `Deployment`. */
  readonly kind: string;
  /** What identifies it, and what is said of it. */
  readonly metadata: {
    /** Its name. @default - none is rendered */
    readonly name?: string;
    /** Its namespace. @default - none is rendered: it is in no namespace, or in that of the Application's destination */
    readonly namespace?: string;
    /** Its annotations. @default - none */
    readonly annotations?: Readonly<Record<string, string>>;
    /** Its labels. @default - none */
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/**
 * The files of an app, in memory: what `synth` writes, what the rules judge, what `check --stale` and the removal of
 * stale files compare with. Sorted by path.
 */
export interface Plan {
  /** Sorted by path. */
  readonly files: readonly PlannedFile[];
}

/**
 * Renders every construct of the app without writing anything.
 *
 * A chart becomes the file that its construct path names: chart `frontend` in scope `prod` in scope `apps` is
 * `apps/prod/frontend` plus the app's file extension. A chart without objects is a folder and becomes no file. Objects
 * stand in a file in the order in which `app.synth()` of cdk8s puts them.
 *
 * Takes time linear in the number of constructs and declared dependencies. cdk8s' own synth visits the whole app for each
 * chart, and a chain of dependent charts costs it exponential time; see the note on `orderedObjects`.
 *
 * @throws PlanError with the errors of all constructs, not only of the first
 */
export function planOf(app: App): Plan {
  const constructs = app.node.findAll();
  const errors = validate(constructs);
  const objects = objectsByChart(constructs);
  const dependants = constructs.filter(({ node }) => node.dependencies.length > 0);
  const dependent = dependentCharts(dependants);
  errors.push(...chartErrors(constructs, dependants));
  const files = new Map<string, PlannedFile>();
  const add = (file: PlannedFile) => {
    const other = files.get(file.path);
    if (other)
      errors.push(
        `[${file.construct}] renders ${file.path}, which [${other.construct}] renders too: give one of them another id`,
      );
    else files.set(file.path, file);
  };
  for (const construct of constructs) {
    try {
      if (Chart.isChart(construct)) {
        const chart = construct as Chart;
        const own = objects.get(chart);
        if (own) add(renderChart(app, chart, dependent.has(chart) ? orderedObjects(chart, own) : own));
      } else if (isRendersFile(construct)) {
        const { path, body, values } = construct.renderFile();
        const source = sourceOf(construct);
        const text = marker(source) + body;
        add({
          path,
          text,
          documents: [],
          values,
          construct: construct.node.path,
          source,
          places: [placeOf(construct)],
        });
      }
    } catch (error) {
      const messages =
        error instanceof PlanError ? error.errors : [`[${construct.node.path}] ${(error as Error).message}`];
      errors.push(...messages);
    }
  }
  if (errors.length > 0) {
    const byPath = new Map(constructs.map((construct) => [construct.node.path, construct]));
    throw new PlanError(errors, (path) => {
      // What is wrong with the whole app is mended at no line of its own.
      const construct = path === '' ? undefined : byPath.get(path);
      return construct && placeOf(construct);
    });
  }
  return { files: [...files.values()].sort(byPath) };
}

/** Compares code units, not a locale's alphabet: the order must not depend on the machine. */
function byPath(a: { path: string }, b: { path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

function validate(constructs: readonly IConstruct[]): string[] {
  const errors: string[] = [];
  for (const construct of constructs) {
    for (const error of construct.node.validate()) errors.push(`[${construct.node.path || 'the app'}] ${error}`);
  }
  return errors;
}

/** Every object belongs to its closest chart; one pass over the tree tells which. */
function objectsByChart(constructs: readonly IConstruct[]): Map<Chart, ApiObject[]> {
  const objects = new Map<Chart, ApiObject[]>();
  for (const construct of constructs) {
    if (!ApiObject.isApiObject(construct)) continue;
    const object = construct as ApiObject;
    const own = objects.get(object.chart);
    if (own) own.push(object);
    else objects.set(object.chart, [object]);
  }
  return objects;
}

function renderChart(app: App, chart: Chart, objects: readonly ApiObject[]): PlannedFile {
  const errors: string[] = [];
  const documents: KubernetesObject[] = [];
  for (const object of objects) {
    try {
      documents.push(object.toJson());
    } catch (error) {
      errors.push(`[${object.node.path}] ${(error as Error).message}`);
    }
  }
  if (errors.length > 0) throw new PlanError(errors);
  // The source of the objects, not of the chart: a helper may have made the chart.
  const source = sourceOf(objects[0]);
  const construct = chart.node.path;
  const written = textAsWritten(chart, documents);
  return {
    path: construct + app.outputFileExtension,
    text: written === undefined ? toYamlBelow(marker(source), documents) : marker(source) + written,
    documents,
    values: documents,
    construct,
    source,
    places: objects.map(placeOf),
  };
}
