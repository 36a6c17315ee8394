import { password } from "@clack/prompts";
import { answered } from "./answered.ts";

/** Asks for the password of a key, which is not shown; for that of a new one twice. */
export async function askForKeyPassword(file: string, isNew: boolean): Promise<string> {
  if (!isNew) return answered(await password({ message: `Password of ${file}` })) ?? "";
  const first = answered(
    await password({
      message: `Password for ${file}`,
      validate: (value) => (value ? undefined : "this cannot be empty"),
    }),
  );
  const validate = (value: string | undefined) => (value === first ? undefined : "this is not the same");
  return answered(await password({ message: "The same again", validate }));
}
