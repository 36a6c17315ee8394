// The functions of the module that the host calls, see https://github.com/proxy-wasm/spec/tree/main/abi-versions/v0.2.1.
// The compiler keeps those alone that a class of the program overrides, and the few that the SDK itself needs: for an
// absent one Envoy does not enter the module.
import { allocate } from "./abi/arena";
import { DataAction } from "./abi/enums/data-action";
import { GrpcStatus } from "./abi/enums/grpc-status";
import { HeadersAction } from "./abi/enums/headers-action";
import { MetadataAction } from "./abi/enums/metadata-action";
import { NetworkAction } from "./abi/enums/network-action";
import { PeerType } from "./abi/enums/peer-type";
import { StreamType } from "./abi/enums/stream-type";
import { TrailersAction } from "./abi/enums/trailers-action";
import { beginSide, endSide } from "./abi/resume";
import { beginTurn, endTurn, setEnding, setLogging, setStarting } from "./abi/turn";
import { answeredCall } from "./call/pending-call";
import {
  addRoot,
  addStream,
  contextOf,
  deleteContext,
  httpContext,
  loggedContext,
  rootContext,
  tcpContext,
} from "./runtime/contexts";
import { logUnknownRootId } from "./runtime/plugins";
import "./shims/index";
import { tick } from "./timer/ticker";

// The module speaks ABI 0.2.1. Never called.
export function proxy_abi_version_0_2_1(): void {}

export function proxy_on_memory_allocate(size: u32): usize {
  return allocate(size);
}

// Contexts

export function proxy_on_context_create(contextId: u32, parentContextId: u32): void {
  const outer = beginTurn(contextId);
  if (parentContextId) addStream(contextId, parentContextId);
  else addRoot(contextId);
  endTurn(outer);
}

export function proxy_on_done(contextId: u32): bool {
  const outer = beginTurn(contextId);
  setEnding(contextId);
  const context = contextOf(contextId);
  const done = context ? context.onDone() : true;
  endTurn(outer);
  return done;
}

export function proxy_on_log(contextId: u32): void {
  const outer = beginTurn(contextId);
  setEnding(contextId);
  setLogging(true);
  const context = loggedContext(contextId);
  if (context) context.onLog();
  setLogging(false);
  endTurn(outer);
}

export function proxy_on_delete(contextId: u32): void {
  const outer = beginTurn(contextId);
  setEnding(contextId);
  deleteContext(contextId);
  endTurn(outer);
}

// Plugins

export function proxy_on_vm_start(pluginContextId: u32, vmConfigurationSize: u32): bool {
  const outer = beginTurn(pluginContextId);
  const plugin = rootContext(pluginContextId);
  if (!plugin) logUnknownRootId();
  setStarting(true);
  const started = plugin ? plugin.onVmStart() : false;
  setStarting(false);
  endTurn(outer);
  return started;
}

export function proxy_on_configure(pluginContextId: u32, pluginConfigurationSize: u32): bool {
  const outer = beginTurn(pluginContextId);
  const plugin = rootContext(pluginContextId);
  if (!plugin) logUnknownRootId();
  const configured = plugin ? plugin.__readConfiguration() && plugin.onConfigure() : false;
  endTurn(outer);
  return configured;
}

export function proxy_validate_configuration(pluginContextId: u32, pluginConfigurationSize: u32): bool {
  const outer = beginTurn(pluginContextId);
  const plugin = rootContext(pluginContextId);
  const valid = plugin ? plugin.validateConfiguration() : false;
  endTurn(outer);
  return valid;
}

export function proxy_on_tick(pluginContextId: u32): void {
  const outer = beginTurn(pluginContextId);
  const plugin = rootContext(pluginContextId);
  if (plugin) tick(plugin);
  endTurn(outer);
}

export function proxy_on_queue_ready(pluginContextId: u32, queueId: u32): void {
  const outer = beginTurn(pluginContextId);
  const plugin = rootContext(pluginContextId);
  if (plugin) plugin.onQueueReady(queueId);
  endTurn(outer);
}

export function proxy_on_foreign_function(pluginContextId: u32, functionId: u32, argumentsSize: u32): void {
  const outer = beginTurn(pluginContextId);
  const plugin = rootContext(pluginContextId);
  if (plugin) plugin.onForeignFunction(functionId, argumentsSize);
  endTurn(outer);
}

export function envoy_on_resolve_dns(pluginContextId: u32, token: u32, resultsSize: u32): void {
  const outer = beginTurn(pluginContextId);
  const plugin = rootContext(pluginContextId);
  if (plugin) plugin.onResolveDns(token, resultsSize);
  endTurn(outer);
}

export function envoy_on_stats_update(pluginContextId: u32, resultSize: u32): void {
  const outer = beginTurn(pluginContextId);
  const plugin = rootContext(pluginContextId);
  if (plugin) plugin.onStatsUpdate(resultSize);
  endTurn(outer);
}

// TCP connections

export function proxy_on_new_connection(streamContextId: u32): NetworkAction {
  const outer = beginSide(streamContextId, StreamType.Downstream);
  const stream = tcpContext(streamContextId);
  const action = stream ? stream.onNewConnection() : NetworkAction.Continue;
  return <NetworkAction>endSide(outer, action);
}

export function proxy_on_downstream_data(streamContextId: u32, dataSize: u32, endOfStream: bool): NetworkAction {
  const outer = beginSide(streamContextId, StreamType.Downstream);
  const stream = tcpContext(streamContextId);
  const action = stream ? stream.onDownstreamData(dataSize, endOfStream) : NetworkAction.Continue;
  return <NetworkAction>endSide(outer, action);
}

export function proxy_on_downstream_connection_close(streamContextId: u32, peerType: PeerType): void {
  const outer = beginTurn(streamContextId);
  const stream = tcpContext(streamContextId);
  if (stream) stream.onDownstreamConnectionClose(peerType);
  endTurn(outer);
}

export function proxy_on_upstream_data(streamContextId: u32, dataSize: u32, endOfStream: bool): NetworkAction {
  const outer = beginSide(streamContextId, StreamType.Upstream);
  const stream = tcpContext(streamContextId);
  const action = stream ? stream.onUpstreamData(dataSize, endOfStream) : NetworkAction.Continue;
  return <NetworkAction>endSide(outer, action);
}

export function proxy_on_upstream_connection_close(streamContextId: u32, peerType: PeerType): void {
  const outer = beginTurn(streamContextId);
  const stream = tcpContext(streamContextId);
  if (stream) stream.onUpstreamConnectionClose(peerType);
  endTurn(outer);
}

// HTTP streams

export function proxy_on_request_headers(streamContextId: u32, numHeaders: u32, endOfStream: bool): HeadersAction {
  const outer = beginSide(streamContextId, StreamType.HttpRequest);
  const stream = httpContext(streamContextId);
  const action = stream ? stream.onRequestHeaders(endOfStream) : HeadersAction.Continue;
  return <HeadersAction>endSide(outer, action);
}

export function proxy_on_request_body(streamContextId: u32, bodySize: u32, endOfStream: bool): DataAction {
  const outer = beginSide(streamContextId, StreamType.HttpRequest);
  const stream = httpContext(streamContextId);
  const action = stream ? stream.onRequestBody(bodySize, endOfStream) : DataAction.Continue;
  return <DataAction>endSide(outer, action);
}

export function proxy_on_request_trailers(streamContextId: u32, numTrailers: u32): TrailersAction {
  const outer = beginSide(streamContextId, StreamType.HttpRequest);
  const stream = httpContext(streamContextId);
  const action = stream ? stream.onRequestTrailers() : TrailersAction.Continue;
  return <TrailersAction>endSide(outer, action);
}

export function proxy_on_request_metadata(streamContextId: u32, numElements: u32): MetadataAction {
  const outer = beginTurn(streamContextId);
  const stream = httpContext(streamContextId);
  const action = stream ? stream.onRequestMetadata(numElements) : MetadataAction.Continue;
  endTurn(outer);
  return action;
}

export function proxy_on_response_headers(streamContextId: u32, numHeaders: u32, endOfStream: bool): HeadersAction {
  const outer = beginSide(streamContextId, StreamType.HttpResponse);
  const stream = httpContext(streamContextId);
  const action = stream ? stream.onResponseHeaders(endOfStream) : HeadersAction.Continue;
  return <HeadersAction>endSide(outer, action);
}

export function proxy_on_response_body(streamContextId: u32, bodySize: u32, endOfStream: bool): DataAction {
  const outer = beginSide(streamContextId, StreamType.HttpResponse);
  const stream = httpContext(streamContextId);
  const action = stream ? stream.onResponseBody(bodySize, endOfStream) : DataAction.Continue;
  return <DataAction>endSide(outer, action);
}

export function proxy_on_response_trailers(streamContextId: u32, numTrailers: u32): TrailersAction {
  const outer = beginSide(streamContextId, StreamType.HttpResponse);
  const stream = httpContext(streamContextId);
  const action = stream ? stream.onResponseTrailers() : TrailersAction.Continue;
  const answer = <TrailersAction>endSide(outer, action);
  // Trailers that go on after a reset end Envoy with a segmentation fault (1.40, over HTTP/1)
  return stream && stream.__isReset ? TrailersAction.Pause : answer;
}

export function proxy_on_response_metadata(streamContextId: u32, numElements: u32): MetadataAction {
  const outer = beginTurn(streamContextId);
  const stream = httpContext(streamContextId);
  const action = stream ? stream.onResponseMetadata(numElements) : MetadataAction.Continue;
  endTurn(outer);
  return action;
}

// Answers to calls

export function proxy_on_http_call_response(
  pluginContextId: u32,
  callId: u32,
  numHeaders: u32,
  bodySize: u32,
  numTrailers: u32,
): void {
  const outer = beginTurn(pluginContextId);
  const call = answeredCall(callId);
  if (call) call.onHttpCallResponse(numHeaders);
  endTurn(outer);
}

export function proxy_on_grpc_receive_initial_metadata(pluginContextId: u32, callId: u32, numElements: u32): void {
  const outer = beginTurn(pluginContextId);
  const call = answeredCall(callId);
  if (call) call.onGrpcInitialMetadata();
  endTurn(outer);
}

export function proxy_on_grpc_receive(pluginContextId: u32, callId: u32, messageSize: u32): void {
  const outer = beginTurn(pluginContextId);
  const call = answeredCall(callId);
  if (call) call.onGrpcMessage(messageSize);
  endTurn(outer);
}

export function proxy_on_grpc_receive_trailing_metadata(pluginContextId: u32, callId: u32, numElements: u32): void {
  const outer = beginTurn(pluginContextId);
  const call = answeredCall(callId);
  if (call) call.onGrpcTrailingMetadata();
  endTurn(outer);
}

export function proxy_on_grpc_close(pluginContextId: u32, callId: u32, statusCode: GrpcStatus): void {
  const outer = beginTurn(pluginContextId);
  const call = answeredCall(callId);
  if (call) call.onGrpcClose(statusCode);
  endTurn(outer);
}
