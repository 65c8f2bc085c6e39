import type { Application, RenderedResource } from '../model/types';
import { compareSteps, isHook, lastStep, type Step, stepsOf } from './steps';

/** A child Application that comes before something else, with what comes last. */
export interface Early {
  readonly child: RenderedResource;
  readonly step: Step;
  readonly last: NonNullable<ReturnType<typeof lastStep>>;
}

/** The first child of an Application that its sync waits for, if Applications have a health check. */
export function firstWaitedFor(application: Application): Early | undefined {
  if (application.children.length === 0) return undefined;
  const last = lastStep(application);
  if (!last) return undefined;
  let early: Early | undefined;
  for (const child of application.resources) {
    if (child.group !== 'argoproj.io' || child.kind !== 'Application' || isHook(child.resource)) continue;
    for (const step of stepsOf(child.resource)) {
      if (compareSteps(step, last.step) >= 0) continue;
      if (!early || compareSteps(step, early.step) < 0) early = { child, step, last };
    }
  }
  return early;
}
