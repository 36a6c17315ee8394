import { MeshWasmError } from "../../core/index.ts";
import type { Digest } from "../digest.ts";
import { inTotoType } from "../media-types.ts";
import { parseStatement, showSubjects } from "../trust/statement.ts";
import type { Attachment } from "./attachment.ts";

/**
 * Looks whether a statement that is to be attached to an image is about it. Whatever is no statement passes.
 *
 * @throws MeshWasmError MW0722, and MW0805 for what is no statement of in-toto
 */
export function checkSubject({ artifactType, bytes, title }: Attachment, image: Digest): void {
  if (artifactType !== inTotoType) return;
  const { subjects } = parseStatement(bytes, title);
  if (subjects.includes(image)) return;
  throw new MeshWasmError("MW0722", `${title} is not about the image ${image}`, {
    details: [`it is about: ${showSubjects(subjects)}`],
  });
}
