import type { ConnectionInfo } from "../stream-info.ts";
import type { HeaderMap } from "./header-map.ts";

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

/**
 * The connection as a request tells of it: who stands last in `x-forwarded-for` counts as the client, of whom no port is known.
 * So it is without `use_remote_address`.
 */
export function connectionOf(info: ConnectionInfo, headers: HeaderMap): ConnectionInfo {
  const last = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  if (last === undefined || !ipv4.test(last)) return info;
  return { ...info, remoteAddress: `${last}:0`, remotePort: 0 };
}
