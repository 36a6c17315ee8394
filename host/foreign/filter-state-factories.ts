import type { ByteString } from "../bytes.ts";
import type { FilterStateObject } from "../filter-state.ts";
import { parseAddress, parseIp } from "./ip-address.ts";

/** Makes filter state of a text; `undefined` where the text is not what it wants. */
export type FilterStateFactory = (text: ByteString, envoyMinor: number) => FilterStateObject | undefined;

/** A factory and the release, 36 for Envoy 1.36, that brought it. */
type Entry = [factory: FilterStateFactory, since: number];

/** The objects that Envoy makes of texts, by key: `filter_state.object` among the extensions of the releases. */
const factories: Record<string, Entry> = {
  "envoy.ai.llm_protocol.request": [protocol, 40],
  "envoy.ai.model.request": [(text) => (text === "" ? undefined : readable(text)), 40],
  "envoy.bool": [bool, 40],
  "envoy.filters.listener.original_dst.local_ip": [address, 36],
  "envoy.filters.listener.original_dst.remote_ip": [address, 36],
  "envoy.hashable_string": [readable, 38],
  "envoy.network.application_protocols": [opaque, 36],
  "envoy.network.ip": [ip, 36],
  "envoy.network.network_namespace": [readable, 37],
  "envoy.network.transport_socket.http_11_proxy.info": [proxyInfo, 38],
  "envoy.network.transport_socket.original_dst_address": [address, 36],
  "envoy.network.upstream_server_name": [readable, 36],
  "envoy.network.upstream_subject_alt_names": [(text, minor) => (minor > 37 ? readable(text) : opaque()), 36],
  "envoy.ratelimit.hits_addend": [integer(32), 36],
  "envoy.router.debug_config": [opaque, 36],
  "envoy.string": [readable, 36],
  "envoy.tcp_proxy.cluster": [readable, 36],
  "envoy.tcp_proxy.disable_tunneling": [(text) => readable(`${text === "true"}`), 36],
  "envoy.tcp_proxy.per_connection_idle_timeout_ms": [integer(64), 36],
  "envoy.upstream.dynamic_host": [readable, 36],
  "envoy.upstream.dynamic_port": [integer(32), 36],
};

/** The factory of a key; `undefined` where this release of Envoy has none. */
export function filterStateFactory(key: string, envoyMinor: number): FilterStateFactory | undefined {
  const entry = Object.hasOwn(factories, key) ? factories[key] : undefined;
  return entry && entry[1] <= envoyMinor ? entry[0] : undefined;
}

/** State that reads as a text. */
function readable(text: ByteString): FilterStateObject {
  return { serializeAsString: () => text };
}

/** State that only Envoy itself reads. */
function opaque(): FilterStateObject {
  return { serializeAsString: () => undefined };
}

function bool(text: ByteString): FilterStateObject | undefined {
  if (/^(?:true|t|yes|y|1)$/i.test(text)) return readable("true");
  return /^(?:false|f|no|n|0)$/i.test(text) ? readable("false") : undefined;
}

/** An unsigned integer of so many bits. */
function integer(bits: number): FilterStateFactory {
  return (text) => {
    const [, digits] = /^\s*\+?(\d+)\s*$/.exec(text) ?? [];
    if (digits === undefined || BigInt(digits) >> BigInt(bits) !== 0n) return undefined;
    return readable(`${BigInt(digits)}`);
  };
}

function ip(text: ByteString): FilterStateObject | undefined {
  const parsed = parseIp(text);
  if (parsed === undefined) return undefined;
  return readable(parsed.includes(":") ? `[${parsed}]:0` : `${parsed}:0`);
}

function address(text: ByteString): FilterStateObject | undefined {
  const parsed = parseAddress(text);
  if (!parsed) return undefined;
  const fields = new Map<ByteString, ByteString | bigint>([
    ["ip", parsed.ip],
    ["port", BigInt(parsed.port)],
  ]);
  return { serializeAsString: () => undefined, getField: (name) => fields.get(name) };
}

/** A host name and the address of a proxy. */
function proxyInfo(text: ByteString): FilterStateObject | undefined {
  const [, target] = /^[^,]+,([^,]+)$/.exec(text) ?? [];
  return target !== undefined && parseAddress(target) ? opaque() : undefined;
}

const protocols = ["LLM_PROTOCOL_UNSPECIFIED", "OPENAI_CHAT_COMPLETIONS", "OPENAI_RESPONSES", "ANTHROPIC_MESSAGES"];

function protocol(text: ByteString): FilterStateObject | undefined {
  if (!protocols.includes(text)) return undefined;
  return { serializeAsString: () => undefined, getField: () => undefined };
}
