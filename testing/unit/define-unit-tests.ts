import { type UnitTest, UnitTestKind, type UnitTestList } from "./unit-messages.ts";
import type { UnitModule } from "./unit-module.ts";
import { UnitSession } from "./unit-session.ts";

/** What is used of vitest. It is handed in: there must be just one in a process. */
export interface VitestApi {
  describe(name: string, define: () => void): void;
  test: { (name: string, body: () => Promise<void>): void; todo(name: string): void };
  afterAll(callback: () => Promise<void>): void;
}

/** Makes a test of vitest of each unit test of a file, and a `describe` of each of its groups. */
export async function defineUnitTests(vitest: VitestApi, module: UnitModule): Promise<void> {
  // biome-ignore lint/suspicious/noConsole: vitest shows it with the test
  const session = await UnitSession.start(module, (line) => console.log(line));
  try {
    const list = await session.list();
    vitest.afterAll(async () => {
      await session.end(0);
      await session.stop();
    });
    defineGroup(vitest, session, list, 0);
  } catch (error) {
    await session.stop();
    throw error;
  }
}

function defineGroup(vitest: VitestApi, session: UnitSession, list: UnitTestList, index: number): void {
  const groups = list.groups.flatMap((group, at) =>
    group.parent === index ? [{ order: group.order, define: () => describeGroup(at) }] : [],
  );
  const tests = list.tests.flatMap((test, at) =>
    test.group === index ? [{ order: test.order, define: () => defineTest(vitest, session, test, at) }] : [],
  );
  for (const { define } of [...groups, ...tests].sort((a, b) => a.order - b.order)) define();

  function describeGroup(at: number): void {
    vitest.describe(list.groups[at]?.name ?? "", () => {
      vitest.afterAll(() => session.end(at));
      defineGroup(vitest, session, list, at);
    });
  }
}

function defineTest({ test }: VitestApi, session: UnitSession, { name, kind }: UnitTest, index: number): void {
  if (kind === UnitTestKind.todo) test.todo(name);
  else test(name, () => (kind === UnitTestKind.throws ? session.runThrowing(index, name) : session.run(index)));
}
