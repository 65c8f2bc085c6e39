import { type GroundworkApp, Platform } from '../../charts';
import { platform, RIGHT } from '../seed-platform';

export const refused = [
  '[other] is a second Platform in one app, beside [platform]: an app is one cluster today. Declare it in a main file of its ' +
    "own, with new GroundworkApp({ outdir: 'dist-other' }), and render it with groundwork synth --main FILE",
];

export function build(app: GroundworkApp): void {
  platform(app);
  new Platform(app, 'other', RIGHT);
}
