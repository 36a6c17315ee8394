import type { HttpProxyOptions } from "./bootstrap.ts";
import type { Bootstrap } from "./bootstrap-types.ts";

/** A proxy and how to run it. */
export interface StartOptions extends Partial<HttpProxyOptions> {
  /** `envoy`: a process of this machine. `docker`: a container. Default: `envoy`. */
  engine?: "envoy" | "docker";
  /** Version of Envoy, minor (`1.39`) or full. Default: the one that {@link findEnvoy} gives. */
  version?: string;
  /** Worker threads; each has VMs of its own. Default: 1, so that what a plugin remembers does not depend on chance. */
  concurrency?: number;
  /** Level of all loggers. Default: `info`. */
  logLevel?: string;
  /** Levels of single loggers, such as `wasm:trace,http:debug`. */
  componentLogLevel?: string;
  /** A configuration of one's own, instead of one made from the other options. Its admin address is replaced. */
  bootstrap?: Bootstrap;
  /** Further words on Envoy's command line. */
  args?: readonly string[];
  /** Make the plugins replaceable while Envoy runs ({@link RunningEnvoy.replacePlugin}). Default: false. */
  ecds?: boolean;
  /** Leave the run directory when Envoy has ended. Default: false. */
  keepRunDirectory?: boolean;
}
