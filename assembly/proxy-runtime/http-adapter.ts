import { DataAction } from "../abi/enums/data-action";
import { HeaderMapType } from "../abi/enums/header-map-type";
import { HeadersAction } from "../abi/enums/headers-action";
import { MetadataAction } from "../abi/enums/metadata-action";
import { TrailersAction } from "../abi/enums/trailers-action";
import { HttpContext } from "../context/http-context";
import { Context } from "./context";
import { countHeaders } from "./header-pairs";

/** An HTTP stream that an old context answers for. */
@final
export class HttpAdapter extends HttpContext {
  readonly old: Context;

  constructor(old: Context) {
    super();
    this.old = old;
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    return this.old.onRequestHeaders(countHeaders(HeaderMapType.HttpRequestHeaders), endOfStream);
  }

  onRequestBody(size: u32, endOfStream: bool): DataAction {
    return this.old.onRequestBody(size, endOfStream);
  }

  onRequestTrailers(): TrailersAction {
    return this.old.onRequestTrailers(countHeaders(HeaderMapType.HttpRequestTrailers));
  }

  onRequestMetadata(count: u32): MetadataAction {
    return this.old.onRequestMetadata(count);
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    return this.old.onResponseHeaders(countHeaders(HeaderMapType.HttpResponseHeaders), endOfStream);
  }

  onResponseBody(size: u32, endOfStream: bool): DataAction {
    return this.old.onResponseBody(size, endOfStream);
  }

  onResponseTrailers(): TrailersAction {
    return this.old.onResponseTrailers(countHeaders(HeaderMapType.HttpResponseTrailers));
  }

  onResponseMetadata(count: u32): MetadataAction {
    return this.old.onResponseMetadata(count);
  }

  onLog(): void {
    this.old.onLog();
  }

  onDone(): bool {
    return this.old.onDone();
  }

  onDelete(): void {
    this.old.onDelete();
  }
}
