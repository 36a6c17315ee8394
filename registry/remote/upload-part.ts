import { MeshWasmError } from "../../core/index.ts";
import { refused } from "./failure.ts";
import type { HttpFault, HttpResponse } from "./http-client.ts";
import { isAsSafe } from "./realm.ts";
import { isPassing, mayPass } from "./retry.ts";
import type { Session } from "./session.ts";

const smallAnswer = 1 << 20;
const actions = "pull,push";

/** What a blob is sent with. */
export interface UploadOptions {
  readonly session: Session;
  readonly repository: string;
  readonly signal: AbortSignal;
  /** Told how many bytes have arrived. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
}

/** An upload that has to begin anew. */
export class UploadLost extends Error {
  readonly response: HttpResponse;
  constructor(response: HttpResponse) {
    super("the registry has lost the upload");
    this.response = response;
  }
}

/** Where an upload stands. */
export interface UploadState {
  location: URL;
  /** How many bytes have arrived. */
  sent: number;
  /** Why not all of a part has. */
  fault?: HttpFault | undefined;
}

/**
 * Sends a part of a blob. Where it breaks off, the registry is asked how much of it has arrived.
 *
 * @throws UploadLost, HttpFault where the registry has dropped the upload
 */
export async function sendPart(
  part: Uint8Array,
  from: number,
  location: URL,
  options: UploadOptions,
): Promise<UploadState> {
  const headers = {
    "content-type": "application/octet-stream",
    "content-range": `${from}-${from + part.length - 1}`,
  };
  const request = { method: "PATCH", path: location, actions, headers, body: part, limit: smallAnswer } as const;
  let answer: HttpResponse;
  try {
    answer = await options.session.send({ ...request, repeats: false });
  } catch (error) {
    if (!isPassing(error)) throw error;
    const state = await stateOf(location, options);
    // One that has lost the upload has done so because the connection broke, which is what is to be told
    if (state instanceof UploadLost) throw error;
    return { ...state, fault: error };
  }
  if (answer.status === 202) return { location: locationOf(answer), sent: endOf(answer) ?? from + part.length };
  if (!mayPass(answer.status) && answer.status !== 416) throw lostOrRefused(answer, options);
  const state = await stateOf(location, options);
  if (state instanceof UploadLost) throw state;
  // It was asked often enough by now
  if (mayPass(answer.status) && state.sent <= from) throw refused(answer, `push to ${options.repository}`);
  return state;
}

/** Where an upload stands of which a part went wrong. */
async function stateOf(location: URL, options: UploadOptions): Promise<UploadState | UploadLost> {
  const answer = await options.session.send({ method: "GET", path: location, actions, limit: smallAnswer });
  if (answer.status === 204 || answer.status === 202) {
    return {
      location: answer.headers.location === undefined ? location : locationOf(answer),
      sent: endOf(answer) ?? 0,
    };
  }
  const failure = lostOrRefused(answer, options);
  if (failure instanceof UploadLost) return failure;
  throw failure;
}

/** An answer that is not the one that was hoped for: the upload has to begin anew, or there is no use in it. */
export function lostOrRefused(answer: HttpResponse, { repository }: UploadOptions): unknown {
  const isLost = answer.status === 404 || answer.status === 416 || mayPass(answer.status);
  return isLost ? new UploadLost(answer) : refused(answer, `push to ${repository}`);
}

/** Where to go on: a registry may name another place after each part. */
export function locationOf({ headers: { location }, url }: HttpResponse): URL {
  if (location === undefined || !URL.canParse(location, url)) {
    throw new MeshWasmError("MW0706", `${url.host} has begun an upload and says not where it goes on`);
  }
  const next = new URL(location, url);
  if (!isAsSafe(next, url)) {
    throw new MeshWasmError("MW0713", `${url.host} wants an upload to go to ${next.origin}, which is not safe`);
  }
  return next;
}

/** `range: 0-1023` is 1,024 bytes. Registries write `0-0` for none, too, where nothing has come. */
function endOf({ headers }: HttpResponse): number | undefined {
  const [, last] = /^(?:bytes=)?0-(\d+)$/.exec(String(headers["range"] ?? "")) ?? [];
  if (last === undefined) return undefined;
  return last === "0" ? 0 : Number(last) + 1;
}
