import { defineCommand } from "../framework/command.ts";
import { registryOptions } from "../image/options.ts";

export const login = defineCommand({
  name: "login",
  summary: "Log in to a registry",
  description:
    "Asks the registry whether it knows the user, and keeps the credentials where Docker does: in its credential helper, else in its file, so that Docker, oras, crane and cosign know them, too. Only the standard input takes a password, so that it stands in no list of processes.",
  arguments: { registry: { description: "Its host, with the port where it has one; docker.io where none is given" } },
  options: {
    username: {
      kind: "text",
      short: "u",
      placeholder: "NAME",
      description: "Name of the user",
      env: "MESH_WASM_REGISTRY_USERNAME",
    },
    passwordStdin: { kind: "flag", description: "Read the password or token from the standard input" },
    ...registryOptions,
  },
  examples: [
    { title: "With questions", command: "mesh-wasm login ghcr.io" },
    { title: "In a script", command: 'echo "$TOKEN" | mesh-wasm login ghcr.io --username ana --password-stdin' },
  ],
  async run(ctx, args) {
    const { loginTo } = await import("../image/login-to.ts");
    return { result: await loginTo(ctx, args) };
  },
  render: ({ registry, username, keptIn }) => `${username} is logged in to ${registry}, kept in ${keptIn}\n`,
});
