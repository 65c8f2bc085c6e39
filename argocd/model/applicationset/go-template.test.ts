import syntax from './__fixtures__/syntax.json';
import vectors from './__fixtures__/templates.json';
import { TemplateError, UnsupportedTemplate } from './go-template';
import { type Parameters, renderString, syntaxError } from './render';

/** What the renderer of Argo CD 3.5.1 made of each template. */
interface Case {
  readonly template: string;
  readonly goTemplate?: boolean;
  readonly missingKeyIsError?: boolean;
  readonly parameters?: Parameters;
  readonly output?: string;
  readonly error?: string;
}

const cases = vectors.cases as readonly Case[];
const shared = vectors.parameters as Parameters;

function render({ template, goTemplate = false, missingKeyIsError = false, parameters = shared }: Case): {
  output?: string;
  error?: string;
} {
  try {
    return { output: renderString(template, parameters, { goTemplate, missingKeyIsError }, () => {}) };
  } catch (error) {
    if (error instanceof UnsupportedTemplate) return {};
    if (error instanceof TemplateError) return { error: error.message };
    throw error;
  }
}

test('what is understood is rendered as Argo CD renders it, and never guessed', () => {
  const wrong = cases.filter((one) => {
    const { output, error } = render(one);
    if (output === undefined && error === undefined) return false;
    return output !== one.output || (error === undefined) !== (one.error === undefined);
  });
  expect(wrong.map((one) => ({ ...one, ours: render(one) }))).toEqual([]);
});

test('the common part of the language is understood', () => {
  const unknown = cases.filter((one) => Object.keys(render(one)).length === 0).map(({ template }) => template);
  expect(new Set(unknown).size).toBeLessThanOrEqual(12);
});

test.each([
  ['{{ .name', 'unclosed action'],
  ['{{ nope }}', 'function "nope" not defined'],
  ['{{ env "HOME" }}', 'function "env" not defined'],
  ['{{ .missing }}', 'map has no entry for key "missing"'],
])('%s fails in the words of Go', (template, words) => {
  expect(render({ template, goTemplate: true, missingKeyIsError: true }).error).toContain(words);
});

/** What the renderer of Argo CD 3.5.1 said when it parsed each template; nothing where it went on. */
const parsed = syntax as readonly { readonly template: string; readonly error?: string }[];

test('the syntax is judged as Go judges it, without any parameters', () => {
  const wrong = parsed.filter(({ template, error }) => {
    const words = syntaxError(template);
    const ours = words?.startsWith('failed to parse template ') ? words : undefined;
    // Character constants and escapes are left alone.
    return ours === undefined ? error !== undefined && error !== 'invalid syntax' : error === undefined;
  });
  expect(wrong.map((one) => ({ ...one, ours: syntaxError(one.template) }))).toEqual([]);
});

// The renderer of Argo CD 3.5.1 said the same of each name alone that it defines.
test.each([
  ['{{ values.env }}', 'wrong number of args for values: want 1 got 0'],
  ['a-{{ (upper) }}', 'wrong number of args for upper: want 1 got 0'],
  ['{{ if .a }}{{ upper }}{{ end }}', undefined],
  ['{{ .a | upper }}', undefined],
  ['{{ list }}{{ uuidv4 }}', undefined],
])('%s calls a function without its argument: %s', (template, words) => {
  expect(syntaxError(template)).toBe(words && `failed to execute go template ${template}: ${words}`);
});

test('most mistakes are reported with Go’s own messages', () => {
  const mistakes = parsed.filter(({ error }) => error !== undefined);
  const others = mistakes.filter(
    ({ template, error }) => syntaxError(template) !== `failed to parse template ${template}: ${error}`,
  );
  expect(others.map(({ template }) => template).length).toBeLessThanOrEqual(mistakes.length / 3);
  expect(syntaxError('preview-{{path.basename}}')).toBe(
    'failed to parse template preview-{{path.basename}}: function "path" not defined',
  );
});
