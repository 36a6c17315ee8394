/** What a server asks for in `www-authenticate`: a scheme in lower case, and its parameters by their names in lower case. */
export interface Challenge {
  scheme: string;
  parameters: ReadonlyMap<string, string>;
}

const token = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
const parameter = new RegExp(`^[ \\t]*(${token})[ \\t]*=[ \\t]*(?:"((?:[^"\\\\]|\\\\.)*)"|(${token}))[ \\t]*(?:,|$)`);
const scheme = new RegExp(`^[ \\t,]*(${token})(?:[ \\t]+|$|(?=,))`);

/**
 * The challenges of a header (RFC 9110, section 11.3). What cannot be read ends the list.
 *
 * @example
 * parseChallenges('Bearer realm="https://auth.docker.io/token",service="registry.docker.io"');
 */
export function parseChallenges(header: string): Challenge[] {
  const challenges: Challenge[] = [];
  let rest = header;
  for (let found = scheme.exec(rest); found; found = scheme.exec(rest)) {
    rest = rest.slice(found[0].length);
    const parameters = new Map<string, string>();
    for (let pair = parameter.exec(rest); pair; pair = parameter.exec(rest)) {
      rest = rest.slice(pair[0].length);
      const [, name = "", quoted, plain = ""] = pair;
      parameters.set(name.toLowerCase(), quoted === undefined ? plain : quoted.replace(/\\(.)/g, "$1"));
    }
    challenges.push({ scheme: (found[1] as string).toLowerCase(), parameters });
  }
  return challenges;
}
