import { MeshWasmError } from "../../core/index.ts";
import type { Digest } from "../digest.ts";
import { refused } from "./failure.ts";
import { HttpFault, type HttpResponse } from "./http-client.ts";
import { isPassing, mayPass, mostAttempts, waitFor } from "./retry.ts";
import type { Session } from "./session.ts";

/** Larger blobs go in parts of this size: what of them has arrived is not sent again after a fault. */
const partSize = 8 << 20;
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

/**
 * Sends a blob: in one piece where it is small, else in parts. A connection that breaks is taken up where the registry says that it
 * stands; a registry that has forgotten the upload gets it from the start.
 *
 * @param begun The answer to a mount that has become an upload.
 * @throws MeshWasmError MW0705, MW0706
 */
export async function upload(
  bytes: Uint8Array,
  digest: Digest,
  options: UploadOptions,
  begun?: HttpResponse,
): Promise<void> {
  let answer = begun;
  for (let attempt = 0; ; ++attempt) {
    try {
      answer ??= await begin(options);
      await send(bytes, digest, locationOf(answer), options, Number(answer.headers["oci-chunk-min-length"] ?? 0));
      return;
    } catch (error) {
      answer = undefined;
      if (options.signal.aborted || attempt === mostAttempts - 1 || !mayRepeat(error)) throw whatFailed(error);
      await waitFor(attempt, undefined, options.signal);
      if (await isThere(digest, options)) return; // it was the answer that got lost
    }
  }
}

/** An upload that has to begin anew. */
class UploadLost extends Error {
  readonly response: HttpResponse;
  constructor(response: HttpResponse) {
    super("the registry has lost the upload");
    this.response = response;
  }
}

function mayRepeat(error: unknown): boolean {
  return error instanceof UploadLost || isPassing(error);
}

function whatFailed(error: unknown): unknown {
  if (error instanceof UploadLost) return refused(error.response, "push to it");
  if (!(error instanceof HttpFault)) return error;
  return new MeshWasmError("MW0705", "the upload broke off again and again", {
    details: [error.message],
    cause: error,
  });
}

async function begin({ session, repository }: UploadOptions): Promise<HttpResponse> {
  const path = `/v2/${repository}/blobs/uploads/`;
  const answer = await session.send({ method: "POST", path, actions, body: new Uint8Array(), limit: smallAnswer });
  if (answer.status !== 202) throw refused(answer, `push to ${repository}`);
  return answer;
}

async function send(
  bytes: Uint8Array,
  digest: Digest,
  start: URL,
  options: UploadOptions,
  smallestPart: number,
): Promise<void> {
  const size = Math.max(partSize, smallestPart);
  let location = start;
  let sent = 0;
  while (bytes.length - sent > size) {
    const state = await sendPart(bytes.subarray(sent, sent + size), sent, location, options);
    location = state.location;
    sent = state.sent;
    options.onProgress?.(sent);
  }
  await finish(bytes.subarray(sent), sent, digest, location, options);
  options.onProgress?.(bytes.length);
}

interface UploadState {
  location: URL;
  /** How many bytes have arrived. */
  sent: number;
}

async function sendPart(part: Uint8Array, from: number, location: URL, options: UploadOptions): Promise<UploadState> {
  const headers = {
    "content-type": "application/octet-stream",
    "content-range": `${from}-${from + part.length - 1}`,
  };
  const request = { method: "PATCH", path: location, actions, headers, body: part, limit: smallAnswer } as const;
  let answer: HttpResponse | undefined;
  try {
    answer = await options.session.send({ ...request, repeats: false });
    if (answer.status === 202) return { location: locationOf(answer), sent: endOf(answer) ?? from + part.length };
  } catch (error) {
    if (!isPassing(error)) throw error;
  }
  if (answer && !mayPass(answer.status) && answer.status !== 416) throw lostOrRefused(answer, options);
  return stateOf(location, options);
}

/** Where an upload stands whose connection broke. */
async function stateOf(location: URL, options: UploadOptions): Promise<UploadState> {
  const answer = await options.session.send({ method: "GET", path: location, actions, limit: smallAnswer });
  if (answer.status !== 204 && answer.status !== 202) throw lostOrRefused(answer, options);
  return { location: answer.headers.location === undefined ? location : locationOf(answer), sent: endOf(answer) ?? 0 };
}

async function finish(
  rest: Uint8Array,
  sent: number,
  digest: Digest,
  location: URL,
  options: UploadOptions,
): Promise<void> {
  const path = new URL(location);
  path.searchParams.set("digest", digest);
  const headers = {
    "content-type": "application/octet-stream",
    ...(sent > 0 && rest.length > 0 && { "content-range": `${sent}-${sent + rest.length - 1}` }),
  };
  const answer = await options.session.send({
    method: "PUT",
    path,
    actions,
    headers,
    body: rest,
    limit: smallAnswer,
    repeats: false,
  });
  if (answer.status !== 201) throw lostOrRefused(answer, options);
}

async function isThere(digest: Digest, { session, repository }: UploadOptions): Promise<boolean> {
  const path = `/v2/${repository}/blobs/${digest}`;
  const answer = await session.send({ method: "HEAD", path, actions, limit: 0 });
  return answer.status === 200;
}

function lostOrRefused(answer: HttpResponse, { repository }: UploadOptions): unknown {
  const isLost = answer.status === 404 || answer.status === 416 || mayPass(answer.status);
  return isLost ? new UploadLost(answer) : refused(answer, `push to ${repository}`);
}

/** Where to go on: a registry may name another place after each part. */
function locationOf({ headers: { location }, url }: HttpResponse): URL {
  if (location === undefined || !URL.canParse(location, url)) {
    throw new MeshWasmError("MW0706", `${url.host} has begun an upload and says not where it goes on`);
  }
  const next = new URL(location, url);
  if (next.protocol !== "https:" && next.protocol !== url.protocol) {
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
