/** Kinds of calls; the lowest bits of a call's id. */
export const CallKind = { http: 0, grpcCall: 1, grpcStream: 2 } as const;
export type CallKind = (typeof CallKind)[keyof typeof CallKind];

const kindBits = 2;

/** Ids of calls in one VM: HTTP calls have 4, 8 …, gRPC calls 5, 9 …, gRPC streams 6, 10 …, and queries of host names 2, 3 … */
export class CallTokens {
  private readonly last = [0, 0, 0];
  private lastDns = 1;

  next(kind: CallKind): number {
    const count = (this.last[kind] ?? 0) + 1;
    this.last[kind] = count;
    return (count << kindBits) | kind;
  }

  nextDns(): number {
    this.lastDns += 1;
    return this.lastDns;
  }
}

export function kindOf(token: number): number {
  return token & 3;
}
