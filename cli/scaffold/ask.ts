import { isCancel, select, text } from "@clack/prompts";
import { MeshWasmError } from "../../core/index.ts";
import { nameFault } from "./filter-name.ts";
import { templates } from "./templates.ts";

/** Asks for what is not known yet. */
export async function askForFilter(known: {
  name: string | undefined;
  template: string | undefined;
}): Promise<{ name: string; template: string }> {
  const name =
    known.name ??
    answered(
      await text({
        message: "Name of the filter",
        placeholder: "jwt-auth",
        validate: (value) => nameFault(value ?? ""),
      }),
    );
  const template =
    known.template ??
    answered(
      await select({
        message: "Start from",
        options: templates.map((entry) => ({ value: entry.name, label: entry.name, hint: entry.summary })),
      }),
    );
  return { name, template };
}

function answered<T>(answer: T): Exclude<T, symbol> {
  if (isCancel(answer)) throw new MeshWasmError("MW0002", "no answer was given");
  return answer as Exclude<T, symbol>;
}
