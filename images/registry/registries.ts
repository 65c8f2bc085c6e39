import { DockerCredentials } from './docker-credentials';
import { Registry } from './registry';
import type { RetryOptions } from './retry';

/** The registries of one run: one client each, so that tokens are asked for once. */
export class Registries {
  private readonly clients = new Map<string, Registry>();
  private credentials?: DockerCredentials;

  /** @param plainHttp names of the registries that are declared to speak plain HTTP */
  constructor(
    private readonly plainHttp: ReadonlySet<string>,
    private readonly retry?: RetryOptions,
  ) {}

  /** The client of a registry. */
  for(name: string): Registry {
    let client = this.clients.get(name);
    if (!client) {
      client = new Registry(name, {
        // Read only when a registry asks for credentials: public ones never do.
        credentials: (registry) => {
          this.credentials ??= DockerCredentials.load();
          return this.credentials.for(registry);
        },
        isPlainHttp: (registry) => this.plainHttp.has(registry),
        retry: this.retry,
      });
      this.clients.set(name, client);
    }
    return client;
  }
}
