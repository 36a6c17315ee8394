// HTTP calls.
import { beginCall } from "./arena";
import { Bytes } from "./bytes";
import { Status } from "./enums/status";
import { proxy_http_call } from "./host";
import { dataSlot } from "./slots";
import { encode, encodedSize } from "./utf8-encode";

/** Sends an HTTP request to a cluster; headers and trailers are encoded pairs. Its id is the {@link callResult}. */
export function sendHttpCall(
  cluster: string,
  headers: Bytes,
  body: Bytes,
  trailers: Bytes | null,
  timeoutMilliseconds: u32,
): Status {
  beginCall();
  const name = encode(cluster);
  const nameSize = encodedSize;
  const trailersSize: u32 = trailers ? trailers.length : 0;
  return proxy_http_call(
    name,
    nameSize,
    changetype<usize>(headers),
    headers.length,
    changetype<usize>(body),
    body.length,
    changetype<usize>(trailers),
    trailersSize,
    timeoutMilliseconds,
    dataSlot,
  );
}

/** The id that the last call was given. */
export function callResult(): u32 {
  return load<u32>(dataSlot);
}
