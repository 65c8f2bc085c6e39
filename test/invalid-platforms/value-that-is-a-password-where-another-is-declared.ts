import { type GroundworkApp, HARBOR_UPSTREAMS } from '../../charts';
import { platform, RIGHT } from '../seed-platform';

export const secret = 'hunter2';

export const refused = [
  'values.database.internal.password must not be set',
  'values.database.internal.extraEnvVars is another list, but here it is always',
  'values.registry is a text, but what is declared gives',
  'values.externalURL is "http://…@10.0.24.28:30002", but what is declared gives "http://10.0.24.28:30002"',
  'harbor 1.19.1: registry: something that may be secret, and is not repeated here, is not an object',
  'upstream.url "https://…@hub.docker.com" is no URL',
];

export function build(app: GroundworkApp): void {
  const upstream = { ...HARBOR_UPSTREAMS['docker.io'], url: `https://bot:${secret}@hub.docker.com` };
  platform(app, {
    harbor: {
      values: {
        database: { internal: { password: secret, extraEnvVars: [{ name: 'POSTGRES_PASSWORD', value: secret }] } },
        registry: secret as never,
        externalURL: `http://admin:${secret}@10.0.24.28:30002`,
      },
      state: { ...RIGHT.harbor.state, proxyCaches: [{ name: 'hub', upstream }] },
    },
  });
}
