import { readFile } from "node:fs/promises";
import { startDockerRegistry, type TestRegistry, user } from "../../registry/fixtures/docker-registry.ts";
import { open } from "../../registry/fixtures/open.ts";
import { copyImage, type Digest, packImage } from "../../registry/index.ts";
import { builtFilter } from "../support/cli.ts";
import type { Network } from "./network.ts";

const own = { kind: "basic", username: user.name, password: user.password } as const;

/** Starts a registry that the hosts of a network reach. */
export function startMeshRegistry(network: Network, access: "plain" | "secured" = "plain"): Promise<TestRegistry> {
  return startDockerRegistry(access, undefined, network.address);
}

/** Pushes a ready-made filter. Gives the image's name, and its digest. */
export async function pushFilter(filter: string, registry: TestRegistry): Promise<{ name: string; digest: Digest }> {
  const { host, caFile } = registry;
  const content = { files: new Map(), annotations: {}, rootIds: [filter], abi: "0.2.1" };
  const image = packImage({ ...content, module: await readFile(builtFilter(filter)) }, "compat");
  const options = caFile
    ? { ca: [await readFile(caFile, "utf8")], findCredentials: async () => own }
    : { plainHttp: true };
  const repository = `filters/${filter}`;
  await copyImage(image, image.digest, open({ host }, repository, options), "1.0.0");
  return { name: `${host}/${repository}`, digest: image.digest };
}
