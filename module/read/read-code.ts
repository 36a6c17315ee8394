import { type ByteReader, ReadError } from "./byte-reader.ts";
import { type Draft, newFacts } from "./draft.ts";
import { type CodeFacts, readExpression, readInitialValue } from "./read-expression.ts";
import { readValueType } from "./value-type.ts";

/** Reads the code section. A body that cannot be read keeps its place and size. */
export function readCode(reader: ByteReader, draft: Draft): void {
  for (let count = reader.u32(); count > 0; count--) {
    const body = reader.slice(reader.u32());
    const { offset } = body;
    const facts = newFacts(draft);
    try {
      readBody(body, facts);
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      // A body that ends too early is malformed: its section goes on.
      draft.problem ??= { kind: "malformed", message: `in a function body: ${error.message}`, offset: error.offset };
    }
    draft.bodies.push({
      offset,
      size: body.end - offset,
      calls: [...facts.calls],
      failingCalls: [...facts.failingCalls],
      indirect: [...facts.indirect],
      loops: facts.loops,
    });
  }
}

function readBody(body: ByteReader, facts: CodeFacts): void {
  for (let groups = body.u32(); groups > 0; groups--) {
    body.u32();
    readValueType(body, facts.features);
  }
  if (readExpression(body, facts) && !body.done) throw new ReadError("bytes after the end of the body", body.offset);
}

/** Reads the element section: which functions tables hold. */
export function readElements(reader: ByteReader, draft: Draft): void {
  for (let count = reader.u32(); count > 0; count--) readElementSegment(reader, draft);
}

function readElementSegment(reader: ByteReader, draft: Draft): void {
  const start = reader.offset;
  const flags = reader.u32();
  if (flags > 7) throw new ReadError(`${flags} is no kind of element segment`, start);
  const active = (flags & 1) === 0;
  const explicit = (flags & 2) !== 0;
  const expressions = (flags & 4) !== 0;
  if (flags > 0) draft.features.add(active ? "reference-types" : "bulk-memory");
  if (active && explicit) reader.u32();
  if (active) readInitialValue(reader, newFacts(draft));
  if (flags & 3) {
    if (expressions) readValueType(reader, draft.features);
    else reader.byte();
  }
  for (let items = reader.u32(); items > 0; items--) {
    if (expressions) readInitialValue(reader, newFacts(draft));
    else draft.referenced.add(reader.u32());
  }
}

/** Reads the data section: how many bytes it holds, and where they go. */
export function readData(reader: ByteReader, draft: Draft): void {
  for (let count = reader.u32(); count > 0; count--) {
    const start = reader.offset;
    const flags = reader.u32();
    if (flags > 2) throw new ReadError(`${flags} is no kind of data segment`, start);
    if (flags === 1) draft.features.add("bulk-memory");
    if (flags === 2 && reader.u32() > 0) draft.features.add("multi-memory");
    const address = flags === 1 ? null : readInitialValue(reader, newFacts(draft));
    const size = reader.u32();
    const { offset } = reader;
    reader.skip(size);
    draft.segments.push({ address, offset, size });
    draft.dataSize += size;
  }
}

/** The data count section only announces segments to instructions of bulk memory. */
export function readDataCount(reader: ByteReader, draft: Draft): void {
  draft.features.add("bulk-memory");
  reader.u32();
}
