export { type Capabilities, type Names, readCapabilities } from "./read-capabilities.ts";
export { type CapabilityKind, capabilityKinds } from "./touches.ts";
