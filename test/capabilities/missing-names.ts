import { type Capabilities, type CapabilityKind, enums } from "../../module/index.ts";
import type { SpiedCall } from "./spied-instance.ts";

const maps = new Map<number, string>([
  [enums.proxy_map_type_t.values.HTTP_REQUEST_HEADERS, "request"],
  [enums.proxy_map_type_t.values.HTTP_REQUEST_TRAILERS, "request trailers"],
  [enums.proxy_map_type_t.values.HTTP_RESPONSE_HEADERS, "response"],
  [enums.proxy_map_type_t.values.HTTP_RESPONSE_TRAILERS, "response trailers"],
]);

/** The names of a call that the capabilities of its module do not have: what must never be. */
export function missingNames(call: SpiedCall, capabilities: Capabilities): string[] {
  return usesOf(call)
    .filter(([kind, name]) => !isKnown(kind, name, capabilities))
    .map(([kind, name]) => `${kind}: ${name}`);
}

/** Told by the names of the parameters, and so without what the analysis knows of host calls. */
function usesOf({ name, numbers, texts }: SpiedCall): [CapabilityKind, string][] {
  const { key = "", upstream_name: upstream = "", path = "" } = texts;
  const map = maps.get(numbers["map_id"] ?? -1);
  function header(kind: CapabilityKind, text: string): [CapabilityKind, string][] {
    return map === undefined ? [] : [[kind, `${map} ${text}`]];
  }
  switch (name) {
    case "proxy_call_foreign_function":
      return [["foreignFunctions", texts["name"] ?? ""]];
    case "proxy_http_call":
      return [["clusters", upstream]];
    case "proxy_grpc_call":
    case "proxy_grpc_stream":
      return [
        ["clusters", upstream],
        ["grpcMethods", `${texts["service_name"]}/${texts["method_name"]}`],
      ];
    case "proxy_get_header_map_value":
      return header("headersRead", key);
    case "proxy_get_header_map_pairs":
      return header("headersRead", "*");
    case "proxy_add_header_map_value":
    case "proxy_replace_header_map_value":
      return header("headersSet", key);
    case "proxy_remove_header_map_value":
      return header("headersRemoved", key);
    case "proxy_get_property":
      return [["propertiesRead", path.replaceAll("\0", ".")]];
    case "proxy_set_property":
      return [["propertiesSet", path.replaceAll("\0", ".")]];
    case "proxy_send_local_response":
      return [["localReplies", String(numbers["status_code"])]];
    case "proxy_get_shared_data":
    case "proxy_set_shared_data":
      return [["sharedData", key]];
    case "proxy_define_metric":
      return [["metrics", texts["name"] ?? ""]];
    default:
      return [];
  }
}

function isKnown(kind: CapabilityKind, name: string, capabilities: Capabilities): boolean {
  const { known, others } = capabilities[kind];
  const [place = "", key = ""] = [name.slice(0, name.lastIndexOf(" ")), name.slice(name.lastIndexOf(" ") + 1)];
  return others || known.includes(name) || known.includes(`any ${key}`) || known.includes(`${place} *`);
}
