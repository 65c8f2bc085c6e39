import type { ApiObject } from 'cdk8s';
import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { findCircles } from '../../argocd/circles';
import { PlanError } from './plan-error';

/**
 * The objects of one chart in the order in which cdk8s renders them: what an object depends on comes first, everything
 * else in the order of the construct tree.
 *
 * cdk8s expands a dependency between two scopes into one edge for each pair of their objects and then walks that graph
 * without remembering where it has been, which is exponential in the depth of a chain. Here an edge between scopes stays
 * one edge and a scope is visited once, so the walk is linear; a property test holds the resulting order against cdk8s'.
 *
 * @throws PlanError naming the cycle, where the dependencies go in a circle
 */
export function orderedObjects(chart: Chart, objects: readonly ApiObject[]): readonly ApiObject[] {
  return new ObjectOrder(chart, objects, chart.node.findAll()).sorted();
}

/**
 * The charts with dependencies between their objects. In all others, the objects have the order of the tree.
 *
 * @param dependants the constructs that depend on something
 */
export function dependentCharts(dependants: readonly IConstruct[]): ReadonlySet<IConstruct> {
  const charts = new Set<IConstruct>();
  for (const construct of dependants) {
    for (let at: IConstruct | undefined = construct; at; at = at.node.scope) if (Chart.isChart(at)) charts.add(at);
  }
  return charts;
}

/**
 * The dependencies between charts that cdk8s refuses: cycles, and constructs outside of every chart.
 *
 * @param constructs all of the app
 * @param dependants the constructs that depend on something
 */
export function chartErrors(constructs: readonly IConstruct[], dependants: readonly IConstruct[]): string[] {
  const errors: string[] = [];
  const edges = new Map<IConstruct, Set<IConstruct>>();
  const connect = (from: IConstruct, to: IConstruct) => {
    const targets = edges.get(from);
    if (targets) targets.add(to);
    else edges.set(from, new Set([to]));
  };
  let declared = false;
  for (const construct of dependants) {
    for (const target of construct.node.dependencies) {
      const [from, to] = [chartOf(construct), chartOf(target)];
      if (!from || !to) {
        const outside = from ? target : construct;
        errors.push(
          `[${construct.node.path}] depends on [${target.node.path}], but [${outside.node.path}] is not in a chart: ` +
            'dependencies order objects within charts; to order Applications use dependsOn',
        );
        continue;
      }
      if (from === to) continue;
      declared = true;
      connect(from, to);
    }
  }
  if (!declared) return errors;
  // A chart depends on the charts inside it: cdk8s writes them first.
  for (const construct of constructs) {
    if (!Chart.isChart(construct)) continue;
    const outer = construct.node.scope && chartOf(construct.node.scope);
    if (outer) connect(outer, construct);
  }
  const circles = findCircles([...edges.keys()], (chart) => [...(edges.get(chart) ?? [])]);
  return [...errors, ...circles.map(({ path }) => cycleMessage(path))];
}

function chartOf(construct: IConstruct): IConstruct | undefined {
  for (let at: IConstruct | undefined = construct; at; at = at.node.scope) if (Chart.isChart(at)) return at;
  return undefined;
}

function cycleMessage(cycle: readonly IConstruct[]): string {
  return `[${cycle[0].node.path}] dependency cycle: ${cycle.map((c) => c.node.path).join(' => ')}`;
}

/**
 * One walk over a chart. Its nodes are the chart's constructs and, for each construct that something depends on, the
 * group of the objects below it.
 */
class ObjectOrder {
  private readonly objects: ReadonlySet<IConstruct>;
  private readonly inside: ReadonlySet<IConstruct>;
  private readonly groups = new Map<IConstruct, Group>();
  private readonly hasDependants = new Set<IConstruct>();
  /** What each object depends on because a scope above it does, in the order of declaration. */
  private readonly inherited = new Map<IConstruct, Group[]>();

  constructor(
    chart: Chart,
    objects: readonly ApiObject[],
    private readonly within: readonly IConstruct[],
  ) {
    this.objects = new Set(objects);
    this.inside = new Set(within);
    for (const source of within) {
      if (chartOf(source) !== chart) continue;
      for (const target of source.node.dependencies) {
        if (!this.inside.has(target)) continue;
        this.hasDependants.add(target);
        const group = this.group(target);
        const members = this.objectsBelow(source);
        if (members.length === 0) continue;
        for (const object of members) {
          const groups = this.inherited.get(object);
          if (groups) groups.push(group);
          else this.inherited.set(object, [group]);
        }
        for (const member of group.members)
          if (members.length > 1 || members[0] !== member) this.hasDependants.add(member);
      }
    }
  }

  sorted(): readonly ApiObject[] {
    const circles = findCircles<IConstruct | Group>([...this.within, ...this.groups.values()], (node) => [
      ...this.targets(node),
    ]);
    if (circles.length > 0) throw new PlanError(circles.map(({ path }) => cycleMessage(path.filter(isConstruct))));
    const order: IConstruct[] = [];
    const found = new Set<IConstruct | Group>();
    for (const root of this.within) if (!this.hasDependants.has(root)) this.visit(root, found, order);
    return order.filter((construct): construct is ApiObject => this.objects.has(construct));
  }

  private visit(root: IConstruct, found: Set<IConstruct | Group>, order: IConstruct[]): void {
    const stack: { node: IConstruct | Group; targets: Iterator<IConstruct | Group> }[] = [];
    const enter = (node: IConstruct | Group) => {
      if (found.has(node)) return;
      found.add(node);
      stack.push({ node, targets: this.targets(node)[Symbol.iterator]() });
    };
    enter(root);
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      const next = top.targets.next();
      if (!next.done) enter(next.value);
      else {
        stack.pop();
        if (!(top.node instanceof Group)) order.push(top.node);
      }
    }
  }

  private *targets(node: IConstruct | Group): Iterable<IConstruct | Group> {
    if (node instanceof Group) yield* node.members;
    else {
      for (const target of node.node.dependencies) if (this.inside.has(target)) yield target;
      for (const group of this.inherited.get(node) ?? []) {
        // An object that is itself in the group it depends on does not wait for itself.
        if (group.has(node)) yield* group.members.filter((member) => member !== node);
        else yield group;
      }
    }
  }

  private group(target: IConstruct): Group {
    let group = this.groups.get(target);
    if (!group) {
      group = new Group(this.objectsBelow(target));
      this.groups.set(target, group);
    }
    return group;
  }

  private objectsBelow(construct: IConstruct): ApiObject[] {
    return construct.node.findAll().filter((c): c is ApiObject => this.objects.has(c));
  }
}

function isConstruct(node: IConstruct | Group): node is IConstruct {
  return !(node instanceof Group);
}

/** The objects below a construct that something depends on: one node of the walk in place of an edge to each. */
class Group {
  private readonly set: ReadonlySet<IConstruct>;

  constructor(readonly members: readonly ApiObject[]) {
    this.set = new Set(members);
  }

  has(construct: IConstruct): boolean {
    return this.set.has(construct);
  }
}
