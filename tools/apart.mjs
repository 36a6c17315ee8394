// Linux runs programs apart from the rest of the machine: no port is taken there, and nothing of them is left when they end.
import { succeeds } from "./provision.mjs";

const unshare = ["unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"];

/** The words of a command that runs another one with a network, mounts and processes of its own. */
export const apart = [...unshare, "sh", "-c", 'ip link set lo up && "$@"', "sh"];

/** Why this machine cannot; undefined where it can. */
export function withoutApart() {
  const [command, ...words] = apart;
  if (succeeds(command, [...words, "true"])) return undefined;
  return "proxies of meshes need networks of their own: Linux as root, with iproute2 and util-linux";
}
