// What the compiler adds to the language, for editors and tsc.

/**
 * Marks a class as configuration: objects of it are read from JSON. Its fields are the keys, their initializers the
 * defaults; a field declared with `!` is required. Fields may be `string`, `bool`, numbers, enums, other such classes, `Array`
 * and `Map<string, …>` of them, and `| null` of them. An enum is given by the name of its member, in the same case. Of a key that is there twice the last one
 * counts; one that the class does not have is an error. The module carries a JSON Schema of it.
 *
 * @example
 * @config
 * class CanaryConfig {
 *   header: string = "x-canary";
 *   weights: Map<string, u8> = new Map();
 * }
 */
declare function config(constructor: any): void;
