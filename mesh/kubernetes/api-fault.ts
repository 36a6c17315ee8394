import { MeshWasmError } from "../../core/index.ts";

/** What an API server answered in place of what it was asked for. */
interface Status {
  message?: string;
  details?: { causes?: { message?: string; field?: string }[] };
}

/**
 * The answer of an API server as an error.
 *
 * @param what What was to be done: `apply WasmPlugin shop/canary`.
 */
export function apiFault(what: string, status: number, text: string): MeshWasmError {
  const { message = text.trim(), details } = statusOf(text);
  const causes = details?.causes ?? [];
  if (status === 401) return new MeshWasmError("MW0922", `the cluster does not let you in to ${what}`);
  if (status === 403) return new MeshWasmError("MW0923", `you may not ${what}`, { details: [message] });
  if (status === 409 && causes.length > 0) {
    const lines = causes.map((cause) => `${cause.field}: ${cause.message?.replaceAll(/[\\"]/g, "")}`);
    return new MeshWasmError("MW0924", `cannot ${what}: others manage some of its fields`, { details: lines });
  }
  // 500 is also how it refuses a field that a definition does not have
  if (status > 500 || status === 429) {
    return new MeshWasmError("MW0920", `the API server cannot ${what} now (${status})`, { details: [message] });
  }
  return new MeshWasmError("MW0925", `the API server refuses to ${what}`, { details: [message] });
}

function statusOf(text: string): Status {
  try {
    return JSON.parse(text) as Status;
  } catch {
    return {};
  }
}
