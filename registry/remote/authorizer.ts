import * as v from "valibot";
import { MeshWasmError } from "../../core/index.ts";
import { type Challenge, parseChallenges } from "./challenge.ts";
import { basicAuthorization, type Credentials, type FindCredentials } from "./credentials.ts";
import type { HttpRequest, HttpResponse } from "./http-client.ts";
import { checkRealm } from "./realm.ts";

/** What is wanted of a repository; a registry gives tokens for no more than that. */
export type Actions = "pull" | "pull,push" | "pull,push,delete";

/** Of which registry, and how it is reached. */
export interface AuthorizerOptions {
  readonly registry: string;
  /** Undefined where no repository is wanted, but to know who it is. */
  readonly repository?: string | undefined;
  readonly findCredentials: FindCredentials;
  /** Sends a request to whoever gives tokens. */
  readonly send: (request: HttpRequest) => Promise<HttpResponse>;
  /** Repositories of the same registry that are read from at the same time. */
  readonly alsoReads?: readonly string[];
}

const largestToken = 1 << 20;
const tokenAnswer = v.object({
  token: v.optional(v.string()),
  access_token: v.optional(v.string()),
  refresh_token: v.optional(v.string()),
});

/**
 * Gets what a registry asks for: nothing, a name and a password, or a token of another server (the Docker registry's token
 * authentication, with refresh tokens by OAuth 2). Credentials are looked up when a registry asks for them, and not before.
 */
export class Authorizer {
  private readonly options: AuthorizerOptions;
  private readonly tokens = new Map<Actions, string>();
  /** Tokens that are being got: requests at the same time share one. */
  private readonly asked = new Map<Actions, Promise<void>>();
  private basic: string | undefined;
  private credentials: Promise<Credentials | undefined> | undefined;

  constructor(options: AuthorizerOptions) {
    this.options = options;
  }

  /** The header `authorization` for what is known by now; undefined where the registry has not asked for any. */
  authorization(actions: Actions): string | undefined {
    return this.tokens.get(actions) ?? this.basic;
  }

  /**
   * Gets authorization that satisfies an answer of 401.
   *
   * @param used What was sent with the request.
   * @returns whether there is something new to try
   * @throws MeshWasmError MW0702 where credentials were refused, MW0709 where no token can be got
   */
  async satisfy(response: HttpResponse, actions: Actions, used: string | undefined): Promise<boolean> {
    if (this.authorization(actions) !== used) return true; // another request has got it in the meantime
    const challenges = parseChallenges(response.headers["www-authenticate"] ?? "");
    const bearer = challenges.find(({ scheme }) => scheme === "bearer");
    if (bearer) {
      await this.getToken(bearer, actions, response.url);
      return true;
    }
    if (!challenges.some(({ scheme }) => scheme === "basic")) return false;
    const credentials = await this.lookUp();
    if (credentials?.kind !== "basic") return false;
    this.basic = basicAuthorization(credentials.username, credentials.password);
    return this.basic !== used;
  }

  private getToken(challenge: Challenge, actions: Actions, asked: URL): Promise<void> {
    const before = this.asked.get(actions);
    if (before) return before;
    const request = this.token(challenge, actions, asked)
      .then((token) => void this.tokens.set(actions, `Bearer ${token}`))
      .finally(() => this.asked.delete(actions));
    this.asked.set(actions, request);
    return request;
  }

  private lookUp(): Promise<Credentials | undefined> {
    const { registry, repository, findCredentials } = this.options;
    this.credentials ??= findCredentials(registry, repository);
    return this.credentials;
  }

  private async token({ parameters }: Challenge, actions: Actions, asked: URL): Promise<string> {
    const realm = checkRealm(parameters.get("realm"), asked);
    const credentials = await this.lookUp();
    const { repository, alsoReads = [] } = this.options;
    const scopes = repository === undefined ? [] : [`repository:${repository}:${actions}`];
    scopes.push(...alsoReads.map((other) => `repository:${other}:pull`));
    const service = parameters.get("service");
    const request =
      credentials?.kind === "identity token"
        ? oauthRequest(realm, service, scopes, credentials.token)
        : tokenRequest(realm, service, scopes, credentials);
    const response = await this.options.send(request);
    if (response.status === 401 || response.status === 403) {
      const who =
        credentials?.kind === "basic"
          ? `\`${credentials.username}\``
          : credentials
            ? "the token"
            : "nobody in particular";
      throw new MeshWasmError("MW0702", `${this.options.registry} does not know ${who}`, {
        details: [`${realm.origin} answered ${response.status}`],
      });
    }
    const token = response.status === 200 ? tokenIn(response.body) : undefined;
    if (token === undefined) throw noToken(this.options.registry, realm, response.status);
    return token;
  }
}

/** As Docker asks: with the name and password where there are any. */
function tokenRequest(
  realm: URL,
  service: string | undefined,
  scopes: readonly string[],
  credentials: Extract<Credentials, { kind: "basic" }> | undefined,
): HttpRequest {
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set("service", service);
  for (const scope of scopes) url.searchParams.append("scope", scope);
  const authorization = credentials && basicAuthorization(credentials.username, credentials.password);
  return {
    method: "GET",
    url,
    limit: largestToken,
    ...(authorization !== undefined && { headers: { authorization } }),
  };
}

/** With a refresh token, by OAuth 2. */
function oauthRequest(realm: URL, service: string | undefined, scopes: readonly string[], token: string): HttpRequest {
  const form = new URLSearchParams({
    grant_type: "refresh_token",
    refresh_token: token,
    client_id: "mesh-wasm",
    scope: scopes.join(" "),
    ...(service !== undefined && { service }),
  });
  return {
    method: "POST",
    url: realm,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new TextEncoder().encode(form.toString()),
    limit: largestToken,
  };
}

function tokenIn(body: Uint8Array): string | undefined {
  try {
    const { token, access_token } = v.parse(tokenAnswer, JSON.parse(new TextDecoder().decode(body)));
    return token ?? access_token;
  } catch {
    return undefined;
  }
}

function noToken(registry: string, realm: URL, status: number): MeshWasmError {
  return new MeshWasmError("MW0709", `no token for ${registry}`, {
    details: [`${realm.origin} answered ${status}${status === 200 ? ", and its answer has no token" : ""}`],
  });
}
