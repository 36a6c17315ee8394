import { MeshWasmError } from "../../core/index.ts";
import type { Actions, Authorizer } from "./authorizer.ts";
import type { Endpoint } from "./endpoint.ts";
import { unreachable } from "./failure.ts";
import type { HttpClient, HttpRequest, HttpResponse } from "./http-client.ts";
import { isAsSafe } from "./realm.ts";
import { isPassing, mayPass, mostAttempts, waitFor } from "./retry.ts";

/** A request to the registry itself: `path` begins with `/v2/`, or is a URL that the registry has given. */
export interface SessionRequest extends Omit<HttpRequest, "url"> {
  readonly path: string | URL;
  readonly actions: Actions;
  /** Whether a request that got no answer is sent again. Default: true. */
  readonly repeats?: boolean;
}

const mostRedirects = 5;
/** One for credentials that are new, one for a token that has run out on the way. */
const mostChallenges = 2;

/** Talks to one registry for one repository: with credentials where they belong, again where that may help, and wherever it is sent. */
export class Session {
  private readonly client: HttpClient;
  private readonly endpoint: Endpoint;
  private readonly authorizer: Authorizer;
  private readonly signal: AbortSignal;

  constructor(client: HttpClient, endpoint: Endpoint, authorizer: Authorizer, signal: AbortSignal) {
    this.client = client;
    this.endpoint = endpoint;
    this.authorizer = authorizer;
    this.signal = signal;
  }

  /**
   * Sends a request and gives the answer, whatever its status, but 401 where there is something else to try.
   *
   * @throws MeshWasmError MW0705 to MW0707 where no answer is to be had, MW0713 where the registry leads where nobody may go
   * @throws HttpFault where the answer broke off, and `repeats` is false
   */
  async send(request: SessionRequest): Promise<HttpResponse> {
    const { path, actions } = request;
    // Of what breaks off in the middle its caller makes use
    const mayBeFirst = !(path instanceof URL) && request.repeats !== false;
    let first = mayBeFirst ? await this.endpoint.firstAnswer(request, path) : undefined;
    for (let challenges = 0; ; ++challenges) {
      const url = path instanceof URL ? path : new URL(path, await this.endpoint.origin());
      const authorization = first ? undefined : this.authorizer.authorization(actions);
      const response = await this.follow({ ...request, url }, authorization, first);
      first = undefined;
      if (response.status !== 401 || challenges === mostChallenges) return response;
      // What others ask for is not the registry's word
      if (!(await this.endpoint.isOwn(response.url))) return response;
      if (!(await this.authorizer.satisfy(response, actions, authorization))) return response;
    }
  }

  private async follow(
    request: HttpRequest & Pick<SessionRequest, "repeats">,
    authorization: string | undefined,
    first: HttpResponse | undefined,
  ): Promise<HttpResponse> {
    let { url } = request;
    for (let redirects = 0; redirects <= mostRedirects; ++redirects) {
      // Only the registry itself gets what is meant for it
      const isOwn = authorization !== undefined && (await this.endpoint.isOwn(url));
      const headers = isOwn ? { ...request.headers, authorization } : request.headers;
      const sent = { ...request, url, ...(headers && { headers }) };
      const response = await this.attempt(sent, redirects === 0 ? first : undefined);
      const isRead = request.method === "GET" || request.method === "HEAD";
      if (!isRead || ![301, 302, 303, 307, 308].includes(response.status)) return response;
      url = redirected(response);
    }
    throw new MeshWasmError("MW0713", `${request.url.host} leads from one place to the next without an end`);
  }

  /** @param first The answer that there is already to the first attempt. */
  private async attempt(
    { repeats = true, ...request }: HttpRequest & Pick<SessionRequest, "repeats">,
    first: HttpResponse | undefined,
  ): Promise<HttpResponse> {
    for (let attempt = 0; ; ++attempt) {
      const isLast = attempt === mostAttempts - 1;
      try {
        const response = (attempt === 0 && first) || (await this.client.send(request));
        if (!mayPass(response.status) || isLast) return response;
        await waitFor(attempt, response.headers, this.signal);
      } catch (error) {
        if (this.signal.aborted) throw error;
        if (!repeats) throw error;
        if (!isPassing(error) || isLast) throw unreachable(error);
        await waitFor(attempt, undefined, this.signal);
      }
    }
  }
}

/** Where an answer leads; never from a safe connection to one that is not. */
function redirected({ headers: { location }, url, status }: HttpResponse): URL {
  if (location === undefined || !URL.canParse(location, url)) {
    throw new MeshWasmError("MW0713", `${url.host} answered ${status} and says not where to go`);
  }
  const next = new URL(location, url);
  if (!isAsSafe(next, url)) {
    throw new MeshWasmError("MW0713", `${url.host} leads to ${next.origin}, which is not safe`);
  }
  return next;
}
