import { oneLine } from '../foreign-text';

/** Why a registry could not do what was asked. */
export type RegistryErrorKind =
  | 'unreachable'
  | 'unauthorized'
  | 'not found'
  | 'rate limit'
  | 'server error'
  | 'refused'
  | 'wrong content';

/** A failure at a registry, with a message that says what to do. */
export class RegistryError extends Error {
  constructor(
    readonly kind: RegistryErrorKind,
    message: string,
    /** Whether trying again may help. */
    readonly transient: boolean = false,
    options?: ErrorOptions,
  ) {
    // Much of it is what a server said, and a server may say lines that look like ours, or what steers a terminal.
    super(oneLine(message), options);
    this.name = 'RegistryError';
  }
}
