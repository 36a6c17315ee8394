import type { Context } from "../core/index.ts";
import { openSession, type RegistryOptions, type SessionScope } from "./open-session.ts";
import { RemoteRepository } from "./remote/remote-repository.ts";

/**
 * A repository of a registry, to read from and to write to. Nothing is asked of the registry before something is wanted of it.
 *
 * @example
 * const find = (registry, repository) => findCredentials(ctx, registry, repository);
 * const repository = openRepository(ctx, { registry: "ghcr.io", repository: "acme/canary" }, { findCredentials: find });
 * await repository.tags(); // ["1.0.0", "1.1.0"]
 */
export function openRepository(
  ctx: Pick<Context, "env" | "signal">,
  scope: SessionScope & { readonly repository: string },
  options: RegistryOptions,
): RemoteRepository {
  return new RemoteRepository(scope.registry, scope.repository, openSession(ctx, scope, options), ctx.signal);
}
