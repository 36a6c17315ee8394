/**
 * For imports from `.../runtime` of old programs.
 *
 * @module
 */
export * from "./index";
