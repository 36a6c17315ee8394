import type { Context } from "../core/index.ts";
import { Authorizer } from "./remote/authorizer.ts";
import type { FindCredentials } from "./remote/credentials.ts";
import { Endpoint } from "./remote/endpoint.ts";
import { HttpClient } from "./remote/http-client.ts";
import { proxyFor } from "./remote/proxy.ts";
import { Session } from "./remote/session.ts";

/** How registries are reached. */
export interface RegistryOptions {
  /** Without TLS. Undefined: never, but to a registry on this machine that knows no TLS. */
  readonly plainHttp?: boolean | undefined;
  /** Whatever certificate a registry shows. Default: false. */
  readonly insecure?: boolean | undefined;
  /** Certificates of further authorities, in PEM. */
  readonly ca?: readonly string[] | undefined;
  /** The client's own certificate with its key, in PEM. */
  readonly certificate?: { readonly certificate: string; readonly key: string } | undefined;
  /** Where credentials come from: {@link findCredentials}, or what a caller has. */
  readonly findCredentials: FindCredentials;
}

/** Whom a session is with. */
export interface SessionScope {
  readonly registry: string;
  /** Undefined where no repository is wanted. */
  readonly repository?: string;
  /** Repositories of the same registry from which blobs are taken over. */
  readonly alsoReads?: readonly string[];
}

/** Begins to talk to a registry; nothing is sent before something is wanted. */
export function openSession(
  ctx: Pick<Context, "env" | "signal">,
  scope: SessionScope,
  options: RegistryOptions,
): Session {
  const { plainHttp, insecure = false, ca, certificate, findCredentials } = options;
  const { signal } = ctx;
  const client = new HttpClient({ ca, certificate, verifies: !insecure, proxyFor: proxyFor(ctx.env), signal });
  const authorizer = new Authorizer({ ...scope, findCredentials, send: (request) => client.send(request) });
  return new Session(client, new Endpoint(scope.registry, client, plainHttp), authorizer, signal);
}
