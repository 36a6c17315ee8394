import type { CatalogueEntry } from "./entry.ts";

/** 06xx: Envoy in Docker. */
export const dockerErrors = {
  MW0601: {
    title: "No Docker engine answers",
    cause: "Neither DOCKER_HOST nor the default socket leads to a running Docker engine.",
    fix: "Start Docker, or use `--engine envoy`, which needs none.",
    exitCode: 4,
  },
  MW0602: {
    title: "The package testcontainers is missing",
    cause: "mesh-wasm runs containers through testcontainers, which is an optional peer dependency.",
    fix: "Run `npm install --save-dev testcontainers@11`.",
    exitCode: 4,
  },
  MW0603: {
    title: "There is no Envoy image",
    cause:
      "Docker has no image of this version of Envoy, cannot pull one, and this machine has no Linux binary to build one from.",
    fix: "Name an image that Docker has or can pull in MESH_WASM_ENVOY_IMAGE.",
    exitCode: 4,
  },
  MW0604: {
    title: "The Envoy image could not be built",
    cause: "The Docker engine refused to build an image from the Envoy binary of this machine.",
    fix: "Read Docker's words above, or name a ready image in MESH_WASM_ENVOY_IMAGE.",
    exitCode: 4,
  },
  MW0605: {
    title: "The container does not start",
    cause: "The Docker engine refused to create or start the container.",
    fix: "Read Docker's words above.",
    exitCode: 4,
  },
} as const satisfies Record<string, CatalogueEntry>;
