import { join } from "node:path";

/** A template that `new filter` starts from. */
export interface Template {
  name: string;
  summary: string;
}

/** All templates; the first is what a project starts from where none is named. */
export const templates: readonly Template[] = [
  { name: "blank", summary: "The smallest filter: one header on each response" },
  { name: "authorization", summary: "Let in requests with a good bearer token (JWT), by path and claims" },
  { name: "telemetry", summary: "Count requests and time them by route and status, and log each" },
  { name: "header-routing", summary: "Choose the version that serves a request, by header or by weight" },
];

/** A folder of a template's files, and where in the project they go. */
export interface Layer {
  from: string;
  to: string;
}

/**
 * The folders that a template is put together from; of two files with the same path the later one counts. Beside `blank`,
 * the source of a template is that of the ready-made filter of its name.
 */
export function layersOf(packageFolder: string, template: string): Layer[] {
  const source = { from: join(packageFolder, "filters", template, "assembly"), to: "assembly" };
  return [
    ...(template === "blank" ? [] : [source]),
    { from: join(packageFolder, "templates/common"), to: "." },
    { from: join(packageFolder, "templates", template), to: "." },
  ];
}
