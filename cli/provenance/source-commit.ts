import type { SourceCommit } from "../../registry/provenance/build-facts.ts";
import type { CliContext } from "../framework/context.ts";
import { execute } from "../framework/execute.ts";

/** The commit of Git that a folder is at, without credentials that the address of its remote may have; undefined where there is none. */
export async function sourceCommit(
  ctx: Pick<CliContext, "spawn" | "env" | "signal">,
  folder: string,
): Promise<SourceCommit | undefined> {
  async function git(...args: string[]): Promise<string | undefined> {
    const { status, stdout } = await execute(ctx, "git", args, { cwd: folder });
    return status === 0 ? stdout.trim() : undefined;
  }

  const commit = await git("rev-parse", "HEAD");
  if (commit === undefined) return undefined;
  const isChanged = (await git("status", "--porcelain")) !== "";
  const remote = await git("remote", "get-url", "origin");
  const ref = await git("symbolic-ref", "--quiet", "HEAD");
  return { uri: remote === undefined ? undefined : commitUri(remote, ref), commit, isChanged };
}

/**
 * A remote as SPDX and SLSA write it.
 *
 * @returns undefined for a folder of this machine, which is of no use elsewhere
 * @example
 * commitUri("git@github.com:acme/filters.git", "refs/heads/main"); // "git+ssh://github.com/acme/filters@refs/heads/main"
 */
export function commitUri(remote: string, ref: string | undefined): string | undefined {
  const short = /^(?:[\w.-]+@)?([\w.-]+):(?!\/)(.+)$/.exec(remote);
  const address = short ? `ssh://${short[1]}/${short[2]}` : remote;
  if (!URL.canParse(address)) return undefined;
  const { protocol, host, pathname } = new URL(address);
  if (!["https:", "http:", "ssh:", "git:"].includes(protocol)) return undefined;
  return `git+${protocol}//${host}${pathname.replace(/(\.git)?\/*$/, "")}${ref === undefined ? "" : `@${ref}`}`;
}
