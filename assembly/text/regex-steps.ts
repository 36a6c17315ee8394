/** Counts a step of matching, in modules that have a class to count them: a test does. In all others it is nothing. */
export function countStep(): void {
  // @ts-ignore: that class
  if (isDefined(__mesh_regex_steps)) __mesh_regex_steps.add();
}
