import type { ContainerRuntimeClient, ImageName } from "testcontainers";
import { MeshWasmError } from "../../core/index.ts";

/** What of testcontainers is used: it finds the Docker engine and knows how to log in to registries. */
export interface Docker {
  client: ContainerRuntimeClient;
  imageName(text: string): ImageName;
}

/** Docker's own client: everything that the engine can do. */
export type Dockerode = ContainerRuntimeClient["container"]["dockerode"];

export type Container = ReturnType<Dockerode["getContainer"]>;

/**
 * Connects to the Docker engine.
 *
 * @throws MeshWasmError MW0602 when testcontainers is not installed, MW0601 when no engine answers.
 */
export async function connectDocker(): Promise<Docker> {
  const { getContainerRuntimeClient, ImageName } = await loadTestcontainers();
  try {
    const client = await getContainerRuntimeClient();
    return { client, imageName: (text) => ImageName.fromString(text) };
  } catch (cause) {
    throw new MeshWasmError("MW0601", "no Docker engine answers", { details: [messageOf(cause)], cause });
  }
}

/** What an error of Docker's client says, in Docker's words where there are any. */
export function messageOf(error: unknown): string {
  const { reason, json, message } = error as { reason?: string; json?: { message?: string }; message?: string };
  return json?.message ?? message ?? reason ?? String(error);
}

async function loadTestcontainers(): Promise<typeof import("testcontainers")> {
  try {
    return await import("testcontainers");
  } catch (cause) {
    throw new MeshWasmError("MW0602", "the package testcontainers cannot be loaded", {
      details: [messageOf(cause)],
      cause,
    });
  }
}
