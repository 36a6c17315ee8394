import http, { type IncomingHttpHeaders } from "node:http";
import type https from "node:https";

/** A request to a registry, or to what it refers to. */
export interface HttpRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PATCH" | "PUT" | "DELETE";
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** The most bytes of a body that are taken; what an answer says of an error may be longer. */
  readonly limit: number;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
  /** Of which URL, for what is relative to it. */
  readonly url: URL;
}

/** A request that got no answer, or not all of it. */
export class HttpFault extends Error {
  override readonly name = "HttpFault";
  /** What the system calls it, such as `ECONNREFUSED`; `LIMIT` for a body that is longer than allowed, `IDLE` where nothing came. */
  readonly code: string;
  /** What was asked. */
  readonly url: URL;
  /** The head of the answer, where it had come, and the part of its body that had. */
  readonly partial: HttpResponse | undefined;

  constructor(message: string, code: string, url: URL, partial?: HttpResponse) {
    super(message);
    this.code = code;
    this.url = url;
    this.partial = partial;
  }
}

/** How connections are made. */
export interface HttpOptions {
  /** Certificates of authorities beside those of Node, in PEM. */
  readonly ca?: readonly string[] | undefined;
  /** The client's own certificate and key, in PEM. */
  readonly certificate?: { readonly certificate: string; readonly key: string } | undefined;
  /** Whether certificates of servers are looked at. Default: true. */
  readonly verifies?: boolean | undefined;
  /** What connects to the host of a URL through a proxy; undefined where there is none for it. */
  readonly proxyFor?: ((url: URL) => Promise<http.Agent | undefined>) | undefined;
  readonly signal: AbortSignal;
}

/** What sends requests, and what it has to be told. */
interface Transport {
  readonly request: (url: URL, options: https.RequestOptions) => http.ClientRequest;
  readonly options: https.RequestOptions;
}

/** How long nothing may come or go before a connection counts as dead, in milliseconds. */
const idleTimeout = 60_000;
/** The most bytes of what an answer says of an error. */
const largestError = 1 << 20;

/** Sends requests over connections that stay open. Does not follow redirects, knows of no credentials, and tries once. */
export class HttpClient {
  private readonly options: HttpOptions;
  private readonly plain: Transport = {
    request: http.request,
    options: { agent: new http.Agent({ keepAlive: true }) },
  };
  private secure: Promise<Transport> | undefined;

  constructor(options: HttpOptions) {
    this.options = options;
  }

  /** @throws HttpFault */
  async send(request: HttpRequest): Promise<HttpResponse> {
    const { url, method, headers, body } = request;
    const { signal, proxyFor } = this.options;
    const isSecure = url.protocol === "https:";
    const proxy = await proxyFor?.(url);
    const transport = isSecure ? await this.secureTransport() : this.plain;
    const options: https.RequestOptions = {
      method,
      headers: { ...headers, ...(body && { "content-length": String(body.length) }) },
      signal,
      timeout: idleTimeout,
      ...transport.options,
      ...(proxy && { agent: proxy }),
    };
    return new Promise((resolve, reject) => {
      const sent = transport.request(url, options);
      sent.on("response", (message) => receive(message, request, resolve, reject));
      sent.on("timeout", () => sent.destroy(new HttpFault("nothing came for a minute", "IDLE", url)));
      sent.on("error", (error: NodeJS.ErrnoException) => reject(faultOf(error, url)));
      sent.end(body);
    });
  }

  /** Loaded when it is wanted: a registry on this machine needs no TLS most often. */
  private secureTransport(): Promise<Transport> {
    this.secure ??= transportWithTls(this.options);
    return this.secure;
  }
}

async function transportWithTls({ ca, certificate, verifies = true }: HttpOptions): Promise<Transport> {
  const { Agent, request } = await import("node:https");
  const roots = ca && (await import("node:tls")).rootCertificates;
  const options = {
    agent: new Agent({ keepAlive: true }),
    rejectUnauthorized: verifies,
    ...(roots && { ca: [...roots, ...ca] }),
    ...(certificate && { cert: certificate.certificate, key: certificate.key }),
  };
  return { request, options };
}

function receive(
  message: http.IncomingMessage,
  { url, limit }: HttpRequest,
  resolve: (response: HttpResponse) => void,
  reject: (fault: HttpFault) => void,
): void {
  const { statusCode: status = 0, headers } = message;
  const most = status < 300 ? limit : Math.max(limit, largestError);
  const parts: Buffer[] = [];
  let size = 0;
  const soFar = (): HttpResponse => ({ status, headers, body: Buffer.concat(parts), url });
  message.on("data", (part: Buffer) => {
    size += part.length;
    if (size <= most) {
      parts.push(part);
      return;
    }
    reject(new HttpFault(`it is longer than ${most} bytes`, "LIMIT", url));
    message.destroy();
  });
  message.on("end", () => {
    if (message.complete) resolve(soFar());
    else reject(new HttpFault("the answer was cut off", "ECONNRESET", url, soFar()));
  });
  message.on("error", (error: NodeJS.ErrnoException) => reject(faultOf(error, url, soFar())));
}

function faultOf(error: NodeJS.ErrnoException, url: URL, partial?: HttpResponse): HttpFault {
  if (error instanceof HttpFault) return error;
  // An address that has several has an error for each
  const [first] = error instanceof AggregateError ? (error.errors as NodeJS.ErrnoException[]) : [error];
  const { code = "UNKNOWN", message } = first ?? error;
  return new HttpFault(message, code, url, partial);
}
