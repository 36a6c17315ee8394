export { configurationFaults } from "./configuration-faults.ts";
