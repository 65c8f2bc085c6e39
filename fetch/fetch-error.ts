import { oneLine } from '../images/foreign-text';

/** Why something could not be fetched: a part of a sentence, with what to do where there is something. */
export class FetchError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    // Much of it is what a server said.
    super(oneLine(message), options);
    this.name = 'FetchError';
  }
}
