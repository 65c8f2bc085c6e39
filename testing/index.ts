/**
 * What a project’s own tests need of this package. Works in any test runner.
 *
 * @module cdk8s-groundwork/testing
 */
export type { ReportedFinding, ReportedResource, Severity } from '../report/report';
export type { KubernetesObject } from '../synth/plan/plan';
export { REPOSITORY, ruleFindings } from './rule-findings';
export { type Synthesized, synthesized } from './synthesized';
