import type { DirectoryRenderer } from './renderer';
import { notRendered } from './rendering';

/** A directory that a config management plugin renders. */
export const plugin: DirectoryRenderer = {
  render: () => notRendered('a config management plugin renders it'),
};
