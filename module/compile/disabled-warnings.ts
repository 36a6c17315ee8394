/** A class that the entry file exports becomes no export of the module: nobody expects that of a filter. */
const never = "235";

/**
 * Whether a warning is not to be told, by the flags for asc. asc itself leaves disabled warnings out of what it prints, but
 * reports them all the same.
 */
export function isDisabled(code: string, flags: readonly string[]): boolean {
  const number = code.replace(/^\D+/, "");
  if (number === never) return true;
  return flags.some((flag, index) => {
    const [name, value = flags[index + 1] ?? ""] = flag.split("=");
    if (name !== "--disableWarning") return false;
    return /^\d+(?:,\d+)*$/.test(value) ? value.split(",").includes(number) : true;
  });
}
