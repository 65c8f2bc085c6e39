import { type GroundworkApp, Platform } from '../../charts';
import { RIGHT } from '../seed-platform';

export const refused = [
  "[infra] is a Platform with the path of a folder that it renders: give it another id, such as 'platform'",
];

export function build(app: GroundworkApp): void {
  new Platform(app, 'infra', RIGHT);
}
