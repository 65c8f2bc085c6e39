export type { ImageMirror } from './image-mirror';
export type * from './registry-host';
export { REGISTRY_HOSTS_IMAGE, RegistryHosts, type RegistryHostsProps } from './registry-hosts';
