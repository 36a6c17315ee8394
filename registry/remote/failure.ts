import * as v from "valibot";
import { MeshWasmError } from "../../core/index.ts";
import { HttpFault, type HttpResponse } from "./http-client.ts";

/** How registries tell of errors: `errors` of the OCI distribution specification. */
const errors = v.object({
  errors: v.array(v.object({ code: v.string(), message: v.optional(v.string(), ""), detail: v.optional(v.unknown()) })),
});

const mostLines = 5;
const longestLine = 300;

/**
 * An answer that is not the one that was hoped for, as an error with the registry's own words.
 *
 * @param what What was being done, for the message: `push to ghcr.io/acme/canary`.
 */
export function refused(response: HttpResponse, what: string): MeshWasmError {
  const { status, url } = response;
  const details = [`${url.host} answered ${status}`, ...wordsOf(response)];
  if (status === 401 || status === 403)
    return new MeshWasmError("MW0702", `${url.host} does not let you ${what}`, { details });
  if (status === 429) return new MeshWasmError("MW0708", `${url.host} has had too many requests`, { details });
  return new MeshWasmError("MW0706", `${url.host} does not let you ${what}`, { details });
}

/** A request that got no answer. */
export function unreachable(error: unknown): unknown {
  if (!(error instanceof HttpFault)) return error;
  const { url } = error;
  const details = [error.message];
  if (error.code === "LIMIT") return new MeshWasmError("MW0712", `the answer of ${url.host} is too long`, { details });
  // The server's word on the client's certificate
  if (isTls(error) && /alert/i.test(`${error.code} ${error.message}`)) {
    return new MeshWasmError("MW0702", `${url.host} wants a certificate of yours that it knows`, {
      details,
      hint: "name your certificate and its key with --cert-file and --key-file",
      cause: error,
    });
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME|DEPTH_ZERO/.test(error.code)) {
    return new MeshWasmError("MW0707", `the certificate of ${url.host} cannot be trusted`, { details, cause: error });
  }
  if (isTls(error)) {
    return new MeshWasmError("MW0703", `${url.host} does not speak TLS`, { details, cause: error });
  }
  return new MeshWasmError("MW0705", `${url.host} cannot be reached`, { details, cause: error });
}

function isTls({ code }: HttpFault): boolean {
  return /^(?:EPROTO|ERR_SSL)/.test(code);
}

function wordsOf({ body }: HttpResponse): string[] {
  const text = new TextDecoder().decode(body);
  const parsed = v.safeParse(errors, json(text));
  if (!parsed.success) return [];
  return parsed.output.errors.slice(0, mostLines).map(({ code, message, detail }) => {
    const more =
      detail === undefined || detail === null
        ? ""
        : ` (${typeof detail === "string" ? detail : JSON.stringify(detail)})`;
    return `${code}: ${message}${more}`.slice(0, longestLine);
  });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
