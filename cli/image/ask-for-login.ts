import { password, text } from "@clack/prompts";
import { answered } from "./answered.ts";

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
