import { isIP } from "node:net";
import { MeshWasmError } from "../../core/index.ts";

/**
 * The server that gives tokens, as a registry names it. Credentials go there, so it must be reached as safely as the registry,
 * and a registry on the internet cannot send anybody to a machine of the user's own network.
 *
 * @param asked The URL of the request that was refused.
 * @throws MeshWasmError MW0713
 */
export function checkRealm(realm: string | undefined, asked: URL): URL {
  let url: URL;
  try {
    url = new URL(realm ?? "");
  } catch {
    throw refused(asked, `it names ${realm === undefined ? "no server" : JSON.stringify(realm)} for tokens`);
  }
  if (!isAsSafe(url, asked)) {
    throw refused(asked, `it wants credentials to go to ${url.origin}, which is not safe`);
  }
  if (url.username !== "" || url.password !== "")
    throw refused(asked, `it names ${url.origin} with credentials of its own`);
  if (isPrivate(url.hostname) && !isPrivate(asked.hostname)) {
    throw refused(asked, `it wants credentials to go to ${url.host}, which is in a network of your own`);
  }
  return url;
}

/** Whether a place is reached as safely as the one that leads there: never from TLS to anything else, and by HTTP at all. */
export function isAsSafe(next: URL, from: URL): boolean {
  return next.protocol === "https:" || next.protocol === from.protocol;
}

/** Whether a host is this machine, or one of a private network (RFC 1918, RFC 4193) or link, by its address. */
export function isPrivate(hostname: string): boolean {
  return isLoopback(hostname) || isPrivateAddress(hostname.replace(/^\[|\]$/g, ""));
}

/** Whether a host is this machine. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "").toLowerCase();
  if (host === "localhost" || host.endsWith(".localhost") || host === "::1") return true;
  return isIP(host) === 4 && host.startsWith("127.");
}

function isPrivateAddress(address: string): boolean {
  if (isIP(address) === 6) return /^(?:f[cd]|fe[89ab])/i.test(address) || /^::ffff:/i.test(address) || address === "::";
  if (isIP(address) !== 4) return false;
  const [first = 0, second = 0] = address.split(".").map(Number);
  if (first === 10 || first === 0 || (first === 192 && second === 168) || (first === 169 && second === 254))
    return true;
  return first === 172 && second >= 16 && second <= 31;
}

function refused(asked: URL, why: string): MeshWasmError {
  return new MeshWasmError("MW0713", `what ${asked.host} asks for is refused`, { details: [why] });
}
