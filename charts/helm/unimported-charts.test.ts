import { platform, RIGHT } from '../../test/seed-platform';
import { GroundworkApp } from '..';

const changes = {
  cilium: { version: '1.16.99', values: { unheardOf: true } },
  argocd: { version: '10.1.99' },
  harbor: { version: '1.19.99' },
};

test.each(['cilium', 'argocd', 'harbor'] as const)(
  'a version of %s that only the project knows is rendered, and it is said what is not known of it',
  (system) => {
    const app = new GroundworkApp({ outdir: 'dist' });
    platform(app, { [system]: { ...RIGHT[system], ...changes[system] } });
    const plan = app.plan();
    const application = plan.files.find(({ path }) => path === `infra/${system}.yaml`);
    expect(application?.text).toContain(`targetRevision: ${changes[system].version}`);
    const warnings = app.changeWarnings(plan, () => undefined);
    expect(warnings).toEqual([expect.stringMatching(new RegExp(`${changes[system].version}: .*Only the compiler`))]);
  },
);

test('of the versions of this package nothing is said', () => {
  const app = new GroundworkApp({ outdir: 'dist' });
  platform(app);
  expect(app.changeWarnings(app.plan(), () => undefined)).toEqual([]);
});
