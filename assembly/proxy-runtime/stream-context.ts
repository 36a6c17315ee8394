import { HeaderMapTypeValues } from "./enums/header-map-type-values";
import {
  add_header_map_value_string,
  get_header_map_pairs,
  get_header_map_value_string,
  remove_header_map_value_string,
  replace_header_map_value_string,
  set_header_map_pairs,
} from "./header-map-functions";
import { Headers } from "./header-pair";

/** The headers or trailers of a request, a response or the answer to a call. Text is sent as UTF-8. */
@final
@unmanaged
class HeaderStreamManipulator {
  // An object of this class is no memory but a number: the map's and one, so that it is never null.

  /** The map's number. */
  get typ(): HeaderMapTypeValues {
    return <HeaderMapTypeValues>(<i32>(changetype<usize>(this) - 1));
  }

  /** Adds a value to a header. An invalid one is not added, and a line in the log says so. */
  add(key: string, value: string): void {
    add_header_map_value_string(this.typ, key, value);
  }

  /** Gives a header one value, in place of all it had. */
  replace(key: string, value: string): void {
    replace_header_map_value_string(this.typ, key, value);
  }

  /** The first value of a header; empty when there is none. */
  get(key: string): string {
    return get_header_map_value_string(this.typ, key);
  }

  /** Removes a header with all its values. */
  remove(key: string): void {
    remove_header_map_value_string(this.typ, key);
  }

  /** A copy of all headers. */
  get_headers(): Headers {
    return get_header_map_pairs(this.typ);
  }

  /** Replaces all headers; the pseudo headers must be among them. */
  set_headers(headers: Headers): void {
    set_header_map_pairs(this.typ, headers);
  }
}

/** The maps of one kind. */
@final
@unmanaged
class HeaderMapManipulator {
  // A number, too: that of the request's map, and one

  /** Of the request. */
  get request(): HeaderStreamManipulator {
    return changetype<HeaderStreamManipulator>(changetype<usize>(this));
  }

  /** Of the response. */
  get response(): HeaderStreamManipulator {
    return changetype<HeaderStreamManipulator>(changetype<usize>(this) + <usize>HeaderMapTypeValues.ResponseHeaders);
  }

  /** Of the answer to a call, in its callback. */
  get http_callback(): HeaderStreamManipulator {
    const distance = <usize>HeaderMapTypeValues.HttpCallResponseHeaders;
    return changetype<HeaderStreamManipulator>(changetype<usize>(this) + distance);
  }
}

/** All maps. */
@final
@unmanaged
class StreamContext {
  /** Headers. */
  get headers(): HeaderMapManipulator {
    return changetype<HeaderMapManipulator>(<usize>HeaderMapTypeValues.RequestHeaders + 1);
  }

  /** Trailers. */
  get trailers(): HeaderMapManipulator {
    return changetype<HeaderMapManipulator>(<usize>HeaderMapTypeValues.RequestTrailers + 1);
  }
}

/**
 * The headers and trailers of the stream whose callback runs.
 *
 * @example
 * stream_context.headers.response.replace("x-powered-by", "mesh");
 */
export const stream_context: StreamContext = changetype<StreamContext>(1);
