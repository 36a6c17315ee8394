import { pointTableSection } from "../../coverage/point-table.ts";
import type { FunctionPlace } from "../../symbolicate/index.ts";
import type { Asc, Binaryen, BinaryenModule, Parser, Program, Source } from "../asc-types.ts";
import { packageText } from "../package-text.ts";
import { type CallSite, callSites } from "./call-sites.ts";
import { addDecoders } from "./config/add-decoders.ts";
import { configClasses } from "./config/config-class.ts";
import { addCounters, finishTable } from "./coverage/counters.ts";
import type { Draft } from "./coverage/draft.ts";
import { seeThroughBlocks } from "./coverage/see-through-blocks.ts";
import { completeLocations } from "./debug-locations.ts";
import { functionPlaces } from "./function-places.ts";
import { functionsOf } from "./functions.ts";
import { warnOfLostCallbacks } from "./lost-callbacks.ts";
import { configurationSchemas, type ModuleMetadata } from "./metadata.ts";
import { keepFunctions } from "./no-inline.ts";
import { useOwnRuntime } from "./own-runtime.ts";
import { registrations } from "./root-ids.ts";
import { storeMessagesAsUtf8 } from "./static-text.ts";
import { trimExports, trimUnused } from "./trim-exports.ts";
import { makeComparable } from "./unit-tests/comparable-classes.ts";
import { useOwnExternals } from "./unit-tests/own-externals.ts";
import { ownSources } from "./walk.ts";

/** What the transform needs to know of a compilation. */
export interface TransformOptions {
  /** The metadata that does not come from the source. */
  metadata: Pick<ModuleMetadata, "name" | "version" | "sdk" | "mode">;
  /** Source of the memory and the garbage collector. */
  runtime: string;
  /** Called once all source files are read. */
  hashSources(): string;
  /** Called once everything is compiled. */
  listPackages(): ModuleMetadata["packages"];
  /** The module has unit tests: as-pect's library is in it. */
  unitTests: boolean;
  /** Count what runs. Of the files in `plain` all but the operands of `&&` and `||`. */
  coverage: { plain: ReadonlySet<string> } | null;
}

/** One compilation's transform: the class for asc, and what it found. */
export interface Transform {
  class: new () => unknown;
  /** The error that a hook ended with: asc itself reports only its message. */
  readonly error: unknown;
  readonly metadata: ModuleMetadata;
  /** The calls of the project's own functions, and of what they lead to. */
  readonly calls: ReadonlyMap<FunctionPlace, readonly CallSite[]>;
  /** Where functions are declared, by the source file's name. */
  readonly functions: ReadonlyMap<string, readonly FunctionPlace[]>;
}

/** The path of the generated entry file. It exports the SDK's callbacks beside the user's own entry. */
const entryFile = "mesh-wasm-entry.ts";

/** Makes the transform of one compilation. asc instantiates the class and gives it `program` and `binaryen`. */
export function createTransform(asc: Asc, options: TransformOptions): Transform {
  let failure: unknown;
  let own: Source[] = [];
  let undecided: string[] = [];
  let calls: ReadonlyMap<FunctionPlace, readonly CallSite[]> = new Map();
  let functions: ReadonlyMap<string, readonly FunctionPlace[]> = new Map();
  let draft: Draft | null = null;
  const metadata: ModuleMetadata = { ...options.metadata, rootIds: [], configuration: {}, sources: "", packages: [] };

  function keepError(hook: () => void): void {
    try {
      hook();
    } catch (error) {
      failure = error;
      throw error;
    }
  }

  class MeshWasmTransform {
    declare readonly program: Program;
    declare readonly binaryen: Binaryen;

    afterParse(parser: Parser): void {
      keepError(() => {
        own = ownSources(parser);
        const configs = configClasses(asc, parser);
        const plugins = registrations(asc, parser);
        metadata.rootIds = plugins.map((plugin) => plugin.rootId);
        metadata.configuration = configurationSchemas(asc, parser, plugins, configs);
        metadata.sources = options.hashSources();
        addDecoders(parser, configs);
        useOwnRuntime(parser, options.runtime);
        storeMessagesAsUtf8(asc, parser);
        parser.parseFile('export * from "mesh-wasm/assembly/exports";\n', entryFile, true);
        if (options.unitTests) {
          useOwnExternals(asc, parser);
          makeComparable(asc, parser);
        }
        if (options.coverage) draft = addCounters(asc, parser, own.filter(isNoTest), options.coverage.plain);
      });
    }

    afterInitialize(program: Program): void {
      keepError(() => {
        if (options.coverage) seeThroughBlocks(asc, program);
        undecided = trimExports(asc, program);
        warnOfLostCallbacks(asc, program, own);
      });
    }

    afterCompile(module: BinaryenModule): void {
      keepError(() => {
        trimUnused(module, undecided);
        keepFunctions(this.binaryen, module, functionsOf(asc, this.program, own));
        completeLocations(asc, this.program, this.binaryen, module);
        functions = functionPlaces(asc, this.program);
        // A debug build has a frame for each call.
        if (metadata.mode === "release") {
          calls = callSites(this.program, { binaryen: this.binaryen, module }, functions, own);
        }
        metadata.packages = options.listPackages();
        module.addCustomSection("mesh-wasm", encodeJson({ ...metadata, packages: metadata.packages.map(packageText) }));
        if (draft) module.addCustomSection(pointTableSection, encodeJson(finishTable(asc, module, draft)));
      });
    }
  }

  return {
    class: MeshWasmTransform,
    get error() {
      return failure;
    },
    metadata,
    get calls() {
      return calls;
    },
    get functions() {
      return functions;
    },
  };
}

/** Tests are not what is to be covered. */
function isNoTest({ normalizedPath }: Source): boolean {
  return !normalizedPath.endsWith(".spec.ts");
}

function encodeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
