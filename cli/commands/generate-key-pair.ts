import { relative } from "node:path";
import { defineCommand } from "../framework/command.ts";

export const generateKeyPair = defineCommand({
  name: "generate-key-pair",
  knownAs: ["generate-key", "keygen"],
  summary: "Make a pair of keys to sign images with",
  description:
    "Makes a private key, encrypted with a password, and the public key that goes with it: ECDSA P-256, in the files and the format of `cosign generate-key-pair`. Who has the private key and its password can sign; the public key is for everybody who verifies. The password is that of MESH_WASM_KEY_PASSWORD or COSIGN_PASSWORD, or is asked for. Files that are there stay.",
  options: {
    output: {
      kind: "text",
      short: "o",
      placeholder: "NAME",
      description: "Path of the files, without .key and .pub",
      default: "cosign",
      complete: "files",
    },
    force: { kind: "flag", short: "f", description: "Replace files that are there" },
  },
  examples: [
    { title: "cosign.key and cosign.pub, with a question for the password", command: "mesh-wasm generate-key-pair" },
    {
      title: "In a script",
      command: 'MESH_WASM_KEY_PASSWORD="$SECRET" mesh-wasm generate-key-pair --output keys/release',
    },
  ],
  async run(ctx, args) {
    const { writeKeyPair } = await import("../image/write-key-pair.ts");
    return { result: await writeKeyPair(ctx, args) };
  },
  render: ({ privateKey, publicKey, key }, ctx) =>
    `${relative(ctx.cwd, privateKey)}  private: keep it to yourself\n${relative(ctx.cwd, publicKey)}  public, sha256:${key}\n`,
});
