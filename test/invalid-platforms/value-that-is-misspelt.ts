import type { GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

export const refused = ['encrypton: unknown key. Did you mean encryption?', 'trivyy: unknown key. Did you mean trivy?'];

// What the compiler would say, said again at run time: synth does not ask the compiler.
export function build(app: GroundworkApp): void {
  platform(app, { cilium: { values: { encrypton: {} } as never }, harbor: { values: { trivyy: {} } as never } });
}
