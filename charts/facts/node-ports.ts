import type { IConstruct } from 'constructs';
import { ClusterScope } from '../cluster-scope';

/** The default range of Kubernetes' `--service-node-port-range`. */
const NODE_PORT_RANGE = { first: 30000, last: 32767 } as const;

/** One port that is open on every node. */
export interface NodePortClaim {
  /** What is behind it, for people: `Harbor`. */
  readonly service: string;
  /** The port on the nodes, 30000 to 32767. */
  readonly port: number;
  /** Who claims it: a construct path, or a description of a service outside of this platform. */
  readonly owner: string;
  /** Where the credential lives; never the credential. @default - there is none */
  readonly credential?: string;
}

/**
 * Every NodePort of a cluster. A port has one owner: a second Service that asks for it is refused by the API server in the
 * middle of a sync, so two claims refuse to synth, both named.
 */
export class NodePorts {
  private readonly claimed: NodePortClaim[] = [];

  /** The ledger of the cluster that a construct belongs to. */
  static of(construct: IConstruct): NodePorts {
    const cluster = ClusterScope.of(construct);
    return cluster.registry('NodePorts', () => {
      const ledger = new NodePorts();
      cluster.addValidation(() => ledger.errors());
      return ledger;
    });
  }

  /** Claims a port. A port outside of the range, or claimed twice, is an error of the synth. */
  claim(claim: NodePortClaim): void {
    this.claimed.push(claim);
  }

  /** All claims by port. */
  get claims(): readonly NodePortClaim[] {
    return [...this.claimed].sort((a, b) => a.port - b.port);
  }

  private errors(): string[] {
    const errors: string[] = [];
    const owners = new Map<number, NodePortClaim>();
    const { first, last } = NODE_PORT_RANGE;
    for (const claim of this.claimed) {
      const { port } = claim;
      if (!Number.isInteger(port) || port < first || port > last) {
        errors.push(
          `NodePort ${port} of ${describe(claim)} is outside of ${first}-${last}: the API server refuses it; choose one in the range`,
        );
      }
      const other = owners.get(port);
      if (other)
        errors.push(
          `NodePort ${port} is claimed by ${describe(other)} and by ${describe(claim)}: give one of them another port`,
        );
      else owners.set(port, claim);
    }
    return errors;
  }
}

function describe(claim: NodePortClaim): string {
  return `${claim.service} (${claim.owner})`;
}
