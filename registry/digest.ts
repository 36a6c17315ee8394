import { createHash } from "node:crypto";
import { MeshWasmError } from "../core/index.ts";

/** The name of content by what is in it: `sha256:` and 64 hexadecimal digits, as the OCI image specification writes it. */
export type Digest = `sha256:${string}`;

const form = /^sha256:[a-f0-9]{64}$/;

/** Whether a text is a digest of the one algorithm that registries have in common. */
export function isDigest(text: string): text is Digest {
  return form.test(text);
}

/**
 * The digest of bytes.
 *
 * @example
 * digestOf(new TextEncoder().encode("{}")); // "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
 */
export function digestOf(bytes: Uint8Array): Digest {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/**
 * Gives the bytes back where they are what was asked for.
 *
 * @param what What they are, for the message: `the manifest of ghcr.io/acme/canary:1.0`.
 * @throws MeshWasmError MW0710 where they are not
 */
export function checked(bytes: Uint8Array, digest: Digest, size: number | undefined, what: string): Uint8Array {
  if (size !== undefined && bytes.length !== size) {
    throw new MeshWasmError("MW0710", `${what} has ${bytes.length} bytes where ${size} were announced`, {
      details: [`digest: ${digest}`],
    });
  }
  const actual = digestOf(bytes);
  if (actual === digest) return bytes;
  throw new MeshWasmError("MW0710", `${what} is not what its digest says`, {
    details: [`asked for: ${digest}`, `got:       ${actual}`],
  });
}
