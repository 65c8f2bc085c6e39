import { applicationHealth } from './argocd';

const { lauxlib, lua, lualib, to_luastring: text } = require('fengari');

/** Runs the script as Argo CD does: the object is the global `obj`, the result a table. (Argo CD's Lua is gopher-lua 5.1.) */
function health(obj: object): { status: string; message: string } {
  const state = lauxlib.luaL_newstate();
  lualib.luaL_openlibs(state);
  const script = `obj = ${luaTable(obj)}\n${applicationHealth()}`;
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
  return `{ ${Object.entries(value)
    .map(([key, v]) => `[${JSON.stringify(key)}] = ${luaTable(v)}`)
    .join(', ')} }`;
}

const automated = { syncPolicy: { automated: { prune: true } } };
const ok = { health: { status: 'Healthy' }, sync: { status: 'Synced' } };

test.each([
  ['a child that was never looked at', { spec: {} }, 'Progressing'],
  ['a child without a health yet', { spec: {}, status: { sync: { status: 'Unknown' } } }, 'Progressing'],
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
