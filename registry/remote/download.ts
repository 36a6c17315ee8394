import { MeshWasmError } from "../../core/index.ts";
import type { Digest } from "../digest.ts";
import { refused, unreachable } from "./failure.ts";
import type { HttpResponse } from "./http-client.ts";
import { isPassing, mostAttempts, waitFor } from "./retry.ts";
import type { Session } from "./session.ts";

/** What a blob is fetched with. */
export interface DownloadOptions {
  readonly session: Session;
  readonly repository: string;
  readonly signal: AbortSignal;
}

/**
 * Fetches a blob of which no more than its size is taken. Where the connection breaks, the rest is asked for. Whether the bytes
 * are those of the digest is for the caller to see.
 *
 * @throws MeshWasmError MW0704 to MW0706, MW0712
 */
export async function download(digest: Digest, size: number, options: DownloadOptions): Promise<Uint8Array> {
  const { session, repository, signal } = options;
  const path = `/v2/${repository}/blobs/${digest}`;
  let received: Uint8Array = new Uint8Array();
  for (let attempt = 0; ; ++attempt) {
    const headers = received.length > 0 ? { range: `bytes=${received.length}-` } : {};
    try {
      const answer = await session.send({ method: "GET", path, actions: "pull", headers, limit: size, repeats: false });
      const whole = joined(received, answer);
      if (whole) return whole;
      if (answer.status === 404) throw missing(answer, digest, repository);
      throw refused(answer, `fetch ${digest} of ${repository}`);
    } catch (error) {
      const isLast = attempt === mostAttempts - 1;
      if (signal.aborted || isLast || !isPassing(error)) throw unreachable(error);
      received = kept(received, error.partial);
      // All of it has come, but for the end of the answer; there is no rest to ask for
      if (received.length === size) return received;
      await waitFor(attempt, error.partial?.headers, signal);
    }
  }
}

function missing({ url }: HttpResponse, digest: Digest, repository: string): MeshWasmError {
  return new MeshWasmError("MW0704", `${url.host}/${repository} has no ${digest}`);
}

/** What there is with an answer; a registry that knows no ranges sends everything again. */
function joined(received: Uint8Array, { status, body }: HttpResponse): Uint8Array | undefined {
  if (status === 200) return body;
  return status === 206 ? Buffer.concat([received, body]) : undefined;
}

/** What there is after an answer that broke off. */
function kept(received: Uint8Array, partial: HttpResponse | undefined): Uint8Array {
  return (partial && joined(received, partial)) ?? received;
}
