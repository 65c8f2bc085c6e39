import type { Fields } from '../model/types';
import { type ChartText, merged } from './chart-text';
import { idleValues } from './value-trials';
import { at, type TrialScope, unitsOf } from './value-units';

const CHART: ChartText = {
  templates: [],
  notes: '',
  values: '',
  documentation: [],
  schema: undefined,
  subcharts: [],
  defaults: {},
};

interface Case {
  readonly chart?: Partial<ChartText>;
  readonly values?: Fields;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly scope?: TrialScope;
  readonly random?: boolean;
  /** What the templates do with the values of all. @throws if they refuse them */
  readonly template: (value: (path: string) => unknown, apis: readonly string[]) => unknown;
}

/** Runs the trials on a chart whose templates are a function. */
async function trial({ chart, values = {}, parameters = {}, scope = 'all', random = false, template }: Case) {
  const whole = { ...CHART, ...chart };
  const set = new Map(Object.entries(parameters).map(([name, value]) => [name, { path: name.split('.'), value }]));
  let renders = 0;
  const render = (given: Fields, own: ReadonlyMap<string, string | undefined>, apis: readonly string[] = []) => {
    renders += 1;
    let all = merged(whole.defaults, given);
    for (const [name, { value }] of set) {
      const wanted = own.has(name) ? own.get(name) : value;
      if (wanted === undefined) continue;
      all = merged(all, name.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), wanted) as Fields);
    }
    try {
      return JSON.stringify(template((path) => at(all, path.split('.')), apis) ?? null);
    } catch {
      return undefined;
    }
  };
  const digest = render(values, new Map()) as string;
  renders = 0;
  const found = await idleValues({
    chart: whole,
    units: unitsOf({ values, parameters: set, others: [] }, whole, scope),
    values,
    seen: digest,
    digest,
    random,
    render: async (variant) => render(variant.values, variant.parameters, variant.apiVersions),
  });
  return { ...found, renders, names: found.idle.map(({ path, kind }) => `${path.join('.')} ${kind}`) };
}

test('a misspelt map is one finding, and what is read beside it is none', async () => {
  const { names, idle } = await trial({
    chart: {
      defaults: { encryption: { enabled: false }, image: { tag: '1' } },
      templates: ['{{ .Values.encryption.enabled }}'],
    },
    values: { encrypton: { enabled: true, type: 'ipsec' }, image: { tag: '2' } },
    template: (value) => [value('encryption.enabled'), value('image.tag')],
  });
  expect(names).toEqual(['encrypton unknown']);
  expect(idle[0]?.beside).toEqual(['encryption', 'image']);
});

test('a value that is set as it is anyway has an effect: with another one something changes', async () => {
  const { names } = await trial({
    // Not known to be the default: it is in a template, or in a subchart that cannot be read.
    values: { replicas: 1, host: '' },
    template: (value) => [value('replicas') ?? 1, value('host') ?? ''],
  });
  expect(names).toEqual([]);
});

test('a value that another one hides is told, in other words', async () => {
  const chart = {
    defaults: { ingress: { enabled: false, host: '' } },
    templates: ['{{ if .Values.ingress.enabled }}{{ .Values.ingress.host }}{{ end }}'],
  };
  const template: Case['template'] = (value) => (value('ingress.enabled') ? value('ingress.host') : undefined);
  const values = { ingress: { host: 'a' } };
  expect((await trial({ chart, values, template })).names).toEqual(['ingress.host known']);
  // By itself, only what the chart has no default for is tried: that costs nothing here.
  expect(await trial({ chart, values, template, scope: 'doubtful' })).toMatchObject({ names: [], renders: 0 });
});

test('of two values of which each would do, one is of use', async () => {
  const { names } = await trial({
    values: { a: true, b: true },
    template: (value) => value('a') === true || value('b') === true,
  });
  expect(names).toEqual(['a unknown']);
});

test('what Helm refuses without the value, or with another, is read', async () => {
  const { names } = await trial({
    values: { license: true, mode: 'fast' },
    template: (value) => {
      if (value('license') !== true || !['fast', undefined].includes(value('mode') as string)) throw new Error('no');
    },
  });
  expect(names).toEqual([]);
});

test('a value for an API that the cluster of the check does not have, and another may, is not told', async () => {
  const template: Case['template'] = (value, apis) =>
    apis.includes('monitoring.coreos.com/v1') ? value('labels') : undefined;
  const values = { labels: 'a', lables: 'b' };
  const asks = ['{{ if .Capabilities.APIVersions.Has "monitoring.coreos.com/v1" }}{{ .Values.labels }}{{ end }}'];
  expect((await trial({ chart: { templates: asks }, values, template })).names).toEqual(['lables unknown']);
});

test.each([
  ['its notes read it', { notes: 'Open {{ .Values.url }}' }],
  ['a template with fail reads it', { templates: ['{{ if .Values.url }}{{ fail "no" }}{{ end }}'] }],
  ['its values call it deprecated', { values: '# Deprecated: use host\nurl: ""\n' }],
  ['its README calls it unused', { documentation: ['| url | no longer used |'] }],
  ['its schema calls it deprecated', { schema: { properties: { url: { deprecated: true } } } }],
])('a value that does nothing on purpose is not told: %s', async (_why, chart) => {
  const template = () => undefined;
  expect((await trial({ chart, values: { url: 'a', ulr: 'b' }, template })).names).toEqual(['ulr unknown']);
});

test('global values are for subcharts that may not read them', async () => {
  expect((await trial({ values: { global: { a: 1 }, redis: { global: { b: 1 } } }, template: () => 1 })).names).toEqual(
    [],
  );
});

test('the values of a subchart that is off are one finding; what turns it on is none', async () => {
  const chart = {
    defaults: { redis: { enabled: false, port: 1, host: 'a' } },
    subcharts: [{ key: 'redis', conditions: [['redis', 'enabled']] }],
  };
  const values = { redis: { enabled: false, port: 2, host: 'b' } };
  const template: Case['template'] = (value) => value('redis.enabled') && [value('redis.port'), value('redis.host')];
  const { idle } = await trial({ chart, values, template, scope: 'doubtful' });
  expect(idle).toMatchObject([{ path: ['redis'], kind: 'off', conditions: ['redis.enabled'] }]);
  const on = { redis: { enabled: true, port: 2, host: 'b' } };
  expect((await trial({ chart, values: on, template })).names).toEqual([]);
});

test('a parameter without effect is told by its name; what it hides in a file is not', async () => {
  const { idle } = await trial({
    values: { a: { b: 1 } },
    parameters: { 'a.b': '2', 'c.d': '3' },
    template: (value) => value('a.b'),
  });
  expect(idle).toMatchObject([{ path: ['c', 'd'], parameter: 'c.d' }]);
});

test('of a chart that renders at random, only words that no template has are told', async () => {
  const chart = { templates: ['{{ randAlphaNum .Values.length }}'] };
  const { names } = await trial({ chart, values: { length: 5, lenght: 6 }, random: true, template: () => 1 });
  expect(names).toEqual(['lenght unknown']);
});

test('renderings are bounded, and what was not tried is said', async () => {
  const values = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`v${index}`, index]));
  const { renders, untried, names } = await trial({ values, template: (value) => Object.keys(values).map(value) });
  expect(renders).toBe(48);
  expect(untried).toContain('48 renderings');
  expect(names).toEqual([]);
});

test('few renderings are enough where nothing has an effect, or all values stand in what is rendered', async () => {
  const idle = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`v${index}`, index]));
  expect((await trial({ values: idle, template: () => 1 })).renders).toBeLessThan(12 + 4 * 200);
  const seen = { host: 'web.example.com' };
  expect((await trial({ values: seen, template: (value) => value('host') })).renders).toBe(0);
});
