export { HarborSetup, type HarborSetupProps } from './harbor-setup';
export type * from './project';
export { HARBOR_UPSTREAMS, type HarborProxyCache, type HarborUpstream } from './proxy-cache';
export type * from './retention';
export type { HarborProjectRobot, HarborRobot, HarborSystemRobot } from './robot';
export {
  HARBOR_GATE,
  HARBOR_PROJECT_PERMISSIONS,
  HARBOR_PULL,
  HARBOR_PUSH,
  HARBOR_SYSTEM_PERMISSIONS,
  type HarborProjectPermission,
  type HarborSystemPermission,
} from './robot-permissions';
export { RobotPullSecret, type RobotPullSecretProps, type RobotPullSecretSource } from './robot-pull-secret';
export type * from './schedule';
export type { SecretKeyReference } from './secret-key-reference';
export type { HarborState } from './state';
