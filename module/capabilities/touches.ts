/** What a call of the host touches, and which of its arguments name that. */
export interface Touch {
  kind: CapabilityKind;
  /** Positions of the addresses of names; the length comes behind each. Several are joined by `/`. Absent: all that there is. */
  names?: readonly number[];
  /** Position of the number of a map or buffer. */
  place?: { of: "map" | "buffer"; at: number };
  /** Position of a number that is the name. */
  number?: number;
}

/** What is listed of a module, in the order in which it is shown. */
export const capabilityKinds = [
  "foreignFunctions",
  "clusters",
  "grpcMethods",
  "localReplies",
  "headersRead",
  "headersSet",
  "headersRemoved",
  "bodiesRead",
  "bodiesSet",
  "propertiesRead",
  "propertiesSet",
  "sharedData",
  "sharedQueues",
  "metrics",
] as const;
export type CapabilityKind = (typeof capabilityKinds)[number];

/** By the name of the host call. */
export const touches: Readonly<Record<string, readonly Touch[]>> = {
  proxy_call_foreign_function: [{ kind: "foreignFunctions", names: [0] }],
  proxy_http_call: [{ kind: "clusters", names: [0] }],
  proxy_grpc_call: [
    { kind: "clusters", names: [0] },
    { kind: "grpcMethods", names: [2, 4] },
  ],
  proxy_grpc_stream: [
    { kind: "clusters", names: [0] },
    { kind: "grpcMethods", names: [2, 4] },
  ],
  proxy_get_header_map_value: [{ kind: "headersRead", place: { of: "map", at: 0 }, names: [1] }],
  proxy_get_header_map_pairs: [{ kind: "headersRead", place: { of: "map", at: 0 } }],
  proxy_add_header_map_value: [{ kind: "headersSet", place: { of: "map", at: 0 }, names: [1] }],
  proxy_replace_header_map_value: [{ kind: "headersSet", place: { of: "map", at: 0 }, names: [1] }],
  proxy_remove_header_map_value: [{ kind: "headersRemoved", place: { of: "map", at: 0 }, names: [1] }],
  proxy_set_header_map_pairs: [
    { kind: "headersSet", place: { of: "map", at: 0 } },
    { kind: "headersRemoved", place: { of: "map", at: 0 } },
  ],
  proxy_get_buffer_bytes: [{ kind: "bodiesRead", place: { of: "buffer", at: 0 } }],
  proxy_set_buffer_bytes: [{ kind: "bodiesSet", place: { of: "buffer", at: 0 } }],
  proxy_get_property: [{ kind: "propertiesRead", names: [0] }],
  proxy_set_property: [{ kind: "propertiesSet", names: [0] }],
  proxy_send_local_response: [{ kind: "localReplies", number: 0 }],
  proxy_get_shared_data: [{ kind: "sharedData", names: [0] }],
  proxy_set_shared_data: [{ kind: "sharedData", names: [0] }],
  proxy_register_shared_queue: [{ kind: "sharedQueues", names: [0] }],
  proxy_resolve_shared_queue: [{ kind: "sharedQueues", names: [0, 2] }],
  proxy_define_metric: [{ kind: "metrics", names: [1] }],
};
