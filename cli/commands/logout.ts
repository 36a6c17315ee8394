import { defineCommand } from "../framework/command.ts";

export const logout = defineCommand({
  name: "logout",
  summary: "Forget the credentials for a registry",
  description: "Takes the credentials for a registry out of Docker's file and its credential helper.",
  arguments: { registry: { description: "Its host, with the port where it has one; docker.io where none is given" } },
  examples: [
    { title: "Forget a registry", command: "mesh-wasm logout ghcr.io" },
    { title: "Docker Hub", command: "mesh-wasm logout" },
  ],
  async run(ctx, { registry = "docker.io" }) {
    const { eraseCredentials } = await import("../../registry/index.ts");
    const erased = await eraseCredentials(ctx, registry);
    return { result: { registry, erasedFrom: erased?.in ?? null } };
  },
  render: ({ registry, erasedFrom }) =>
    erasedFrom === null
      ? `nobody was logged in to ${registry}\n`
      : `logged out of ${registry}, gone from ${erasedFrom}\n`,
});
