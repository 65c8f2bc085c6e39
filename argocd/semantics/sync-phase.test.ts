import { annotationItems } from './annotation-list';
import { deleteHooks, hookTypes, isHook, isSkipped, syncPhases, syncWave } from './sync-phase';
import { vectors } from './vectors/load';

interface Vectors {
  readonly keys: readonly string[];
  readonly cases: readonly (readonly [
    values: readonly (string | null)[],
    flags: string,
    types: readonly string[],
    phases: readonly string[],
    wave: number,
  ])[];
  readonly options: readonly (readonly [text: string, items: readonly string[] | null])[];
}

const { keys, cases, options } = vectors<Vectors>('hook');

describe('hooks, phases and waves are read as Argo CD reads them', () => {
  test('every vector', () => {
    const wrong = cases.flatMap(([values, ...real]) => {
      const annotations = Object.fromEntries(keys.flatMap((key, i) => (values[i] == null ? [] : [[key, values[i]]])));
      const flags = [isHook(annotations) && 'h', isSkipped(annotations) && 's'];
      const found = [
        flags.filter(Boolean).join(''),
        hookTypes(annotations),
        [...syncPhases(annotations)].sort(),
        syncWave(annotations),
      ];
      return JSON.stringify(found) === JSON.stringify(real) ? [] : [{ annotations, found, real }];
    });
    expect(wrong).toEqual([]);
  });

  test('every vector of options in an annotation', () => {
    for (const [text, items] of options) {
      expect(annotationItems({ key: text }, 'key')).toEqual(items ?? []);
    }
  });

  test('a misspelt hook is silently dropped', () => {
    const annotations = { 'argocd.argoproj.io/hook': 'presync' };
    expect(syncPhases(annotations)).toEqual([]);
  });

  test('an object that runs before deletion may also run in a sync', () => {
    const annotations = { 'argocd.argoproj.io/hook': 'PreDelete, Sync' };
    expect(deleteHooks(annotations)).toEqual(['PreDelete']);
    expect(syncPhases(annotations)).toEqual(['Sync']);
  });
});
