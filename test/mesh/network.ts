import { runProcess, startProcess } from "../support/run-process.ts";
import { type Started, starting } from "./starting.ts";

// Meshes are of many machines, whose proxies all listen on the same ports: here each has a network namespace of its own, on a bridge.

/** A bridge, and the hosts on it. */
export interface Network extends AsyncDisposable {
  /** The address of the test's own processes on it. */
  readonly address: string;
  addHost(): Promise<Host>;
}

/** A host with a network and mounts of its own. */
export interface Host {
  readonly address: string;
  /** The words of a command that runs another one there, in a folder. */
  within(folder: string): readonly [string, ...string[]];
}

let networks = 0;

/** Makes a network, whose hosts go with it. */
export function makeNetwork(): Promise<Network> {
  return starting(async (started) => {
    networks++;
    // Apart from those of the tests that run beside these
    const worker = Number(process.env["VITEST_POOL_ID"] ?? 0) % 100;
    const bridge = `mesh${worker}-${networks}`;
    const subnet = `10.${100 + worker}.${networks}`;
    const address = `${subnet}.1`;
    await ip("link", "add", bridge, "type", "bridge");
    started.use({ [Symbol.asyncDispose]: () => ip("link", "delete", bridge) });
    await ip("address", "add", `${address}/24`, "dev", bridge);
    await ip("link", "set", bridge, "up");
    let hosts = 1;
    return {
      address,
      addHost() {
        hosts++;
        return makeHost(started, { bridge, cable: `${bridge}-${hosts}`, address: `${subnet}.${hosts}` });
      },
    };
  });
}

interface Place {
  bridge: string;
  cable: string;
  address: string;
}

/** Makes a host. */
async function makeHost(started: Started, { bridge, cable, address }: Place): Promise<Host> {
  // Namespaces last as long as somebody is in them
  const holder = startProcess("unshare", ["--net", "--mount", "sh", "-c", "echo here; exec sleep infinity"]);
  started.use({
    async [Symbol.asyncDispose]() {
      holder.child.kill("SIGKILL");
      await holder.finished;
    },
  });
  await holder.until("stdout", /here/);
  const id = String(holder.child.pid);
  const enter = ["--target", id, "--net", "--mount"];
  await ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", id);
  await ip("link", "set", cable, "master", bridge, "up");
  const there = `ip link set lo up && ip address add ${address}/24 dev eth0 && ip link set eth0 up`;
  await runProcess("nsenter", [...enter, "sh", "-c", there]);
  return { address, within: (folder) => ["nsenter", ...enter, `--wdns=${folder}`, "--"] };
}

async function ip(...words: string[]): Promise<void> {
  await runProcess("ip", words);
}
