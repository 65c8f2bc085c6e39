import { applicationHealth } from './argocd';

const { lauxlib, lua, lualib, to_luastring: text } = require('fengari');

/**
 * Runs the script as Argo CD does: the object is the global `obj`, the result a table. (Argo CD's Lua is gopher-lua 5.1.) It has
 * no library but that for tables, and `os` only where a script requires it.
 */
function health(obj: object): { status: string; message: string } {
  const state = lauxlib.luaL_newstate();
  lualib.luaL_openlibs(state);
  const script = `obj = ${luaTable(obj)}\nos, string, math, io = nil\n${applicationHealth()}`;
  if (lauxlib.luaL_dostring(state, text(script))) throw new Error(lua.lua_tojsstring(state, -1));
  const field = (name: string) => {
    lua.lua_getfield(state, -1, text(name));
    const value = lua.lua_tojsstring(state, -1);
    lua.lua_pop(state, 1);
    return value;
  };
  return { status: field('status'), message: field('message') };
}

function luaTable(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `{ ${value.map(luaTable).join(', ')} }`;
  return `{ ${Object.entries(value)
    .map(([key, v]) => `[${JSON.stringify(key)}] = ${luaTable(v)}`)
    .join(', ')} }`;
}

const automated = { syncPolicy: { automated: { prune: true } } };
const failing = (type: string) => ({ conditions: [{ type, message: 'why' }] });
/** A time as Kubernetes writes it, so many seconds before now. */
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString().replace(/\.\d+/, '');
const ok = { health: { status: 'Healthy' }, sync: { status: 'Synced' } };

test.each([
  ['a child that was never looked at', { spec: {} }, 'Progressing'],
  ['a child without a health yet', { spec: {}, status: { sync: { status: 'Unknown' } } }, 'Progressing'],
  [
    'a child whose repository cannot be read, so that it will never be synced',
    {
      spec: automated,
      status: { sync: { status: 'Unknown' }, health: { status: 'Healthy' }, ...failing('ComparisonError') },
    },
    'Degraded',
  ],
  [
    'a child whose project does not permit its source',
    {
      spec: automated,
      status: { sync: { status: 'Unknown' }, health: { status: 'Unknown' }, ...failing('InvalidSpecError') },
    },
    'Degraded',
  ],
  [
    'a child that only has a warning',
    {
      spec: automated,
      status: { ...ok, ...failing('OrphanedResourceWarning'), operationState: { phase: 'Succeeded' } },
    },
    'Healthy',
  ],
  [
    'a child of which nothing is there because its sync failed',
    {
      spec: automated,
      status: { sync: { status: 'OutOfSync' }, health: { status: 'Missing' }, operationState: { phase: 'Failed' } },
    },
    'Degraded',
  ],
  [
    'a child that is in sync although its last try failed',
    { spec: automated, status: { ...ok, operationState: { phase: 'Failed' } } },
    'Healthy',
  ],
  [
    'a child that has just begun to start',
    {
      spec: automated,
      status: { sync: { status: 'Synced' }, health: { status: 'Progressing', lastTransitionTime: ago(200) } },
    },
    'Progressing',
  ],
  [
    'a child that has been starting for more than five minutes',
    {
      spec: automated,
      status: { sync: { status: 'Synced' }, health: { status: 'Progressing', lastTransitionTime: ago(400) } },
    },
    'Degraded',
  ],
  [
    'a child that is long there, and whose sync has run for a minute',
    {
      metadata: { creationTimestamp: ago(9000) },
      spec: automated,
      status: { ...ok, operationState: { phase: 'Running', startedAt: ago(60) } },
    },
    'Progressing',
  ],
  [
    'a child whose sync waits and waits',
    {
      metadata: { creationTimestamp: ago(9000) },
      spec: automated,
      status: { ...ok, operationState: { phase: 'Running', startedAt: ago(400) } },
    },
    'Degraded',
  ],
  [
    'a child that waits for a person, for however long',
    {
      metadata: { creationTimestamp: ago(9000) },
      spec: {},
      status: { sync: { status: 'OutOfSync' }, health: { status: 'Missing' } },
    },
    'Missing',
  ],
  [
    'a child that looks Healthy because nothing of it is there yet',
    { spec: automated, status: { ...ok, sync: { status: 'OutOfSync' } } },
    'Progressing',
  ],
  [
    'a child that is Degraded while its sync runs',
    { spec: automated, status: { ...ok, health: { status: 'Degraded' }, operationState: { phase: 'Running' } } },
    'Progressing',
  ],
  [
    'a child whose sync failed',
    { spec: automated, status: { ...ok, health: { status: 'Degraded' }, operationState: { phase: 'Failed' } } },
    'Degraded',
  ],
  ['a child that is done', { spec: automated, status: { ...ok, operationState: { phase: 'Succeeded' } } }, 'Healthy'],
  ['a child that was adopted in sync, without a sync', { spec: automated, status: ok }, 'Healthy'],
  [
    'a child that differs after a sync, as one with an autoscaler always does',
    { spec: automated, status: { ...ok, sync: { status: 'OutOfSync' }, operationState: { phase: 'Succeeded' } } },
    'Healthy',
  ],
  [
    'a child whose first sync has just ended, and which looks as it did when nothing of it was there',
    {
      spec: automated,
      status: {
        ...ok,
        sync: { status: 'OutOfSync' },
        reconciledAt: ago(9),
        operationState: { phase: 'Succeeded', startedAt: ago(8), finishedAt: ago(7) },
      },
    },
    'Progressing',
  ],
  [
    'a child that differs when it was looked at after its sync',
    {
      spec: automated,
      status: {
        ...ok,
        sync: { status: 'OutOfSync' },
        reconciledAt: ago(6),
        operationState: { phase: 'Succeeded', startedAt: ago(8), finishedAt: ago(7) },
      },
    },
    'Healthy',
  ],
  ['a child that is synced by hand', { spec: {}, status: { ...ok, sync: { status: 'OutOfSync' } } }, 'Healthy'],
  [
    'a child whose automation is switched off',
    { spec: { syncPolicy: { automated: { enabled: false } } }, status: { ...ok, sync: { status: 'OutOfSync' } } },
    'Healthy',
  ],
])('the parent sees %s as it should', (_name, obj, status) => {
  expect(health(obj).status).toBe(status);
});

test('the message of the child reaches the parent', () => {
  expect(health({ spec: {}, status: { ...ok, health: { status: 'Degraded', message: 'no image' } } })).toEqual({
    status: 'Degraded',
    message: 'no image',
  });
});
