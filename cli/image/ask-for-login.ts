import { isCancel, password, text } from "@clack/prompts";
import { MeshWasmError } from "../../core/index.ts";

/** Asks for what is not known yet. The password is not shown. */
export async function askForLogin(
  registry: string,
  username: string | undefined,
): Promise<{ username: string; password: string }> {
  const validate = (value: string | undefined) => (value ? undefined : "this cannot be empty");
  const name = username ?? answered(await text({ message: `User of ${registry}`, validate }));
  const secret = answered(await password({ message: "Password or token", validate }));
  return { username: name, password: secret };
}

function answered<T>(answer: T): Exclude<T, symbol> {
  if (isCancel(answer)) throw new MeshWasmError("MW0002", "no answer was given");
  return answer as Exclude<T, symbol>;
}
