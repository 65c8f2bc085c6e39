import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseSync } from '@swc/core';

/** Something that a user of the package can name in code: a declaration, or a member of one. */
export interface PublicSymbol {
  /** `charts/cluster.ts:12` */
  readonly place: string;
  /** `Cluster`, `Cluster.nodes` or `Cluster.apiServer.host`. */
  readonly name: string;
  readonly optional: boolean;
  /** Its docstring without the stars; empty if there is none. */
  readonly docs: string;
}

/** A node of the syntax tree, as far as this file looks at it. */
interface Node {
  readonly type: string;
  readonly span: { readonly start: number };
  // biome-ignore lint/suspicious/noExplicitAny: each of the parser's hundred nodes has other fields.
  readonly [field: string]: any;
}

/** What a file exports and imports. */
interface Module {
  readonly file: string;
  readonly text: Buffer;
  /** Where the parser begins to count: it goes on counting from one file to the next. */
  readonly origin: number;
  /** Declarations by name, each with the node that its docstring stands before. */
  readonly declared: ReadonlyMap<string, { readonly node: Node; readonly at: Node }>;
  /** Names that come from another file; a name ending in `*` stands for all of that file's names. */
  readonly from: readonly { readonly local: string; readonly name: string; readonly file: string }[];
  /** The names that it exports; `*` as in `from`. */
  readonly exported: readonly string[];
}

/**
 * Everything that is public through a file's exports: what it exports itself, and the types that this refers to, as far as
 * they are declared under `folder`.
 */
export function publicSymbols(entry: string, folder: string): PublicSymbol[] {
  const modules = new Map<string, Module>();
  const read = (file: string): Module => {
    const known = modules.get(file) ?? parseModule(file);
    modules.set(file, known);
    return known;
  };
  const symbols: PublicSymbol[] = [];
  const seen = new Set<string>();
  const visit = (file: string, name: string): void => {
    const key = `${file} ${name}`;
    if (seen.has(key) || !file.startsWith(folder)) return;
    seen.add(key);
    const module = read(file);
    const declaration = module.declared.get(name);
    if (!declaration) {
      for (const { local, name: there, file: other } of module.from)
        if (local === name) visit(other, there);
        else if (local === '*') visit(other, name);
      return;
    }
    symbols.push(...symbolsOf(module, name, declaration.at, declaration.node));
    for (const reference of references(declaration.node)) visit(file, reference);
  };
  for (const name of exportedNames(entry, read)) visit(entry, name);
  return symbols.sort((a, b) => a.place.localeCompare(b.place, 'en', { numeric: true }));
}

/** All names that a file exports, with those of the files behind `export *`. */
function exportedNames(file: string, read: (file: string) => Module): string[] {
  const { exported, from } = read(file);
  const behind = from.filter(({ local }) => local === '*').flatMap(({ file: other }) => exportedNames(other, read));
  return [...exported, ...behind];
}

function parseModule(file: string): Module {
  // Without a first statement the parser would not say where it begins to count.
  const text = Buffer.from(`;${readFileSync(file, 'utf8')}`);
  const body = parseSync(text.toString(), { syntax: 'typescript' }).body as unknown as Node[];
  const declared = new Map<string, { node: Node; at: Node }>();
  const from: { local: string; name: string; file: string }[] = [];
  const exported: string[] = [];
  const declare = (node: Node, at: Node) => {
    const names: Node[] = node.declarations?.map(({ id }: Node) => id) ?? [node.id ?? node.identifier];
    for (const id of names.filter((one) => one?.value)) {
      declared.set(id.value, { node, at });
      if (at !== node) exported.push(id.value);
    }
  };
  for (const item of body) {
    const other = item.source && fileOf(dirname(file), item.source.value);
    if (item.type === 'ExportDeclaration') declare(item.declaration, item);
    else if (item.type === 'ExportAllDeclaration') {
      // Types that are generated (imports/*.d.ts) have no docs of ours.
      if (other) from.push({ local: '*', name: '*', file: other });
    } else if (item.type === 'ExportNamedDeclaration')
      for (const { orig, exported: as } of item.specifiers) {
        exported.push((as ?? orig).value);
        if (other) from.push({ local: (as ?? orig).value, name: orig.value, file: other });
      }
    else if (item.type === 'ImportDeclaration')
      for (const { local, imported } of item.specifiers)
        from.push({ local: local.value, name: (imported ?? local).value, file: other ?? '' });
    else if (/Declaration$/.test(item.type)) declare(item, item);
  }
  return { file, text, origin: body[0].span.start, declared, from, exported };
}

/** The file that a relative import means; undefined for a package. */
function fileOf(folder: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const path = join(folder, specifier);
  return [`${path}.ts`, `${path}.d.ts`, join(path, 'index.ts')].find((file) => existsSync(file));
}

const isHidden = ({ accessibility }: Node) => accessibility === 'private' || accessibility === 'protected';

/** The parts of a node that belong to what its users see: neither code nor private members. */
function visibleParts(node: Node): Node[] {
  return Object.entries(node).flatMap(([field, value]) => {
    if (field === 'init' || field === 'value') return [];
    const parts: unknown[] = Array.isArray(value) ? value : [value];
    return parts
      .filter((part): part is Node => typeof part === 'object' && part !== null)
      .filter((part) => part.type !== 'FunctionBody' && part.type !== 'BlockStatement' && !isHidden(part));
  });
}

/** The names of the types that a declaration refers to. */
function references(node: Node): string[] {
  const named =
    node.typeName ?? node.exprName ?? node.superClass ?? (/^TsExpressionWith/.test(node.type) && node.expression);
  return [...(named?.value ? [named.value] : []), ...visibleParts(node).flatMap(references)];
}

/** A declaration, and its members: its own, and those of the object types in it. */
function symbolsOf(module: Module, name: string, at: Node, node: Node): PublicSymbol[] {
  return [symbol(module, name, at, false), ...members(module, name, node)];
}

function members(module: Module, owner: string, node: Node): PublicSymbol[] {
  // What a function takes is shown by its signature, and described by its own docstring.
  if (node.type === 'FunctionDeclaration' || node.type === 'Constructor') return [];
  return visibleParts(node).flatMap((part) => {
    // A property of the type never only says that it cannot be given.
    if (part.typeAnnotation?.typeAnnotation?.kind === 'never') return [];
    if (!/^(Ts(Property|Method|Getter)Signature|Class(Property|Method)|TsParameterProperty)$/.test(part.type))
      return members(module, owner, part);
    const key = part.key ?? part.param;
    const name = `${owner}.${key.value}`;
    const optional = part.type === 'TsPropertySignature' && part.optional;
    const method = /Method/.test(part.type);
    return [symbol(module, name, part, optional), ...(method ? [] : members(module, name, part))];
  });
}

function symbol({ file, text, origin }: Module, name: string, at: Node, optional: boolean): PublicSymbol {
  const before = text.subarray(0, at.span.start - origin).toString();
  const [, comment = ''] = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(before) ?? [];
  const place = `${relative(join(__dirname, '..'), file)}:${before.split('\n').length}`;
  return { place, name, optional, docs: comment.replace(/^\s*\*+ ?/gm, '').trim() };
}
