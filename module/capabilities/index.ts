export { type Capabilities, type Names, readCapabilities } from "./read-capabilities.ts";
export type { CapabilityKind } from "./touches.ts";
