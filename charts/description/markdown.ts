import { markdownMarker } from '../../argocd/model/marker';
import { shellQuoted } from '../facts/shell-quoted';
import type { NamedIn } from '../images/unpinned';
import type { DescribedCluster, DescribedWave, PlatformDescription } from './describe';
import { kubectlVersions } from './installing';
import { labelOf } from './label';
import { printable } from './printable';
import { keyRequirement } from './secret-keys';
import { groundText, waveLabel } from './sentences';

/** With more Applications than this in one wave, the diagram is unreadable. */
const DIAGRAM_LIMIT = 40;

/**
 * PLATFORM.md: the same as `synth` prints, to be read where the repository is.
 *
 * @param source the file that declares the platform
 */
export function describeAsMarkdown(declared: PlatformDescription, source: string): string {
  return documentOf(sectionsOf(declared), source);
}

/** The same for several clusters, a section each. */
export function describeClustersAsMarkdown(clusters: readonly DescribedCluster[], source: string): string {
  const lines = clusters.flatMap(({ name, description }) => [
    ...section(`Cluster ${name}`, [
      `With the \`kubectl\` context of ${name}${
        description.rootFile === undefined
          ? ''
          : `, when its Secrets are there: \`kubectl apply -f ${description.rootFile}\``
      }.`,
    ]),
    ...oneLevelDown(sectionsOf(description)),
  ]);
  return documentOf(lines, source);
}

function documentOf(sections: readonly string[], source: string): string {
  return [markdownMarker(source), ...withoutHtml(['# The platform', ...sections, ''])].join('\n');
}

/** Headings of a section of another. */
function oneLevelDown(lines: readonly string[]): string[] {
  let inCode = false;
  return lines.map((line) => {
    if (line.startsWith('```')) inCode = !inCode;
    return !inCode && line.startsWith('#') ? `#${line}` : line;
  });
}

function sectionsOf(declared: PlatformDescription): string[] {
  const description = printable(declared);
  return [
    ...optionalSection('What somebody else brings', brought(description)),
    ...section('Applications by wave', applications(description)),
    ...optionalSection('Addresses', addresses(description)),
    ...section('Ports open on every node', ports(description)),
    ...optionalSection('Nodes', nodes(description)),
    ...optionalSection('Clusters that this Argo CD deploys to', managed(description)),
    ...section('Secrets that must exist before the first sync', secrets(description)),
    ...optionalSection('Repositories that need credentials', repositories(description)),
    ...optionalSection('Bring it to the cluster', bringing(description)),
    ...section('Images that are not pinned by digest', images(description)),
  ];
}

/**
 * What a declaration names is text: outside of blocks of code, an element that it writes is shown and not made. Code spans
 * are no exception, because a backtick in a name would begin and end others than ours.
 */
function withoutHtml(lines: readonly string[]): string[] {
  let inCode = false;
  return lines.map((line) => {
    if (line.startsWith('```')) inCode = !inCode;
    return inCode ? line : line.replaceAll('<', '&lt;');
  });
}

function section(title: string, lines: readonly string[]): string[] {
  return ['', `## ${title}`, '', ...lines];
}

/** A section that a platform without the thing does not have. */
function optionalSection(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? section(title, lines) : [];
}

function applications(description: PlatformDescription): string[] {
  const { waves, beforeGround } = description;
  const lines = [
    'Argo CD syncs one wave after the other, each when the one before is healthy.',
    ...(waves.some(({ broughtBy }) => broughtBy !== undefined)
      ? [
          'What is in a folder of `apps/` comes after these waves, by an Application of its own (`apps-…`): nothing else waits for it.',
        ]
      : []),
    '',
    ...(beforeGround ? ['> [!WARNING]', `> ${groundText(beforeGround)}`, ''] : []),
    ...diagram(waves),
    '',
    '| wave | Application | project | namespace | from | after |',
    '|---|---|---|---|---|---|',
  ];
  for (const one of waves) {
    for (const app of one.applications) {
      const name = app.syncsByItself ? labelOf(app) : `${app.name} (synced by hand)`;
      const from = app.makes === undefined ? app.source : `makes ${app.makes}: ${app.source}`;
      lines.push(
        row(
          one.broughtBy === undefined ? String(one.wave) : waveLabel(one),
          name,
          app.project,
          app.namespace,
          from,
          app.dependsOn.join(', '),
        ),
      );
    }
  }
  return lines;
}

function diagram(waves: PlatformDescription['waves']): string[] {
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  const lines = ['```mermaid', 'flowchart LR', '  root([apps-of-apps])'];
  const idOf = ({ wave, broughtBy }: DescribedWave) =>
    broughtBy === undefined ? `wave${wave}` : `${broughtBy.replaceAll(/[^a-z0-9]/gi, '_')}_wave${wave}`;
  for (const one of waves) {
    const { applications } = one;
    lines.push(`  subgraph ${idOf(one)}["${waveLabel(one)}"]`);
    for (const application of applications.slice(0, DIAGRAM_LIMIT)) {
      const label = labelOf(application);
      const id = idFor(application.name, taken);
      ids.set(label, id);
      const quoted = label.replace(/["<>]/g, (char) => `#${char.charCodeAt(0)};`);
      // One that makes others has a double edge.
      lines.push(application.kind === 'Application' ? `    ${id}["${quoted}"]` : `    ${id}[["${quoted}"]]`);
    }
    if (applications.length > DIAGRAM_LIMIT)
      lines.push(`    more_${idOf(one)}["and ${applications.length - DIAGRAM_LIMIT} more"]`);
    lines.push('  end');
  }
  // Each begins by itself: the ground, and what is in a folder.
  const begun = new Set<string | undefined>();
  for (const one of waves) {
    if (!begun.has(one.broughtBy)) lines.push(`  root --> ${idOf(one)}`);
    begun.add(one.broughtBy);
  }
  for (const { applications } of waves) {
    for (const application of applications) {
      const id = ids.get(labelOf(application));
      for (const dependency of application.dependsOn)
        if (id !== undefined && ids.has(dependency)) lines.push(`  ${ids.get(dependency)} --> ${id}`);
    }
  }
  return [...lines, '```'];
}

/** From the name, so that one new Application changes one line of the diagram. */
function idFor(name: string, taken: Set<string>): string {
  const plain = `app_${name.replaceAll(/[^a-z0-9]/gi, '_')}`;
  const id = taken.has(plain) ? `${plain}_${taken.size}` : plain;
  taken.add(id);
  return id;
}

function brought({ brought }: PlatformDescription): string[] {
  if (brought.length === 0) return [];
  const commands = brought.flatMap(({ requirements = [] }) =>
    requirements.flatMap(({ howTo }) => (howTo ? [howTo] : [])),
  );
  return [
    'The platform stands on it, and no Application here brings it.',
    '',
    '| part | who brings it | what has to be true | how to see it |',
    '|---|---|---|---|',
    ...brought.flatMap(({ part, broughtBy, requirements = [{ requirement: 'It is there', check: '' }] }) =>
      requirements.map(({ requirement, check }) => row(part, broughtBy, requirement, check)),
    ),
    ...commands.flatMap((lines) => ['', 'If it is not so, this makes it so:', '', ...shell(lines)]),
  ];
}

function addresses({ addresses }: PlatformDescription): string[] {
  if (addresses.length === 0) return [];
  return [
    '| address | service | credential | how |',
    '|---|---|---|---|',
    ...addresses.map(({ url, service, credential, how, loadBalancer }) =>
      row(url, service, credential ?? 'none', how ?? (loadBalancer ? `LoadBalancer ${loadBalancer}` : '')),
    ),
  ];
}

function ports({ ports }: PlatformDescription): string[] {
  if (ports.length === 0) return ['None.'];
  return [
    '| NodePort | service | credential |',
    '|---|---|---|',
    ...ports.map(({ port, service, credential }) => row(String(port), service, credential ?? 'none')),
  ];
}

function nodes({ nodes, nodeRequirements }: PlatformDescription): string[] {
  if (nodes.length === 0) return [];
  return [
    '| node | address | control plane |',
    '|---|---|---|',
    ...nodes.map(({ name, address, controlPlane }) => row(name, address, controlPlane ?? '')),
    ...(nodeRequirements.length === 0
      ? []
      : [
          '',
          'What has to be true on each of them, and no manifest brings about:',
          '',
          '| what | for | how to see it |',
          '|---|---|---|',
          ...nodeRequirements.map(({ requirement, neededBy, check }) => row(requirement, neededBy, check)),
        ]),
  ];
}

function managed({ managed, argocdNamespace }: PlatformDescription): string[] {
  if (managed.length === 0) return [];
  return [
    '| cluster | API | Secret | who makes it | nodes |',
    '|---|---|---|---|---|',
    ...managed.map(({ name, server, secret, store, nodes }) =>
      row(
        name,
        server,
        `${argocdNamespace}/${secret}`,
        store === undefined ? 'you: see below' : `External Secrets Operator, from ${store}`,
        nodes.map((node) => `${node.name} (${node.address})`).join(', '),
      ),
    ),
  ];
}

function secrets({ secrets, secretsScript }: PlatformDescription): string[] {
  if (secrets.length === 0) return ['None.'];
  return [
    `They are made in the cluster and are never in Git. This makes what is missing, and leaves what is there as it is: it generates what nobody has to know, asks for the rest, and prints no value. Run once more, it says that all are there.`,
    '',
    ...shell([`sh ${shellQuoted(secretsScript)}`]),
    ...secrets.flatMap(({ kind, namespace, name, type, labels, usedBy, keys, howToMake }) => [
      '',
      `### \`${namespace}/${name}\`${kind === 'ConfigMap' ? ' (a ConfigMap)' : ''}`,
      '',
      `${usedBy}.${type ? ` Type \`${type}\`.` : ''}${labelsOf(labels)}`,
      '',
      ...(keys.length > 0
        ? [
            '| key | value | how to make it |',
            '|---|---|---|',
            ...keys.map((key) => row(`\`${key.key}\``, keyRequirement(key), key.howToMake)),
          ]
        : ['Its keys are as the documentation of the chart says.']),
      ...(howToMake ? ['', ...shell(howToMake)] : []),
    ]),
  ];
}

/** From an empty cluster to the platform, as commands that can be pasted. */
function bringing({
  preconditions,
  installCommands,
  rootFile,
  kubernetesVersion,
  ...description
}: PlatformDescription): string[] {
  if (rootFile === undefined) return [];
  const { secrets, secretsScript, argocdNamespace, repositories } = description;
  return [
    'What has to be true before:',
    '',
    '| what | for | how to see it |',
    '|---|---|---|',
    row(kubectlVersions(kubernetesVersion), 'these commands', '`kubectl version`'),
    ...(installCommands.some((command) => command.startsWith('helm '))
      ? [row('Helm 3.8 or later', 'these commands', '`helm version`')]
      : []),
    ...preconditions.map(({ requirement, neededBy, check }) => row(requirement, neededBy, check)),
    '',
    'Then, at the top of the repository:',
    '',
    ...shell([
      ...(secrets.length > 0 ? [`sh ${shellQuoted(secretsScript)}`] : []),
      ...installCommands,
      ...repositories.flatMap(({ applyFirst }) => (applyFirst === undefined ? [] : [`kubectl apply -f ${applyFirst}`])),
      `kubectl apply -f ${shellQuoted(rootFile)}`,
    ]),
    '',
    `It has worked when this prints nothing but Applications that are \`Synced\` and \`Healthy\` (one that is synced by hand is \`OutOfSync\` until somebody does):`,
    '',
    ...shell([`kubectl -n ${argocdNamespace} get applications`]),
  ];
}

function labelsOf(labels: Readonly<Record<string, string>> = {}): string {
  return Object.entries(labels)
    .map(([key, value]) => ` Label \`${key}: ${value}\`.`)
    .join('');
}

function shell(lines: readonly string[]): string[] {
  return ['```sh', ...lines, '```'];
}

function repositories({ repositories, argocdNamespace }: PlatformDescription): string[] {
  if (repositories.length === 0) return [];
  const first = repositories.filter(({ applyFirst }) => applyFirst !== undefined);
  const hostKeys = [...new Set(repositories.flatMap(({ hostKey = [] }) => hostKey))];
  return [
    '| repository | Secret | who makes it |',
    '|---|---|---|',
    ...repositories.map(({ url, count, secret, store, sealed }) =>
      row(
        count === 1 ? url : `${url}… (${count ?? 'any number of'} repositories)`,
        secret ??
          `in ${argocdNamespace}: label \`argocd.argoproj.io/secret-type: ${count === 1 ? 'repository' : 'repo-creds'}\`, keys \`url\` and \`sshPrivateKey\``,
        secret === undefined
          ? 'you'
          : sealed
            ? 'the controller of Sealed Secrets, from what is sealed in Git'
            : store === undefined
              ? 'Git: nothing in it is secret'
              : `External Secrets Operator, from ${store}`,
      ),
    ),
    ...(hostKeys.length === 0
      ? []
      : [
          '',
          'Argo CD does not know the keys of these hosts, and reads nothing from them until it does: what this prints belongs into `argocd.values.configs.ssh.extraHosts`.',
          '',
          ...shell(hostKeys),
        ]),
    ...first.flatMap(({ url, store, sealed, applyFirst }) => [
      '',
      `The root Application is read from ${url}, and so cannot bring what Argo CD reads it with. Before it${
        sealed
          ? ' (the controller of Sealed Secrets has to be there)'
          : store === undefined
            ? ''
            : ` (the operator and ${store} have to be there)`
      }:`,
      '',
      ...shell([`kubectl apply -f ${applyFirst}`]),
    ]),
  ];
}

/** What pins an image, by where it is named. */
const PINNED_BY: Readonly<Record<NamedIn, string>> = {
  lock: '`npx groundwork pin` asks the registries for their digests.',
  manifest:
    'A manifest names them, which the lock does not reach: take them through `PlatformImages.of(app).use(…)`, then `npx groundwork pin`.',
  value:
    'A value of a chart names them, which the lock does not reach: write the digest into that value; `npx groundwork pin` asks for it.',
};

function images({ unpinned, unpinnedIn, pinned }: PlatformDescription): string[] {
  if (unpinned.length === 0) return [`None: all ${pinned} are pinned.`];
  const total = unpinned.length + pinned;
  return (Object.keys(PINNED_BY) as NamedIn[])
    .filter((place) => unpinnedIn[place].length > 0)
    .flatMap((place, i) => [
      ...(i > 0 ? [''] : []),
      `${unpinnedIn[place].length} of ${total}. ${PINNED_BY[place]}`,
      '',
      '| image | used by |',
      '|---|---|',
      ...unpinnedIn[place].map(({ image, usedBy }) => row(image, usedBy)),
    ]);
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
