/** What a project's own tests need of this package: `cdk8s-groundwork/testing`. Works in any test runner. */
export type { ReportedFinding, ReportedResource, Severity } from '../report/report';
export type { KubernetesObject } from '../synth/plan/plan';
export { type Synthesized, synthesized } from './synthesized';
