import { type ErrorCode, MeshWasmError } from "../../core/index.ts";
import type { SignedBy, Trust } from "./trust.ts";

/** What says most about a bundle is what its error tells. */
const byWeight: readonly ErrorCode[] = ["MW0803", "MW0815", "MW0814", "MW0804", "MW0805", "MW0806", "MW0802"];

/** Trusts several: whoever one of them trusts. */
export function trustAny(trusts: readonly Trust[]): Trust {
  return {
    names: trusts.map(({ names }) => names).join(" or "),
    async judge(bundle, name): Promise<SignedBy> {
      const refused: MeshWasmError[] = [];
      for (const trust of trusts) {
        try {
          return await trust.judge(bundle, name);
        } catch (error) {
          if (!(error instanceof MeshWasmError)) throw error;
          refused.push(error);
        }
      }
      const [first] = heaviestFirst(refused);
      throw first ?? new MeshWasmError("MW0802", `${name} was made by somebody, and nobody is trusted`);
    },
  };
}

/** Errors about signatures in the order in which they matter. */
export function heaviestFirst(errors: readonly MeshWasmError[]): MeshWasmError[] {
  return [...errors].sort((a, b) => byWeight.indexOf(a.code) - byWeight.indexOf(b.code));
}
