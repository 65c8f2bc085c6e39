import type { AppProject } from '../model/types';
import { fields, list, type Reporter, type Rule, show, text } from '../rule';
import { ArgoCdVersion } from '../semantics/version';

export const rule: Rule = {
  name: 'signature-keys-deprecated',
  severity: 'warn',
  summary:
    'An AppProject asks for signed commits in a way that this version of Argo CD has deprecated or does not know.',
  check(model, report) {
    const current = ArgoCdVersion.orLatest(model.argocdVersion).hasSourceIntegrity;
    for (const project of model.projects) {
      if (current) judgeCurrent(project, report);
      else judgeOlder(project, model.argocdVersion, report);
    }
  },
};

function judgeCurrent({ name, spec, resource }: AppProject, report: Reporter): void {
  const keys = list(spec.signatureKeys).map((key) => text(fields(key).keyID));
  if (keys.length === 0) return;
  const policy = `git: {policies: [{repos: [{url: '*'}], gpg: {mode: head, keys: ${show(keys)}}}]}`;
  const where = { resource, pointer: ['spec', 'signatureKeys'], on: 'key' as const };
  if (fields(spec.sourceIntegrity).git) {
    report.find({
      message: `Both SourceIntegrity and SignatureKeys specified in ${name} AppProject. Ignoring SignatureKeys. Migrate them to SourceIntegrity.`,
      fix: `Add the keys ${show(keys)} to the gpg policies of spec.sourceIntegrity.git, and remove spec.signatureKeys.`,
      severity: 'silent',
      ...where,
    });
  } else {
    report.find({
      message: `Creating project SourceIntegrity from legacy SignatureKeys specified in ${name} AppProject. Migrate them to SourceIntegrity.`,
      fix: `Replace spec.signatureKeys by spec.sourceIntegrity: {${policy}}.`,
      ...where,
    });
  }
}

/** The definition of 3.4 has no `sourceIntegrity`: the API server drops it, and nothing is verified. */
function judgeOlder({ name, spec, resource }: AppProject, version: string, report: Reporter): void {
  if (spec.sourceIntegrity == null) return;
  report.find({
    message: `spec.sourceIntegrity of AppProject ${name} is dropped: Argo CD ${version} does not know it, and verifies no signature because of it`,
    fix: 'Write spec.signatureKeys: [{keyID: …}] until Argo CD is 3.5 or later.',
    severity: 'silent',
    resource,
    pointer: ['spec', 'sourceIntegrity'],
    on: 'key',
  });
}
