import * as v from "valibot";

/** Bytes as base64 in JSON. Node overlooks what does not belong there; a signature should not have anything to overlook. */
export const base64 = v.pipe(
  v.string(),
  v.check((text) => Buffer.from(text, "base64").toString("base64") === text, "it is not base64"),
  v.transform((text): Uint8Array => Buffer.from(text, "base64")),
);
