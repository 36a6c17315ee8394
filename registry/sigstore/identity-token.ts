import { decodeJwt } from "jose";
import * as v from "valibot";
import { MeshWasmError } from "../../core/index.ts";

/** What sigstore's authority looks at; a provider may say more. */
const form = v.looseObject({
  iss: v.string(),
  sub: v.string(),
  exp: v.optional(v.number()),
  email: v.optional(v.string()),
  email_verified: v.optional(v.union([v.boolean(), v.literal("true"), v.literal("false")])),
});

/** Whether a text is a token, and not the path of a file with one: it begins with JSON in base64. */
export function isIdentityToken(text: string): boolean {
  return text.startsWith("eyJ");
}

/**
 * Looks whether a token can be used, before it is sent anywhere. Whether it is genuine is for the authority to say. No message
 * holds any of it: whoever has it can sign in somebody's name.
 *
 * @param name Where it comes from, for messages.
 * @param now In milliseconds.
 * @throws MeshWasmError MW0811
 */
export function checkIdentityToken(text: string, name: string, now: number): string {
  const value = text.trim();
  const claims = claimsOf(value, name);
  if (claims.exp !== undefined && claims.exp * 1000 <= now) {
    throw unusable(name, `has expired at ${new Date(claims.exp * 1000).toISOString()}`);
  }
  if (claims.email !== undefined && !isTrue(claims.email_verified))
    throw unusable(name, `is for the address ${claims.email}, which its issuer has not confirmed`);
  return value;
}

function claimsOf(value: string, name: string): v.InferOutput<typeof form> {
  let claims: unknown;
  try {
    claims = decodeJwt(value);
  } catch {
    claims = undefined;
  }
  if (claims === undefined) throw unusable(name, "is no JSON Web Token");
  const result = v.safeParse(form, claims);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw unusable(name, `has no claim \`${v.getDotPath(issue) ?? ""}\` of the kind that is needed`);
}

function isTrue(claim: boolean | string | undefined): boolean {
  return claim === true || claim === "true";
}

function unusable(name: string, why: string): MeshWasmError {
  return new MeshWasmError("MW0811", `the identity token ${name} ${why}`);
}
