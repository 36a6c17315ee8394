import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseAllDocuments } from "yaml";
import { MeshWasmError } from "../../core/index.ts";
import { type Change, deploy, type KubernetesClient, type ProxyState, type Resource } from "../../mesh/index.ts";
import type { Outcome } from "../framework/command.ts";
import type { CommandContext } from "../framework/context.ts";
import type { ChangeArguments } from "./cluster-options.ts";
import { connect } from "./connect.ts";
import { keyValues } from "./key-values.ts";
import { manifestFor, type TargetArguments } from "./manifest-for.ts";
import type { ManifestTarget, PluginArguments } from "./options.ts";
import { pluginFrom } from "./plugin-from.ts";
import { proxySource, statesFailure, waitForProxies } from "./proxy-states.ts";

/** What `deploy` is called with. */
interface DeployArguments extends PluginArguments, TargetArguments, ChangeArguments {
  target: ManifestTarget | undefined;
  image: string | undefined;
  manifest: string | undefined;
  canary: string[];
}

/** What `deploy`, `rollback` and `undeploy` have done. */
export interface Deployed {
  dryRun: boolean;
  changes: Change[];
  /** What the proxies have in the end; empty where nobody waited. */
  proxies: ProxyState[];
}

/**
 * Deploys the plugin that the command line describes, or the resources of a file.
 *
 * @throws MeshWasmError MW0103, MW0107, MW0920 to MW0925, MW0929, and as manifests do
 */
export async function deployResources(ctx: CommandContext, args: DeployArguments): Promise<Outcome<Deployed>> {
  const canary = keyValues("--canary", args.canary);
  const resources = await resourcesOf(ctx, args);
  const client = await connect(ctx, args);
  const changes = await deploy(client, resources, {
    dryRun: args.dryRun,
    force: args.forceConflicts,
    canary,
    ...reported(ctx),
  });
  const last = changes.find(({ action }) => action !== "deleted");
  const labels = { ...keyValues("--selector", args.selector), ...canary };
  return outcomeOf(ctx, client, args, changes, last, labels);
}

/** What was done, and what the proxies have in the end where somebody waits for them. */
export async function outcomeOf(
  ctx: CommandContext,
  client: KubernetesClient,
  { dryRun, wait, proxy, timeout }: ChangeArguments,
  changes: Change[],
  awaited: Change | undefined,
  labels: Readonly<Record<string, string>> = {},
): Promise<Outcome<Deployed>> {
  if (!wait || dryRun || !awaited) return { result: { dryRun, changes, proxies: [] } };
  const source = proxySource(ctx, proxy, client, awaited.namespace, labels);
  const proxies = await waitForProxies(ctx, source, awaited, timeout);
  return { result: { dryRun, changes, proxies }, failure: statesFailure(proxies, awaited) };
}

/** Tells what is done as it is done, so that whoever stops it knows. */
export function reported(ctx: CommandContext): { onApplied(change: Change): void } {
  return {
    onApplied({ kind, namespace, name, action }) {
      ctx.note(`${ctx.errorStyle.mark.ok} ${kind} ${namespace}/${name} ${action}`);
    },
  };
}

async function resourcesOf(ctx: CommandContext, args: DeployArguments): Promise<Resource[]> {
  const { target, image, manifest, namespace } = args;
  if ((target === undefined) === (manifest === undefined)) {
    throw new MeshWasmError("MW0103", "what is to be deployed is not said, or said twice", {
      hint: "name a target and an image, such as `istio ghcr.io/acme/canary:1.0.0`, or a file with --manifest",
    });
  }
  if (manifest !== undefined) return readResources(ctx, manifest, namespace);
  const { documents, notes } = manifestFor(target as ManifestTarget, await pluginFrom(ctx, image, args), args);
  for (const note of notes) ctx.warn(note);
  return documents as unknown as Resource[];
}

function readResources(ctx: CommandContext, file: string, namespace: string | undefined): Resource[] {
  let text: string;
  try {
    text = readFileSync(resolve(ctx.cwd, file), "utf8");
  } catch (cause) {
    throw new MeshWasmError("MW0107", `cannot read ${file}`, { details: [(cause as Error).message], cause });
  }
  const documents = parseAllDocuments(text);
  const wrong = documents.flatMap(({ errors }) => errors.map(({ message }) => message));
  const resources = wrong.length > 0 ? [] : documents.map((one) => one.toJS()).filter((one) => one !== null);
  if (resources.length > 0 && resources.every(isResource)) {
    return resources.map((one) => {
      if (namespace === undefined) return one;
      return { ...one, metadata: { ...one.metadata, namespace } };
    });
  }
  throw new MeshWasmError("MW0107", `${file} holds no resources of Kubernetes`, { details: wrong });
}

function isResource(value: unknown): value is Resource {
  const { apiVersion, kind, metadata } = value as Partial<Resource>;
  return typeof apiVersion === "string" && typeof kind === "string" && typeof metadata?.name === "string";
}
