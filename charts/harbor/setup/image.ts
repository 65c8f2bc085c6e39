/**
 * The image that runs the script: Python with its standard library, nothing else is needed. The digest is that of the
 * index, the same on every platform.
 */
export const HARBOR_SETUP_IMAGE =
  'docker.io/library/python:3.13.14-alpine3.24@sha256:399babc8b49529dabfd9c922f2b5eea81d611e4512e3ed250d75bd2e7683f4b0';
