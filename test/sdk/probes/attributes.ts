// Logs every attribute in every phase: `seen PHASE {name: value, …}`, and which names the host knows: `known PHASE name …`.
import {
  HeadersAction,
  HttpContext,
  log,
  NetworkAction,
  PluginContext,
  property,
  registerPlugin,
  TcpContext,
} from "mesh-wasm/assembly";
import { DataAction } from "mesh-wasm/assembly/abi/enums/data-action";
import { PeerType } from "mesh-wasm/assembly/abi/enums/peer-type";
import { TrailersAction } from "mesh-wasm/assembly/abi/enums/trailers-action";
import { attributes } from "mesh-wasm/assembly/attributes/attributes";
import { FilterStateAttributes } from "mesh-wasm/assembly/attributes/filter-state-attributes";
import { HeaderAttributes } from "mesh-wasm/assembly/attributes/header-attributes";
import { LocalityAttributes } from "mesh-wasm/assembly/attributes/locality-attributes";
import { MetadataAttributes } from "mesh-wasm/assembly/attributes/metadata-attributes";
import { StructKind } from "mesh-wasm/assembly/attributes/struct-kind";
import { StructValue } from "mesh-wasm/assembly/attributes/struct-value";

const namespace = "com.example";

class Attributes extends PluginContext {
  onConfigure(): bool {
    see("configure");
    return true;
  }

  createHttpContext(): HttpContext {
    return new Stream();
  }

  createTcpContext(): TcpContext {
    return new Connection();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    property.set("mine", "myself");
    see("requestHeaders");
    return HeadersAction.Continue;
  }

  onRequestBody(size: u32, endOfStream: bool): DataAction {
    if (endOfStream) see("requestBody");
    return DataAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    see("responseHeaders");
    return HeadersAction.Continue;
  }

  onResponseBody(size: u32, endOfStream: bool): DataAction {
    if (size) see("responseBody");
    return DataAction.Continue;
  }

  onResponseTrailers(): TrailersAction {
    see("responseTrailers");
    return TrailersAction.Continue;
  }

  onLog(): void {
    see("log");
  }

  onDone(): bool {
    see("done");
    return true;
  }

  onDelete(): void {
    see("delete");
  }
}

class Connection extends TcpContext {
  onNewConnection(): NetworkAction {
    const seen: string[] = [];
    // Envoy keeps the TLS version that it says here, before TLS: see the attribute
    if (attributes.plugin.name == "early") connection(seen);
    xds(seen);
    metadata(seen);
    log.info(`seen newConnection {${seen.join(",")}}`);
    return NetworkAction.Continue;
  }

  onDownstreamData(size: u32, endOfStream: bool): NetworkAction {
    if (size) see("downstreamData");
    return NetworkAction.Continue;
  }

  onUpstreamData(size: u32, endOfStream: bool): NetworkAction {
    if (size) see("upstreamData");
    return NetworkAction.Continue;
  }

  onDownstreamConnectionClose(closedBy: PeerType): void {
    see("downstreamClose");
  }

  onLog(): void {
    see("log");
  }

  onDelete(): void {
    see("delete");
  }
}

function see(phase: string): void {
  const seen: string[] = [];
  request(seen);
  response(seen);
  connection(seen);
  upstream(seen);
  xds(seen);
  metadata(seen);
  log.info(`seen ${phase} {${seen.join(",")}}`);
  log.info(`known ${phase} ${known().join(" ")}`);
}

function request(seen: string[]): void {
  const request = attributes.request;
  put(seen, "request.id", request.id);
  put(seen, "request.protocol", request.protocol);
  put(seen, "request.path", request.path);
  put(seen, "request.url_path", request.urlPath);
  put(seen, "request.query", request.query);
  put(seen, "request.host", request.host);
  put(seen, "request.scheme", request.scheme);
  put(seen, "request.method", request.method);
  put(seen, "request.useragent", request.userAgent);
  put(seen, "request.referer", request.referer);
  number(seen, "request.headers_bytes", request.headersBytes);
  number(seen, "request.time", request.time);
  number(seen, "request.duration", request.duration);
  number(seen, "request.size", request.size);
  number(seen, "request.total_size", request.totalSize);
  headers(seen, "request.headers", request.headers, "x-twice");
}

function response(seen: string[]): void {
  const response = attributes.response;
  number(seen, "response.code", response.code);
  put(seen, "response.code_details", response.codeDetails);
  number(seen, "response.flags", response.flags);
  number(seen, "response.grpc_status", response.grpcStatus);
  number(seen, "response.headers_bytes", response.headersBytes);
  number(seen, "response.size", response.size);
  number(seen, "response.total_size", response.totalSize);
  number(seen, "response.backend_latency", response.backendLatency);
  headers(seen, "response.headers", response.headers, "set-cookie");
  headers(seen, "response.trailers", response.trailers, "x-checksum");
}

function connection(seen: string[]): void {
  put(seen, "source.address", attributes.source.address);
  number(seen, "source.port", attributes.source.port);
  put(seen, "destination.address", attributes.destination.address);
  number(seen, "destination.port", attributes.destination.port);
  const connection = attributes.connection;
  number(seen, "connection.id", connection.id);
  number(seen, "connection.mtls", i64(connection.mtls));
  put(seen, "connection.tls_version", connection.tlsVersion);
  put(seen, "connection.requested_server_name", connection.requestedServerName);
  put(seen, "connection.subject_peer_certificate", connection.subjectPeerCertificate);
  put(seen, "connection.dns_san_peer_certificate", connection.dnsSanPeerCertificate);
  put(seen, "connection.uri_san_peer_certificate", connection.uriSanPeerCertificate);
  put(seen, "connection.sha256_peer_certificate_digest", connection.sha256PeerCertificateDigest);
  put(seen, "connection.peer_certificate", connection.peerCertificate);
  put(seen, "connection.subject_local_certificate", connection.subjectLocalCertificate);
  put(seen, "connection.dns_san_local_certificate", connection.dnsSanLocalCertificate);
  put(seen, "connection.uri_san_local_certificate", connection.uriSanLocalCertificate);
  put(seen, "connection.transport_failure_reason", connection.transportFailureReason);
  put(seen, "connection.termination_details", connection.terminationDetails);
}

function upstream(seen: string[]): void {
  const upstream = attributes.upstream;
  put(seen, "upstream.address", upstream.address);
  number(seen, "upstream.port", upstream.port);
  put(seen, "upstream.local_address", upstream.localAddress);
  locality(seen, "upstream.locality", upstream.locality);
  number(seen, "upstream.num_endpoints", upstream.numEndpoints);
  number(seen, "upstream.request_attempt_count", upstream.requestAttemptCount);
  number(seen, "upstream.cx_pool_ready_duration", upstream.cxPoolReadyDuration);
  put(seen, "upstream.transport_failure_reason", upstream.transportFailureReason);
  put(seen, "upstream.tls_version", upstream.tlsVersion);
  put(seen, "upstream.subject_peer_certificate", upstream.subjectPeerCertificate);
  put(seen, "upstream.dns_san_peer_certificate", upstream.dnsSanPeerCertificate);
  put(seen, "upstream.uri_san_peer_certificate", upstream.uriSanPeerCertificate);
  put(seen, "upstream.sha256_peer_certificate_digest", upstream.sha256PeerCertificateDigest);
  put(seen, "upstream.peer_certificate", upstream.peerCertificate);
  put(seen, "upstream.subject_local_certificate", upstream.subjectLocalCertificate);
  put(seen, "upstream.dns_san_local_certificate", upstream.dnsSanLocalCertificate);
  put(seen, "upstream.uri_san_local_certificate", upstream.uriSanLocalCertificate);
}

function xds(seen: string[]): void {
  const xds = attributes.xds;
  const node = xds.node;
  put(seen, "xds.node.id", node.id);
  put(seen, "xds.node.cluster", node.cluster);
  put(seen, "xds.node.user_agent_name", node.userAgentName);
  locality(seen, "xds.node.locality", node.locality);
  put(seen, "xds.node.metadata.team", orNull(node.getString('labels["app.team"]')));
  put(seen, "xds.node.metadata.rank", node.getNumber("rank", -1).toString());
  put(seen, "xds.node.metadata.canary", node.getBool("canary").toString());
  put(seen, "xds.node.metadata", json(node.readMetadata()));
  put(seen, "xds.cluster_name", xds.clusterName);
  put(seen, "xds.route_name", xds.routeName);
  put(seen, "xds.virtual_host_name", xds.virtualHostName);
  put(seen, "xds.filter_chain_name", xds.filterChainName);
  number(seen, "xds.listener_direction", xds.listenerDirection);
  put(seen, "plugin_name", attributes.plugin.name);
  put(seen, "plugin_root_id", attributes.plugin.rootId);
  put(seen, "plugin_vm_id", attributes.plugin.vmId);
}

function metadata(seen: string[]): void {
  const xds = attributes.xds;
  values(seen, "metadata", attributes.metadata);
  values(seen, "xds.listener_metadata", xds.listenerMetadata);
  values(seen, "xds.route_metadata", xds.routeMetadata);
  values(seen, "xds.virtual_host_metadata", xds.virtualHostMetadata);
  values(seen, "xds.cluster_metadata", xds.clusterMetadata);
  values(seen, "xds.upstream_host_metadata", xds.upstreamHostMetadata);
  values(seen, "xds.upstream_host_locality_metadata", xds.upstreamHostLocalityMetadata);
  state(seen, "filter_state", attributes.filterState);
  state(seen, "upstream_filter_state", attributes.upstreamFilterState);
}

function values(seen: string[], name: string, metadata: MetadataAttributes): void {
  put(seen, `${name}.team`, orNull(metadata.getString(namespace, "team")));
  put(seen, `${name}.burst`, metadata.getNumber(namespace, "limits.burst", -1).toString());
  put(seen, `${name}.open`, metadata.getBool(namespace, "open").toString());
  put(seen, `${name}.zone`, orNull(metadata.getString(namespace, "zones[1]")));
  put(seen, `${name}.dotted`, orNull(metadata.getString(namespace, '["a.b"]')));
  put(seen, `${name}.nothing`, metadata.has(namespace, "nothing").toString());
  put(seen, name, json(metadata.read(namespace)));
}

function state(seen: string[], name: string, state: FilterStateAttributes): void {
  put(seen, `${name}.mine`, orNull(state.getString("wasm.mine")));
  put(seen, `${name}.string`, orNull(state.getString("test.string")));
  put(seen, `${name}.ip`, orNull(state.getString("envoy.network.transport_socket.original_dst_address", "ip")));
  number(seen, `${name}.port`, state.getInteger("envoy.network.transport_socket.original_dst_address", "port", -1));
}

function locality(seen: string[], name: string, locality: LocalityAttributes): void {
  put(seen, name, `${locality.region}/${locality.zone}/${locality.subZone}`);
}

function headers(seen: string[], name: string, headers: HeaderAttributes, header: string): void {
  put(seen, name, orNull(headers.get(header)));
  const entries = headers.entries();
  put(seen, `${name}.entry`, orNull(entries.get(header)));
  number(seen, `${name}.length`, entries.length);
}

function json(value: StructValue): string {
  switch (value.kind) {
    case StructKind.Missing:
      return "missing";
    case StructKind.Null:
      return "null";
    case StructKind.Number:
      return value.number().toString();
    case StructKind.Bool:
      return value.bool().toString();
    case StructKind.String:
      return `'${value.string()}'`;
    case StructKind.Object: {
      const keys = value.keys().sort();
      for (let i = 0; i < keys.length; ++i) keys[i] = `${keys[i]}:${json(value.get(keys[i]))}`;
      return `{${keys.join(" ")}}`;
    }
    default: {
      const parts: string[] = [];
      for (let i = 0; i < value.length; ++i) parts.push(json(value.at(i)));
      return `[${parts.join(" ")}]`;
    }
  }
}

function put(seen: string[], name: string, value: string): void {
  const escaped = value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
  seen.push(`"${name}":"${escaped}"`);
}

function number(seen: string[], name: string, value: i64): void {
  seen.push(`"${name}":${value}`);
}

function orNull(value: string | null): string {
  return value === null ? "null" : value;
}

/** Which attributes the host has in this phase, and the status that it answers for the others. */
function known(): string[] {
  const names = attributeNames.split(" ");
  for (let i = 0; i < names.length; ++i) {
    property.getBytes(names[i]);
    names[i] = `${names[i]}=${<i32>property.lastStatus()}`;
  }
  return names;
}

const attributeNames: string =
  "request.path request.url_path request.host request.scheme request.method request.headers request.headers_bytes " +
  "request.referer request.useragent request.time request.id request.protocol request.query request.duration " +
  "request.size request.total_size response.code response.code_details response.flags response.grpc_status " +
  "response.headers response.headers_bytes response.trailers response.size response.total_size " +
  "response.backend_latency source.address source.port destination.address destination.port connection.id " +
  "connection.mtls connection.requested_server_name connection.tls_version connection.subject_local_certificate " +
  "connection.subject_peer_certificate connection.dns_san_local_certificate connection.dns_san_peer_certificate " +
  "connection.uri_san_local_certificate connection.uri_san_peer_certificate " +
  "connection.sha256_peer_certificate_digest connection.peer_certificate connection.transport_failure_reason " +
  "connection.termination_details upstream.address upstream.num_endpoints upstream.port upstream.tls_version " +
  "upstream.subject_local_certificate upstream.subject_peer_certificate upstream.dns_san_local_certificate " +
  "upstream.dns_san_peer_certificate upstream.uri_san_local_certificate upstream.uri_san_peer_certificate " +
  "upstream.sha256_peer_certificate_digest upstream.peer_certificate upstream.local_address " +
  "upstream.transport_failure_reason upstream.request_attempt_count upstream.cx_pool_ready_duration " +
  "upstream.locality metadata filter_state upstream_filter_state xds.node xds.cluster_name xds.cluster_metadata " +
  "xds.listener_direction xds.listener_metadata xds.route_name xds.route_metadata xds.virtual_host_name " +
  "xds.virtual_host_metadata xds.upstream_host_metadata xds.upstream_host_locality_metadata " +
  "xds.filter_chain_name plugin_name plugin_root_id plugin_vm_id " +
  // None of these is an attribute, or none any more
  "connection.ja3_fingerprint connection.ja4_fingerprint node.id cluster_name route_name listener_direction";

registerPlugin<Attributes>("attributes");
