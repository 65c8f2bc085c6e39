import { isMap } from '../model/resource';
import type { ApplicationSource } from '../model/types';
import { fields, list, text } from '../rule';

/** Something that a chart draws at random where no value gives it. */
export interface Draw {
  /** What is drawn. */
  readonly what: string;
  /** The values of which one is enough to pin it. */
  readonly pins: readonly string[];
  /** Whether it is drawn at all. @default - always */
  drawn?(value: (path: string) => unknown): boolean;
}

/** A chart that is known to render at random. */
export interface RandomChart {
  readonly name: string;
  /** The repositories that have it. */
  readonly repository: RegExp;
  /** The versions that this was seen with: from, and up to but not including. */
  readonly versions: readonly [string, string];
  readonly draws: readonly Draw[];
}

const tls: Draw['drawn'] = (value) =>
  value('expose.tls.enabled') !== false && [undefined, 'auto'].includes(value('expose.tls.certSource') as undefined);

const hubble: Draw['drawn'] = (value) =>
  ['hubble.enabled', 'hubble.tls.enabled', 'hubble.tls.auto.enabled', 'agent'].every((one) => value(one) !== false) &&
  [undefined, 'helm'].includes(value('hubble.tls.auto.method') as undefined);

/** Seen by rendering each twice. An integration test holds them to it where the charts are at hand. */
export const RANDOM_CHARTS: readonly RandomChart[] = [
  {
    name: 'harbor',
    repository: /(?:^|\/\/|\.)goharbor\.io\/?$|\/goharbor(?:\/|$)/,
    versions: ['1.12', '1.20'],
    draws: [
      { what: 'core.secret', pins: ['core.secret', 'core.existingSecret'] },
      { what: 'core.xsrfKey', pins: ['core.xsrfKey', 'core.existingXsrfSecret'] },
      { what: 'core.tokenKey and core.tokenCert', pins: ['core.secretName', 'core.tokenKey'] },
      { what: 'jobservice.secret', pins: ['jobservice.secret', 'jobservice.existingSecret'] },
      { what: 'registry.secret', pins: ['registry.secret', 'registry.existingSecret'] },
      {
        what: 'registry.credentials.htpasswdString',
        pins: ['registry.credentials.htpasswdString', 'registry.credentials.existingSecret'],
      },
      { what: 'the certificate of expose.tls', pins: ['expose.tls.certSource'], drawn: tls },
      {
        what: 'the certificates of internalTLS',
        pins: ['internalTLS.certSource'],
        drawn: (value) =>
          value('internalTLS.enabled') === true &&
          [undefined, 'auto'].includes(value('internalTLS.certSource') as undefined),
      },
    ],
  },
  {
    name: 'cilium',
    repository: /(?:^|\/\/|\.)cilium\.io\/?$|\/cilium(?:\/|$)/,
    versions: ['1.12', '1.20'],
    draws: [{ what: 'the certificates of Hubble', pins: ['hubble.tls.auto.method'], drawn: hubble }],
  },
];

/** What to write for a pin that takes another value than a secret. */
const WRITTEN: Readonly<Record<string, string>> = {
  'expose.tls.certSource': 'expose.tls.certSource: secret (with expose.tls.secret.secretName)',
  'internalTLS.certSource': 'internalTLS.certSource: secret',
  'hubble.tls.auto.method': 'hubble.tls.auto.method: cronJob (or certmanager)',
};

/** How a draw is pinned, for a reader. */
export function pinText({ pins }: Draw): string {
  return pins.map((one) => WRITTEN[one] ?? one).join(' or ');
}

/** The chart of a source, if it is one that is known; by where it is fetched from, or by its name where it is at hand. */
export function knownRandomChart(source: ApplicationSource, name?: string): RandomChart | undefined {
  if (name !== undefined) return RANDOM_CHARTS.find((one) => one.name === name);
  const chart = source.chart.slice(source.chart.lastIndexOf('/') + 1);
  const from = `${source.repoURL}/${source.chart.split('/').slice(0, -1).join('/')}`.replace(/\/+$/, '');
  return RANDOM_CHARTS.find(
    (one) => one.name === chart && one.repository.test(from) && isWithin(source.targetRevision, one.versions),
  );
}

function isWithin(version: string, [from, below]: readonly [string, string]): boolean {
  if (!/^v?\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)) return false;
  const number = (text: string): number => {
    const [major = 0, minor = 0] = text.replace(/^v/, '').split('.').map(Number);
    return major * 1e6 + minor;
  };
  return number(version) >= number(from) && number(version) < number(below);
}

/**
 * What a chart that is known draws with the values of a source; `undefined` if these are not all at hand.
 */
export function drawsOf(chart: RandomChart, source: ApplicationSource): readonly Draw[] | undefined {
  const helm = fields(source.fields.helm);
  const files = list(helm.valueFiles).length;
  const inline = source.values.filter(({ pointer }) => pointer.includes('helm')).length;
  if (source.values.length < files + inline || source.helmProblems.length > 0) return undefined;
  const set = new Map(
    [...list(helm.parameters), ...list(helm.fileParameters)].map((one) => [text(fields(one).name), fields(one).value]),
  );
  const value = (path: string): unknown => {
    if (set.has(path)) {
      const given = set.get(path);
      return given === 'true' || given === 'false' ? given === 'true' : (given ?? true);
    }
    for (const { fields: values } of [...source.values].reverse()) {
      let here: unknown = values;
      for (const key of path.split('.')) here = isMap(here) ? here[key] : undefined;
      if (here !== undefined) return here;
    }
    return undefined;
  };
  const isSet = (one: unknown): boolean => one !== undefined && one !== null && one !== '';
  return chart.draws.filter(({ pins, drawn }) => (drawn ? drawn(value) : !pins.some((pin) => isSet(value(pin)))));
}
