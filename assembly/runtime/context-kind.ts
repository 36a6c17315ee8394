/** Which callbacks a context answers. */
export enum ContextKind {
  Plugin = 0,
  Http = 1,
  Tcp = 2,
}
