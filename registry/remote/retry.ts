import type { IncomingHttpHeaders } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { HttpFault } from "./http-client.ts";

/** How often something is tried in all. */
export const mostAttempts = 5;
/** The first wait, in milliseconds; each one after it is twice as long. */
const firstWait = 200;
/** The longest that a registry can make anybody wait, in milliseconds. */
const longestWait = 60_000;

/** Answers after which trying again helps: too early, too often, or something failed for the moment. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Whether a status is that of a fault that may pass. */
export function mayPass(status: number): boolean {
  return passing.has(status);
}

/** Whether a request that got no whole answer may succeed when it is sent again: certificates and names do not change so fast. */
export function isPassing(fault: unknown): fault is HttpFault {
  return (
    fault instanceof HttpFault &&
    /^(?:ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|EAI_AGAIN|IDLE|UND_ERR|HPE_|EHOSTUNREACH|ENETUNREACH)/.test(
      fault.code,
    )
  );
}

/** Waits before the next attempt: as long as the registry says, else longer each time, and not all clients at once. */
export async function waitFor(
  attempt: number,
  headers: IncomingHttpHeaders | undefined,
  signal: AbortSignal,
): Promise<void> {
  const said = secondsOf(headers?.["retry-after"]);
  const wait = said === undefined ? firstWait * 2 ** attempt * (0.5 + Math.random() / 2) : said * 1000;
  await sleep(Math.min(wait, longestWait), undefined, { signal });
}

/** `retry-after` as seconds (RFC 9110, section 10.2.3): a number, or a date. */
function secondsOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  const until = Date.parse(value);
  return Number.isNaN(until) ? undefined : Math.max(0, (until - Date.now()) / 1000);
}
