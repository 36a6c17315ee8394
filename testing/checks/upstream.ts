import * as v from "valibot";
import { shown } from "../errors/shown.ts";
import type {
  GrpcAnswer,
  StreamingUpstream,
  UnreachableUpstream,
  Upstream,
  UpstreamAnswer,
  UpstreamHandler,
  UrlUpstream,
} from "../upstream/upstream.ts";
import { json } from "./json.ts";
import { body, chunk, headers } from "./message.ts";
import { callback, fields, flag, isObject, milliseconds, type SchemasOf, text, whole } from "./schemas.ts";

/** Of an answer; Node's servers send no others. */
export const status = whole(200, 599);

/** Of a gRPC call. */
export const grpcStatus = whole(0);

/** What timers of Node can do, around 25 days. */
const longestDelay = 2 ** 31 - 1;

const grpc = fields<GrpcAnswer>({
  status: v.optional(grpcStatus),
  message: v.optional(text),
  messages: v.optional(v.array(chunk, "it takes a list of serialized messages")),
  metadata: v.optional(headers),
  trailers: v.optional(headers),
});

const answerFields: SchemasOf<UpstreamAnswer> = {
  status: v.optional(status),
  headers: v.optional(headers),
  body: v.optional(body),
  json: v.optional(json),
  trailers: v.optional(headers),
  grpc: v.optional(grpc),
  delay: v.optional(milliseconds(longestDelay)),
  reset: v.optional(flag),
};

/** What the function of an upstream gives. */
export const answer = fields<UpstreamAnswer>(answerFields, answerHint);

function answerHint(given: unknown): string {
  const all = `it takes an object with ${Object.keys(answerFields).join(", ")}; {} stands for 200 without a body`;
  if (typeof given === "string") return `did you mean { body: ${shown(given, 40)} }? ${all}`;
  return typeof given === "number" ? `did you mean { status: ${given} }? ${all}` : all;
}

const streaming = fields<StreamingUpstream>({ stream: callback<StreamingUpstream["stream"]>() });

const unreachable = fields<UnreachableUpstream>({
  unreachable: v.literal(true, "it takes true; leave it out for an upstream that answers"),
});

const url = v.pipe(text, v.check(isUrl, urlHint));

const server = fields<UrlUpstream>({ url, http2: v.optional(flag) });

const noUpstream = v.custom<Upstream>(
  () => false,
  "it takes an answer, such as { status: 200 }, a function of the request, { stream }, { url } or { unreachable: true }",
);

const noScript = v.custom<Upstream>(
  () => false,
  "it takes an answer, such as { status: 200 }, a function of the request, or { stream }",
);

/** Where a cluster leads. */
export const upstream = v.lazy((value): v.GenericSchema<Upstream> => {
  if (typeof value === "string") return url;
  if (isObject(value) && "url" in value) return server;
  if (isObject(value) && "unreachable" in value) return unreachable;
  return scripted(value) ?? noUpstream;
});

/** What a test may give a cluster while the proxy runs. */
export const scriptedUpstream = v.lazy((value): v.GenericSchema<Upstream> => scripted(value) ?? noScript);

function scripted(value: unknown): v.GenericSchema<Upstream> | undefined {
  if (typeof value === "function") return callback<UpstreamHandler>();
  if (!isObject(value)) return undefined;
  return "stream" in value ? streaming : answer;
}

/** As Envoy's clusters are described: see `clusterOf` in envoy/. */
function isUrl(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  return url?.protocol === "http:" && url.pathname === "/" && url.search === "";
}

function urlHint({ input }: { input: string }): string {
  const form = "a text is the URL of a server, http://host:port without a path; { body } answers with a text";
  if (/^https:/.test(input)) return `${form}; the connections of a test have no TLS`;
  return isUrl(`http://${input}`) && /^[\w.-]+:\d+$/.test(input) ? `did you mean http://${input}? ${form}` : form;
}
