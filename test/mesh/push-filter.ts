import { readFile } from "node:fs/promises";
import { startDockerRegistry, type TestRegistry } from "../../registry/fixtures/docker-registry.ts";
import { open } from "../../registry/fixtures/open.ts";
import { copyImage, type Digest, packImage } from "../../registry/index.ts";
import { builtFilter } from "../support/cli.ts";
import type { Network } from "./network.ts";

/** Starts a registry that the hosts of a network reach. */
export function startMeshRegistry(network: Network): Promise<TestRegistry> {
  return startDockerRegistry("plain", undefined, network.address);
}

/** Pushes a ready-made filter. Gives the image's name, and its digest. */
export async function pushFilter(filter: string, { host }: TestRegistry): Promise<{ name: string; digest: Digest }> {
  const content = { files: new Map(), annotations: {}, rootIds: [filter], abi: "0.2.1" };
  const image = packImage({ ...content, module: await readFile(builtFilter(filter)) }, "compat");
  const repository = `filters/${filter}`;
  await copyImage(image, image.digest, open({ host }, repository, { plainHttp: true }), "1.0.0");
  return { name: `${host}/${repository}`, digest: image.digest };
}
