// Linux runs programs apart from the rest of the machine: no port is taken there, and nothing of them is left when they end.
import { succeeds } from "./provision.mjs";

const unshare = ["unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"];

const prepare = "ip link set lo up && mount -t tmpfs tmpfs /mnt && export TMPDIR=/mnt";

/**
 * The words of a command that runs another one with a network, a folder for files of the moment, and processes of its own. It hears
 * no signal but SIGKILL.
 */
export const apart = [...unshare, "sh", "-c", `${prepare} && "$@"`, "sh"];

/** Why this machine cannot; undefined where it can. */
export function withoutApart() {
  const [command, ...words] = apart;
  if (succeeds(command, [...words, "true"])) return undefined;
  return "proxies of meshes need networks of their own: Linux as root, with iproute2 and util-linux";
}
