/**
 * The path of a request's `:path`, without query and fragment: `/cart` of `/cart?id=1`.
 *
 * @example
 * if (pathOf(this.request.path) == "/healthz") log.debug("a health check");
 */
export function pathOf(path: string): string {
  return path.substring(0, pathEnd(path));
}

/**
 * The query of a request's `:path`, without the question mark: `id=1` of `/cart?id=1`. Empty when there is none.
 *
 * @example
 * const query = Query.parse(queryOf(this.request.path));
 */
export function queryOf(path: string): string {
  const end = pathEnd(path);
  return end < path.length && path.charCodeAt(end) == 0x3f ? path.substring(end + 1, fragmentStart(path)) : "";
}

/**
 * A request's `:path` with another query, which is written as it is; without the question mark when it is empty. A fragment
 * stays, though proxies do not get one.
 *
 * @example
 * const query = Query.ofPath(this.request.path).set("country", "BR");
 * this.request.path = withQuery(this.request.path, query.toString());
 */
export function withQuery(path: string, query: string): string {
  const changed = query.length ? pathOf(path) + "?" + query : pathOf(path);
  return changed + path.substring(fragmentStart(path));
}

// Where the query or the fragment begins (RFC 3986, section 3.3).
function pathEnd(path: string): i32 {
  let at = 0;
  while (at < path.length && path.charCodeAt(at) != 0x3f && path.charCodeAt(at) != 0x23) ++at;
  return at;
}

function fragmentStart(path: string): i32 {
  const at = path.indexOf("#");
  return at < 0 ? path.length : at;
}
