/**
 * What Argo CD will make of a repository, as a library: file trees in, findings out. No cluster, no network, nothing is
 * written.
 *
 * ```ts
 * import { check, DiskTree } from 'cdk8s-groundwork/check';
 *
 * const { findings, unchecked } = check({ directories: [{ tree: new DiskTree('.'), dir: 'dist' }] });
 * for (const { severity, file, line, message, fix } of findings) {
 *   console.log(`${file}:${line}: ${severity}: ${message}. ${fix}`);
 * }
 * ```
 *
 * {@link check} is all that most programs need. {@link order} says in which order Argo CD applies what is there.
 * A {@link Rule} of your own sees the same {@link Model} as ours.
 * {@link REPORT_FORMATS} prints what {@link check} found as the command does.
 *
 * @module cdk8s-groundwork/check
 */

export { type FormatContext, REPORT_FORMATS, type ReportFormatName } from '../report/formats';
export type { JsonFinding, JsonReport } from '../report/json';
export type * from '../report/report';
export type { RuleDescription } from '../report/sarif';
export { imagesOf, type UsedImage } from './analysis/images';
export {
  type CheckInput,
  check,
  DEFAULT_ARGOCD_VERSION,
  type FilesInput,
  type GivenRepository,
  type SeverityChange,
} from './check';
export { type Config, type ConfigOverride, defineConfig } from './config';
export type { CheckedDirectory } from './model/checkout';
export type { Directory } from './model/scan';
export type * from './model/types';
export { type Order, type OrderedSync, type OrderedTask, order } from './order';
export { fields, isMap, list, type Reporter, type Rule, type RuleFinding, show, strings, text } from './rule';
export { RULE_NAMES, ruleDescriptions } from './rules/registry';
export { DiskTree } from './tree/disk-tree';
export type { Entry, EntryType, FileTree, MadeFile } from './tree/file-tree';
export { GitTree } from './tree/git-tree';
export { MemoryTree } from './tree/memory-tree';
export { TreeError } from './tree/tree-error';
