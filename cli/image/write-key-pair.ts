import { access, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { MeshWasmError, makeFolder, writeFault } from "../../core/index.ts";
import { generateKeyPair } from "../../registry/index.ts";
import type { CommandContext } from "../framework/context.ts";
import { keyPassword } from "./key-password.ts";

/** What `generate-key-pair` was asked for. */
export interface KeyPairArguments {
  output: string;
  force: boolean;
}

/** A pair of keys in files. */
export interface WrittenKeyPair {
  /** Absolute paths. */
  privateKey: string;
  publicKey: string;
  /** SHA-256 of the public key in DER. */
  key: string;
}

/**
 * Makes a pair of keys and writes it to files.
 *
 * @throws MeshWasmError MW0719 where one of the files is there already, MW0103 without a password, MW0108 where they cannot be
 * written
 */
export async function writeKeyPair(ctx: CommandContext, { output, force }: KeyPairArguments): Promise<WrittenKeyPair> {
  const names = { private: `${output}.key`, public: `${output}.pub` };
  const files = { private: resolve(ctx.cwd, names.private), public: resolve(ctx.cwd, names.public) };
  if (!force) {
    await refuseExisting(files.private, names.private);
    await refuseExisting(files.public, names.public);
  }
  const password = await keyPassword(ctx, names.private, true);
  if (password === "") ctx.warn(`${names.private} has no password: whoever has the file can sign with it`);
  const { privateKey, publicKey, id } = await generateKeyPair(password);
  // Where the second cannot be written, the first does no harm
  await writeKey(files.public, names.public, publicKey, 0o644, force);
  await writeKey(files.private, names.private, privateKey, 0o600, force);
  return { privateKey: files.private, publicKey: files.public, key: id };
}

async function refuseExisting(file: string, name: string): Promise<void> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) throw taken(name);
}

/** Made anew in any case, so that nobody reads along who could read the old one. */
async function writeKey(file: string, name: string, pem: string, mode: number, force: boolean): Promise<void> {
  try {
    await makeFolder(dirname(file));
    if (force) await rm(file, { force: true });
    await writeFile(file, pem, { mode, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw taken(name);
    throw writeFault(error, file);
  }
}

function taken(name: string): MeshWasmError {
  return new MeshWasmError("MW0719", `${name} is there already`, {
    details: ["a key that is replaced is lost, with all that it has signed"],
    hint: "choose another name with --output, or replace the keys with --force",
  });
}
