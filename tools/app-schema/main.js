// Writes schemas/groundwork.app.schema.json from the type AppFile, with the compiler of tools/api-docs. `--check` writes nothing
// and says whether the schema is as it would be.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.join(__dirname, '..', '..');
const COMPILER = path.join(ROOT, 'tools', 'api-docs');
const SOURCE = path.join(ROOT, 'charts', 'app-files', 'app-file.ts');
const TARGET = path.join(ROOT, 'schemas', 'groundwork.app.schema.json');

function main(check) {
  if (!fs.existsSync(path.join(COMPILER, 'node_modules')))
    spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: COMPILER, stdio: 'inherit' });
  const text = `${JSON.stringify(schema(), undefined, 2)}\n`;
  if (!check) fs.writeFileSync(TARGET, text);
  else if (fs.readFileSync(TARGET, 'utf8') !== text)
    throw new Error('schemas/groundwork.app.schema.json is stale: run node tools/app-schema/main.js and commit it');
}

function schema() {
  const ts = require(path.join(COMPILER, 'node_modules', 'typescript'));
  const program = ts.createProgram([SOURCE], {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    skipLibCheck: true,
    types: ['node'],
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(SOURCE);
  const wrong = ts.getPreEmitDiagnostics(program, source);
  if (wrong.length > 0)
    throw new Error(
      ts.formatDiagnostics(wrong, {
        getCanonicalFileName: (name) => name,
        getCurrentDirectory: () => ROOT,
        getNewLine: () => '\n',
      }),
    );
  const declared = source.statements.find((one) => ts.isTypeAliasDeclaration(one) && one.name.text === 'AppFile');
  const definitions = {};
  const F = ts.TypeFlags;

  /** Types of one name are written once. */
  function schemaOf(type) {
    const name =
      type.aliasSymbol?.name ?? (type.symbol?.flags & ts.SymbolFlags.Interface ? type.symbol.name : undefined);
    const generic = (type.aliasTypeArguments ?? checker.getTypeArguments?.(type) ?? []).length > 0;
    if (name === undefined || generic || /^(Readonly)?(Array|Record)$/.test(name) || !isNamed(type)) return plain(type);
    if (!(name in definitions)) {
      definitions[name] = {};
      definitions[name] = plain(type);
    }
    return { $ref: `#/definitions/${name}` };
  }

  const isNamed = (type) => (type.flags & (F.Object | F.Union | F.Intersection)) !== 0;

  function plain(type) {
    if (type.flags & (F.Any | F.Unknown)) return {};
    if (type.flags & F.StringLike && type.flags & F.StringLiteral) return { const: type.value };
    if (type.flags & F.TemplateLiteral) return { type: 'string', pattern: patternOf(type) };
    if (type.flags & F.String) return { type: 'string' };
    if (type.flags & F.NumberLiteral) return { const: type.value };
    if (type.flags & F.Number) return { type: 'number' };
    if (type.flags & F.BooleanLiteral) return { const: type.intrinsicName === 'true' };
    if (type.flags & F.Boolean) return { type: 'boolean' };
    if (type.isUnion()) return unionOf(type.types);
    if (checker.isArrayType(type)) return { type: 'array', items: schemaOf(checker.getTypeArguments(type)[0]) };
    if (checker.isTupleType(type)) {
      const [first] = checker.getTypeArguments(type);
      return { type: 'array', minItems: type.target.minLength, items: schemaOf(first) };
    }
    if (type.flags & (F.Object | F.Intersection)) return objectOf(type);
    throw new Error(`no schema for the type ${checker.typeToString(type)}`);
  }

  function unionOf(all) {
    const types = all.filter((one) => !(one.flags & F.Undefined) && one.getCallSignatures().length === 0);
    if (types.length === 2 && types.every((one) => one.flags & F.BooleanLiteral)) return { type: 'boolean' };
    if (types.length > 1 && types.every((one) => one.flags & F.StringLiteral))
      return { enum: types.map(({ value }) => value) };
    const schemas = types.map(schemaOf);
    return schemas.length === 1 ? schemas[0] : { anyOf: schemas };
  }

  function objectOf(type) {
    const properties = {};
    const required = [];
    for (const property of checker.getPropertiesOfType(type)) {
      const given = checker.getTypeOfSymbol(property);
      const some = checker.getNonNullableType(given);
      // What a variant must not have, and what no file can hold.
      if (some.flags & F.Never || some.getCallSignatures().length > 0) continue;
      if (!(property.flags & ts.SymbolFlags.Optional)) required.push(property.name);
      const description = docOf(property);
      const inside = given.isUnion() && given !== some && !some.aliasSymbol ? unionOf(given.types) : schemaOf(some);
      properties[property.name] = {
        ...(description ? { description } : {}),
        ...('$ref' in inside && description ? { allOf: [inside] } : inside),
      };
    }
    const rest = checker.getIndexInfosOfType(type)[0];
    if (rest && Object.keys(properties).length === 0)
      return { type: 'object', additionalProperties: schemaOf(rest.type) };
    return {
      type: 'object',
      properties,
      ...(required.length > 0 ? { required } : {}),
      additionalProperties: rest ? schemaOf(rest.type) : false,
    };
  }

  function patternOf({ texts, types }) {
    const inside = types.map((one) =>
      one.flags & F.Number
        ? '-?\\d+(\\.\\d+)?'
        : one.isUnion()
          ? `(${one.types.map(({ value }) => escaped(value)).join('|')})`
          : one.flags & F.StringLiteral
            ? escaped(one.value)
            : '.*',
    );
    return `^${texts.map((text, at) => escaped(text) + (inside[at] ?? '')).join('')}$`;
  }

  function docOf(property) {
    const text = ts.displayPartsToString(property.getDocumentationComment(checker));
    const tag = property.getJsDocTags(checker).find(({ name }) => name === 'default');
    const usual = tag ? ts.displayPartsToString(tag.text).trim().replace(/^- /, '') : '';
    return [text.replaceAll(/\s+/g, ' ').trim(), usual && `Default: ${usual.replaceAll(/\s+/g, ' ')}.`]
      .filter(Boolean)
      .join(' ')
      .replaceAll(/\{@link (\w+)\}/g, '$1');
  }

  const type = checker.getTypeAtLocation(declared.name);
  const variants = (type.isUnion() ? type.types : [type]).map(objectOf);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'An app of cdk8s-groundwork, as a file',
    description: 'Generated from AppFile in charts/app-files/app-file.ts by tools/app-schema/main.js.',
    anyOf: variants,
    definitions: Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function escaped(text) {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

try {
  main(process.argv.includes('--check'));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
