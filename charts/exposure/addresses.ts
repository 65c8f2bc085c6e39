import type { IConstruct } from 'constructs';
import { ClusterScope } from '../cluster-scope';

/** Where something is reached, other than on a port of every node. */
export interface AddressClaim {
  /** What is there, for people: `Argo CD`. */
  readonly service: string;
  /** Where people go: `https://argocd.example.com`. */
  readonly url: string;
  /** Who claims it. */
  readonly construct: IConstruct;
  /** The host and path of an Ingress or a route, as one text; two cannot have the same. @default - it has none */
  readonly route?: string;
  /** The address of a Service of type LoadBalancer that is asked for. @default - any */
  readonly loadBalancer?: string;
  /** Where the credential lives; never the credential. @default - there is none */
  readonly credential?: string;
  /** How people get there, where the URL alone does not say it. @default - by the URL */
  readonly how?: string;
}

/** Every address of a cluster by which people reach something. One address has one owner. */
export class Addresses {
  private readonly claimed: AddressClaim[] = [];

  /** Those of the cluster that a construct belongs to. */
  static of(construct: IConstruct): Addresses {
    const cluster = ClusterScope.of(construct);
    return cluster.registry('Addresses', () => {
      const ledger = new Addresses();
      cluster.addValidation(() => ledger.errors());
      return ledger;
    });
  }

  /** Claims an address. One that is claimed twice is an error of the synth. */
  claim(claim: AddressClaim): void {
    this.claimed.push(claim);
  }

  /** All claims, by what is there. */
  get claims(): readonly AddressClaim[] {
    return [...this.claimed].sort((a, b) => (a.service < b.service ? -1 : 1));
  }

  private errors(): string[] {
    const owners = new Map<string, AddressClaim>();
    return this.claimed.flatMap((claim) => {
      const keys = [
        ...(claim.route === undefined
          ? []
          : [{ key: claim.route.toLowerCase(), what: `The address ${claim.route}`, cure: 'host' }]),
        ...(claim.loadBalancer === undefined
          ? []
          : [
              {
                key: `lb ${claim.loadBalancer}`,
                what: `The LoadBalancer address ${claim.loadBalancer}`,
                cure: 'address',
              },
            ]),
      ];
      return keys.flatMap(({ key, what, cure }) => {
        const other = owners.get(key);
        if (!other) {
          owners.set(key, claim);
          return [];
        }
        return [`${what} is claimed by ${describe(other)} and by ${describe(claim)}: give one of them another ${cure}`];
      });
    });
  }
}

function describe({ service, construct }: AddressClaim): string {
  return `${service} [${construct.node.path}]`;
}
