import { chmod, constants, copyFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Context, MeshWasmError } from "../../core/index.ts";
import { runProgram } from "../run-program.ts";

/** Where systems keep the certificates of authorities that they trust. */
const certificates = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

/**
 * Makes a root filesystem around an Envoy binary: the binary, the libraries of this machine that it is linked to, and the
 * few files that Envoy looks for.
 *
 * @throws MeshWasmError MW0603 when the binary's libraries cannot be told.
 */
export async function makeRootFilesystem(ctx: Context, binary: string, root: string): Promise<void> {
  await copy(binary, join(root, "usr/local/bin/envoy"), 0o755);
  for (const library of await librariesOf(ctx, binary)) await copy(library, join(root, library), 0o755);
  await copyFirst(certificates, join(root, "etc/ssl/certs/ca-certificates.crt"));
  await write(root, "etc/passwd", "root:x:0:0:root:/:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/:/sbin/nologin\n");
  await write(root, "etc/group", "root:x:0:\nnonroot:x:65532:\n");
  await write(root, "etc/nsswitch.conf", "hosts: files dns\n");
  await mkdir(join(root, "etc/envoy"), { recursive: true });
  await mkdir(join(root, "tmp"));
  await chmod(join(root, "tmp"), 0o1777);
}

/** The shared libraries of a program, and the loader that its interpreter entry names. */
async function librariesOf(ctx: Context, binary: string): Promise<string[]> {
  const { exitCode, stdout, stderr } = await runProgram(ctx, "ldd", [binary]).catch((cause) => {
    throw new MeshWasmError("MW0603", `the libraries of ${binary} cannot be told without ldd`, { cause });
  });
  if (exitCode !== 0) {
    const details = stderr.trim().split("\n");
    throw new MeshWasmError("MW0603", `${binary} is no program that ldd knows the libraries of`, { details });
  }
  return stdout.split("\n").flatMap((line) => /(?:=> |^\s*)(\/\S+) \(0x/.exec(line)?.[1] ?? []);
}

async function copy(from: string, to: string, mode: number): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  await chmod(to, mode);
}

async function copyFirst(candidates: readonly string[], to: string): Promise<void> {
  for (const candidate of candidates) {
    const copied = await copy(candidate, to, 0o644).then(
      () => true,
      () => false,
    );
    if (copied) return;
  }
}

async function write(root: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text, { mode: 0o644 });
}
