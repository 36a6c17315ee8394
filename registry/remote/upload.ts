import { MeshWasmError } from "../../core/index.ts";
import type { Digest } from "../digest.ts";
import { refused, unreachable } from "./failure.ts";
import type { HttpResponse } from "./http-client.ts";
import { isPassing, mostAttempts, waitFor } from "./retry.ts";
import { locationOf, lostOrRefused, sendPart, UploadLost, type UploadOptions } from "./upload-part.ts";

/**
 * Larger blobs go in parts of this size: what of them has arrived is not sent again after a fault, with registries that keep a
 * part of a part. Docker's own drops the upload then.
 */
const partSize = 8 << 20;
const smallAnswer = 1 << 20;
const actions = "pull,push";

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
      if (options.signal.aborted || attempt === mostAttempts - 1 || !mayRepeat(error)) throw whatFailed(error, options);
      await waitFor(attempt, undefined, options.signal);
      if (await isThere(digest, options)) return; // it was the answer that got lost
    }
  }
}

function mayRepeat(error: unknown): boolean {
  return error instanceof UploadLost || isPassing(error);
}

function whatFailed(error: unknown, { repository }: UploadOptions): unknown {
  if (error instanceof UploadLost) return refused(error.response, `push to ${repository}`);
  if (!isPassing(error)) return unreachable(error);
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
  let idle = 0;
  let fault: unknown;
  try {
    while (bytes.length - sent > size) {
      const state = await sendPart(bytes.subarray(sent, sent + size), sent, location, options);
      fault ??= state.fault;
      idle = state.sent > sent ? 0 : idle + 1;
      if (idle === mostAttempts) throw state.fault ?? takesNothing(options);
      if (idle > 0) await waitFor(idle, undefined, options.signal);
      location = state.location;
      sent = state.sent;
      options.onProgress?.(sent);
    }
    await finish(bytes.subarray(sent), sent, digest, location, options);
  } catch (error) {
    // A registry may notice only later that the connection of a part broke, and lose the upload then
    throw error instanceof UploadLost ? (fault ?? error) : error;
  }
  options.onProgress?.(bytes.length);
}

function takesNothing({ repository }: UploadOptions): MeshWasmError {
  return new MeshWasmError("MW0706", `the registry takes no more of what is pushed to ${repository}`, {
    details: ["it answers as if all were well, and has not got on"],
  });
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
