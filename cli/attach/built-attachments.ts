import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import {
  type Attachment,
  asItIs,
  billOfMaterials,
  type Digest,
  encodeStatement,
  provenancePredicate,
  slsaProvenance,
  sourceMapAttachment,
  statementAttachment,
  writeSbom,
} from "../../registry/index.ts";
import { cycloneDxType, spdxType } from "../../registry/media-types.ts";
import type { CommandContext } from "../framework/context.ts";
import type { PackedTarget } from "../image/pack-target.ts";
import { buildFacts } from "../provenance/build-facts.ts";
import { sbomCreated } from "../sbom/sbom-created.ts";

/** What `push` and `pack` are to attach to the image. */
export interface BuiltAttachments {
  sbom: boolean;
  provenance: boolean;
  sourceMap: boolean;
}

/**
 * What goes along with an image that was just built.
 *
 * @throws MeshWasmError MW0103 where the provenance of a module is asked for that was built elsewhere, MW0107 for a source map that
 * there is not
 */
export async function builtAttachments(
  ctx: CommandContext,
  packed: PackedTarget,
  image: Digest,
  wanted: BuiltAttachments,
): Promise<Attachment[]> {
  const attachments: Attachment[] = [];
  if (wanted.sbom) attachments.push(...(await sboms(ctx, packed)));
  if (wanted.provenance) attachments.push(await provenance(ctx, packed, image));
  if (wanted.sourceMap) attachments.push(await sourceMap(packed));
  return attachments;
}

/** One in each format: scanners know the one or the other. */
async function sboms(ctx: CommandContext, { name, module, content }: PackedTarget): Promise<Attachment[]> {
  const bill = billOfMaterials(module, content.module, name);
  const encoder = new TextEncoder();
  const cycloneDx = encoder.encode(await writeSbom(bill, "cyclonedx"));
  const spdx = encoder.encode(await writeSbom(bill, "spdx", sbomCreated(ctx)));
  return [asItIs(cycloneDxType, cycloneDx, `${name}.cdx.json`), asItIs(spdxType, spdx, `${name}.spdx.json`)];
}

async function provenance(
  ctx: CommandContext,
  { name, target, module }: PackedTarget,
  image: Digest,
): Promise<Attachment> {
  if (target.kind === "module" || !module.metadata) {
    throw new MeshWasmError(
      "MW0103",
      `how ${name} was built is not known here: it is a module that was there already`,
      {
        hint: "name a filter of the project, which is built then, or attach the statement of whoever has built it",
      },
    );
  }
  const facts = await buildFacts(ctx, target, module.metadata);
  const statement = encodeStatement(image, provenancePredicate, slsaProvenance(facts));
  return statementAttachment(statement, provenancePredicate, `${name}.provenance.json`);
}

async function sourceMap({ name, file }: PackedTarget): Promise<Attachment> {
  const map = `${file}.map`;
  try {
    return sourceMapAttachment(await readFile(map), basename(map));
  } catch (error) {
    throw new MeshWasmError("MW0107", `${name} has no source map ${basename(map)} beside it`, {
      details: [(error as Error).message],
      hint: "leave out --source-map, or put the map of this very build there",
      cause: error,
    });
  }
}
