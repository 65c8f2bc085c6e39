import { fieldPath } from '../analysis/known-fields';
import { contradictions } from '../analysis/objects/contradictions';
import { type JudgedObject, judgedObjects } from '../analysis/objects/judged';
import type { Mismatch } from '../analysis/objects/walk';
import { holdsPlaceholder, invalid, isConfidential, refusal, remedy } from '../analysis/objects/words';
import { type Reporter, type Rule, show } from '../rule';

export const rule: Rule = {
  name: 'object-invalid',
  severity: 'refuse',
  summary: 'The API server refuses an object: a value of a wrong type, a field that is missing, a word that is none.',
  check(model, report) {
    const { api, mismatches, resources } = judgedObjects(model);
    for (const object of mismatches) {
      for (const mismatch of object.found) if (mismatch.about !== 'unknown') mismatched(object, mismatch, report);
    }
    for (const [resource, applications] of resources) {
      // What nobody applies may be a patch, which is only a part of an object.
      if (applications.length === 0 || !api.place(resource.apiVersion, resource.kind)) continue;
      for (const { pointer, place = fieldPath(pointer), what, fix } of contradictions(resource)) {
        report.find({ message: invalid(resource, place, what), fix, resource, pointer });
      }
    }
  },
};

function mismatched(object: JudgedObject, mismatch: Mismatch, report: Reporter): void {
  const { resource, applications } = object;
  const { about, pointer, value } = mismatch;
  // What nobody applies may be a patch, which is only a part of an object.
  if (about === 'missing' && applications.length === 0) return;
  const path = fieldPath(pointer);
  if (holdsPlaceholder(value)) {
    const { file } = resource.origin.locate(pointer);
    report.unchecked({
      subject: `${path} of ${resource.kind} ${resource.name}`,
      reason: 'something else is to replace the value, so it is no value yet',
      resource,
      file,
    });
    return;
  }
  const confidential = isConfidential(resource, pointer);
  const scalar = typeof value !== 'object';
  const given =
    mismatch.refusal || about === 'missing' || !scalar || value === undefined || confidential
      ? ''
      : `${path} is ${show(value)}: `;
  const told = confidential ? { ...mismatch, value: hidden(value) } : mismatch;
  report.find({
    message: `${about === 'type' || about === 'format' ? given : ''}${refusal(object, told)}`,
    fix: remedy(mismatch, confidential),
    resource,
    pointer,
    confidential,
    severity: applications.length === 0 ? 'warn' : undefined,
  });
}

/** A value of the same type that says nothing. */
function hidden(value: unknown): unknown {
  return typeof value === 'string' ? '…' : typeof value === 'number' ? 0 : value;
}
