import { checkTag } from "../../registry/reference.ts";

/**
 * `acme/canary:1.0.0,1.0,latest`: one image under several tags, as oras writes it.
 *
 * @returns the reference with the first tag, and all tags; no tags where the reference has none of its own
 * @throws MeshWasmError MW0701 for what is no tag
 */
export function splitTags(text: string): { reference: string; tags: string[] } {
  const [reference = text, ...others] = text.split(",");
  if (others.length === 0) return { reference, tags: [] };
  const first = reference.slice(reference.lastIndexOf(":") + 1);
  return { reference, tags: [first, ...others].map(checkTag) };
}
