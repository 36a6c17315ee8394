/** Which headers. Of the SDK's own use. */
export const enum HeaderSource {
  Request = 1,
  Response,
  ResponseTrailers,
}

/** Where they are among the attributes. */
export function headerPath(source: HeaderSource): string {
  switch (source) {
    case HeaderSource.Request:
      return "request.headers";
    case HeaderSource.Response:
      return "response.headers";
    default:
      return "response.trailers";
  }
}
