/**
 * What Argo CD will make of a repository, as a library: file trees in, findings out. No cluster, no network, nothing is
 * written.
 *
 * @packageDocumentation
 */

export { REPORT_FORMATS, type ReportFormatName } from '../report/formats';
export type * from '../report/report';
export { type CheckInput, check, DEFAULT_ARGOCD_VERSION } from './check';
export { type CheckedDirectory, fileKey, type ModelInput, type ReadModel, readModel } from './model/model';
export type * from './model/types';
export { type Order, type OrderedSync, type OrderedTask, orderOf } from './order';
export { RULE_NAMES } from './rules/registry';
export { DiskTree } from './tree/disk-tree';
export type { Entry, EntryType, FileTree } from './tree/file-tree';
export { MemoryTree } from './tree/memory-tree';
export { TreeError } from './tree/tree-error';
