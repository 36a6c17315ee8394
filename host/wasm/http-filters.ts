import type { DataBuffer } from "../data-buffer.ts";
import type { StreamFilter } from "../http/filter-side.ts";
import type { HeaderMap } from "../http/header-map.ts";
import type { DataStatus, HeadersStatus, TrailersStatus } from "../status.ts";
import type { HttpContext } from "./http-context.ts";

/** The context as the filter of requests. */
export class RequestFilter implements StreamFilter {
  private readonly context: HttpContext;

  constructor(context: HttpContext) {
    this.context = context;
  }

  headers(headers: HeaderMap, endOfStream: boolean): HeadersStatus {
    return this.context.onRequestHeaders(headers, endOfStream);
  }

  data(data: DataBuffer, endOfStream: boolean): DataStatus {
    return this.context.onRequestBody(data, endOfStream);
  }

  trailers(trailers: HeaderMap): TrailersStatus {
    return this.context.onRequestTrailers(trailers);
  }

  metadata(elements: number): void {
    this.context.onRequestMetadata(elements);
  }
}

/** The context as the filter of responses. */
export class ResponseFilter implements StreamFilter {
  private readonly context: HttpContext;

  constructor(context: HttpContext) {
    this.context = context;
  }

  headers(headers: HeaderMap, endOfStream: boolean): HeadersStatus {
    return this.context.onResponseHeaders(headers, endOfStream);
  }

  data(data: DataBuffer, endOfStream: boolean): DataStatus {
    return this.context.onResponseBody(data, endOfStream);
  }

  trailers(trailers: HeaderMap): TrailersStatus {
    return this.context.onResponseTrailers(trailers);
  }

  metadata(elements: number): void {
    this.context.onResponseMetadata(elements);
  }
}
