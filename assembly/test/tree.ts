export const groups: Group[] = [];
export const tests: Test[] = [];

/** How many groups and tests there are: the next one's place in the order of the source. */
let count: i32 = 0;

/** A `describe`, or the file itself. */
export class Group {
  readonly index: i32;
  readonly order: i32 = count++;
  beforeAll: (() => void)[] = [];
  beforeEach: (() => void)[] = [];
  afterEach: (() => void)[] = [];
  afterAll: (() => void)[] = [];
  /** Whether `beforeAll` has run. */
  begun: bool = false;

  constructor(
    readonly name: string,
    readonly parent: Group | null,
    readonly define: (() => void) | null,
  ) {
    this.index = groups.length;
    groups.push(this);
  }
}

/** What is expected of a test. */
export enum TestKind {
  /** It comes to its end. */
  Test,
  /** It traps. */
  Throws,
  /** Nothing: it does not run. */
  Todo,
}

/** A test. */
export class Test {
  readonly order: i32 = count++;

  constructor(
    readonly name: string,
    readonly group: Group,
    readonly kind: TestKind,
    readonly body: (() => void) | null,
  ) {
    tests.push(this);
  }
}

/** The group that is being defined. */
let current: Group = new Group("", null, null);

export function currentGroup(): Group {
  return current;
}

/** How many groups have been asked for what is in them. The file itself is defined when the module starts. */
let defined: i32 = 1;

/**
 * Calls the functions of all `describe`, if that was not done yet. Not when they are met: in a callback of the proxy they can
 * call the host.
 */
export function defineAll(): void {
  while (defined < groups.length) {
    current = groups[defined++];
    const define = current.define;
    if (define) define();
  }
}
