// Finds code in AssemblyScript without parsing it: what comments and strings hold becomes spaces, so that all positions stay.

const comment = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/;
const text = /"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?|`(?:[^`\\]|\\[\s\S])*`?/;
const commentOrText = new RegExp(`${comment.source}|${text.source}`, "g");

/** The source with spaces in place of comments and of what strings hold; quotes and line ends stay. */
export function blankText(source: string): string {
  return source.replace(commentOrText, (found) => {
    const quote = found[0] ?? "";
    if (quote === "/") return blank(found);
    const closed = found.length > 1 && found.endsWith(quote);
    return closed ? `${quote}${blank(found.slice(1, -1))}${quote}` : `${quote}${blank(found.slice(1))}`;
  });
}

function blank(found: string): string {
  return found.replace(/[^\r\n]/g, " ");
}
