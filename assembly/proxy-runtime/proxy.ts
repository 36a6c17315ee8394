/**
 * For `export * from ".../proxy"` of old programs. Empty: what the host calls is exported by the compiler.
 *
 * @module
 */
export {};
