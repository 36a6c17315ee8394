import * as v from "valibot";
import { type Context, MeshWasmError } from "../../core/index.ts";
import type { Credentials } from "../remote/credentials.ts";

const answer = v.object({ Username: v.string(), Secret: v.string() });

/** What helpers say where they have nothing. */
const nothingFound = /credentials not found/i;

/**
 * Asks a helper of Docker, such as `docker-credential-osxkeychain`, for credentials (github.com/docker/docker-credential-helpers).
 * Undefined where it has none.
 *
 * @throws MeshWasmError MW0718 where it cannot be run or fails
 */
export async function getFromHelper(
  ctx: Pick<Context, "spawn" | "env">,
  helper: string,
  key: string,
): Promise<Credentials | undefined> {
  const { status, stdout } = await runHelper(ctx, helper, "get", key);
  if (status !== 0) {
    if (nothingFound.test(stdout)) return undefined;
    throw failed(helper, "get", stdout);
  }
  const parsed = v.safeParse(answer, jsonOf(stdout));
  if (!parsed.success) throw failed(helper, "get", "its answer is not the JSON that helpers give");
  const { Username, Secret } = parsed.output;
  if (Username === "<token>") return { kind: "identity token", token: Secret };
  return { kind: "basic", username: Username, password: Secret };
}

/** @throws MeshWasmError MW0718 */
export async function storeInHelper(
  ctx: Pick<Context, "spawn" | "env">,
  helper: string,
  key: string,
  { username, password }: { username: string; password: string },
): Promise<void> {
  const input = JSON.stringify({ ServerURL: key, Username: username, Secret: password });
  const { status, stdout } = await runHelper(ctx, helper, "store", input);
  if (status !== 0) throw failed(helper, "store", stdout);
}

/** Forgets credentials; whether there were any. */
export async function eraseInHelper(
  ctx: Pick<Context, "spawn" | "env">,
  helper: string,
  key: string,
): Promise<boolean> {
  const { status, stdout } = await runHelper(ctx, helper, "erase", key);
  if (status === 0) return true;
  if (nothingFound.test(stdout)) return false;
  throw failed(helper, "erase", stdout);
}

function runHelper(
  ctx: Pick<Context, "spawn" | "env">,
  helper: string,
  action: string,
  input: string,
): Promise<{ status: number; stdout: string }> {
  return new Promise((resolve, reject) => {
    const program = `docker-credential-${helper}`;
    const child = ctx.spawn(program, [action], {
      env: ctx.env as NodeJS.ProcessEnv,
      stdio: ["pipe", "pipe", "ignore"],
    });
    let stdout = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.on("error", (error) => reject(failed(helper, action, error.message, error)));
    child.on("close", (status) => resolve({ status: status ?? 1, stdout }));
    child.stdin?.on("error", () => {}); // it has ended without reading
    child.stdin?.end(input);
  });
}

function failed(helper: string, action: string, words: string, cause?: unknown): MeshWasmError {
  return new MeshWasmError("MW0718", `docker-credential-${helper} ${action} failed`, {
    details: [words.trim()],
    cause,
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
