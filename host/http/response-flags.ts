/** Why a response is not the upstream's, as bits: Envoy's `ResponseFlag`, with the letters of its access log. */
export const ResponseFlag = {
  /** UH */ NoHealthyUpstream: 0x2,
  /** UT */ UpstreamRequestTimeout: 0x4,
  /** LR */ LocalReset: 0x8,
  /** UR */ UpstreamRemoteReset: 0x10,
  /** UF */ UpstreamConnectionFailure: 0x20,
  /** UC */ UpstreamConnectionTermination: 0x40,
  /** NR */ NoRouteFound: 0x100,
  /** DC */ DownstreamConnectionTermination: 0x4000,
  /** URX */ UpstreamRetryLimitExceeded: 0x8000,
  /** SI */ StreamIdleTimeout: 0x10000,
  /** DPE */ DownstreamProtocolError: 0x40000,
  /** UPE */ UpstreamProtocolError: 0x800000,
  /** NC */ NoClusterFound: 0x1000000,
  /** DR */ DownstreamRemoteReset: 0x10000000,
} as const;

const letters: readonly (readonly [flag: number, letters: string])[] = [
  [ResponseFlag.NoHealthyUpstream, "UH"],
  [ResponseFlag.UpstreamConnectionFailure, "UF"],
  [ResponseFlag.NoRouteFound, "NR"],
  [ResponseFlag.UpstreamRequestTimeout, "UT"],
  [ResponseFlag.LocalReset, "LR"],
  [ResponseFlag.UpstreamRemoteReset, "UR"],
  [ResponseFlag.UpstreamConnectionTermination, "UC"],
  [ResponseFlag.DownstreamConnectionTermination, "DC"],
  [ResponseFlag.UpstreamRetryLimitExceeded, "URX"],
  [ResponseFlag.StreamIdleTimeout, "SI"],
  [ResponseFlag.DownstreamProtocolError, "DPE"],
  [ResponseFlag.UpstreamProtocolError, "UPE"],
  [ResponseFlag.NoClusterFound, "NC"],
  [ResponseFlag.DownstreamRemoteReset, "DR"],
];

/** The letters of `%RESPONSE_FLAGS%`, `-` for none. */
export function flagLetters(flags: number): string {
  const set = letters.filter(([flag]) => (flags & flag) !== 0).map(([, text]) => text);
  return set.length > 0 ? set.join(",") : "-";
}
