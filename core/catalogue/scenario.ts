import type { CatalogueEntry } from "./entry.ts";

/** 0431 to 0439: suites of scenarios. */
export const scenarioErrors = {
  MW0431: {
    title: "The file of a suite cannot be read",
    cause:
      "A suite is a TestSuite of GoogleCloudPlatform/service-extensions, as protobuf text (.textpb, .textproto) or as YAML. The file has a syntax error, or a field that a TestSuite does not have.",
    fix: "Correct the file at the line and column that the message names.",
    exitCode: 3,
  },
  MW0432: {
    title: "A file that a suite names cannot be read",
    cause:
      "Modules, plugin configurations, inputs and expected bodies are looked for beside the suite that names them; one of them is missing.",
    fix: "Correct the path, or create the file.",
    exitCode: 3,
  },
  MW0433: {
    title: "A suite belongs to no filter",
    cause:
      "The project has several filters, and neither the name of the suite nor that of a folder around it is the name of one.",
    fix: "Call the file NAME.textpb, NAME_tests.textpb or NAME.scenario.yaml, put it into a folder called NAME, or say `env { wasm_path: … }` in it.",
    exitCode: 3,
  },
} as const satisfies Record<string, CatalogueEntry>;
