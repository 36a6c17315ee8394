import type { ForeignFunction, Message, MessageField } from "./types.ts";

/** `Span` of filter state: how long it lives. */
const span = { FilterChain: 0, DownstreamRequest: 1, DownstreamConnection: 2 };

/**
 * Every foreign function of Envoy 1.40. Another host may have none of them: a call of an unknown one answers
 * NOT_FOUND (1).
 */
export const foreignFunctions: readonly ForeignFunction[] = [
  {
    name: "compress",
    argument: "any bytes",
    result: "the bytes in zlib format",
    doc: "Compresses with zlib.",
  },
  {
    name: "uncompress",
    argument: "bytes in zlib format",
    result: "the bytes",
    doc: "Undoes zlib compression; corrupt input answers SERIALIZATION_FAILURE.",
  },
  {
    name: "expr_create",
    argument: "a CEL expression as UTF-8 text",
    result: "a token: u32, little endian",
    doc: "Compiles a CEL expression; a syntax error answers BAD_ARGUMENT.",
  },
  {
    name: "expr_evaluate",
    argument: "the token of expr_create: u32, little endian",
    result: "the value, encoded like a property",
    doc: "Evaluates a CEL expression on the current context; an error answers INTERNAL_FAILURE, an unknown token NOT_FOUND.",
  },
  {
    name: "expr_delete",
    argument: "the token of expr_create: u32, little endian",
    result: null,
    doc: "Forgets a CEL expression.",
  },
  {
    name: "declare_property",
    argument: message(
      "DeclarePropertyArguments",
      field(1, "name", "string"),
      field(2, "readonly", "bool"),
      { ...field(3, "type", "enum"), values: { Bytes: 0, String: 1, FlatBuffers: 2, Protobuf: 3 } },
      field(4, "schema", "bytes"),
      { ...field(5, "span", "enum"), values: span },
    ),
    result: null,
    doc: "Says how filter state `wasm.NAME` is typed and how long it lives.",
  },
  {
    name: "set_envoy_filter_state",
    argument: message("SetEnvoyFilterStateArguments", field(1, "path", "string"), field(2, "value", "string"), {
      ...field(3, "span", "enum"),
      values: span,
    }),
    result: null,
    doc: "Sets filter state of Envoy itself; a key that no factory of Envoy knows answers NOT_FOUND.",
  },
  {
    name: "clear_route_cache",
    argument: null,
    result: null,
    doc: "Has the route chosen anew.",
  },
  {
    name: "verify_signature",
    argument: message(
      "VerifySignatureArguments",
      field(1, "hash_function", "string"),
      field(2, "public_key", "bytes"),
      field(3, "signature", "bytes"),
      field(4, "text", "bytes"),
      field(5, "public_key_pem", "string"),
    ),
    result: message("VerifySignatureResult", field(1, "result", "bool"), field(2, "error", "string")),
    doc: "Checks an RSA (PKCS#1 v1.5) or ECDSA (DER) signature with sha1 to sha512; a wrong one answers OK with result false.",
  },
  {
    name: "sign",
    argument: message(
      "SignArguments",
      field(1, "hash_function", "string"),
      field(2, "private_key", "bytes"),
      field(3, "text", "bytes"),
      field(4, "private_key_pem", "string"),
    ),
    result: message(
      "SignResult",
      field(1, "result", "bool"),
      field(2, "signature", "bytes"),
      field(3, "error", "string"),
    ),
    doc: "Signs bytes with a private key in PKCS#8.",
  },
];

function message(name: string, ...fields: MessageField[]): Message {
  return { name, fields };
}

function field(number: number, name: string, type: MessageField["type"]): MessageField {
  return { number, name, type };
}
