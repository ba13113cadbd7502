/**
 * Reads one BibTeX entry by the rules of BibTeX, in which a value ends where its braces are balanced. Throws an error
 * if the text is not exactly one entry.
 */
export function entryOf(source: string): {
  readonly key: string;
  readonly fields: Readonly<Record<string, string>>;
} {
  const [head, key = ''] = /^@misc\{([^,\s]+),/.exec(source) ?? [];
  if (head === undefined) throw new Error(`This is not an entry: ${source}`);
  const fields: Record<string, string> = {};
  let at = head.length;
  for (;;) {
    const [field, name = ''] = /^\s*(\w+) = /.exec(source.slice(at)) ?? [];
    if (field === undefined) break;
    at += field.length;
    const end = source[at] === '{' ? closingBrace(source, at) + 1 : source.indexOf(',', at);
    fields[name] = source.slice(at, end);
    at = end;
    if (source[at] !== ',') throw new Error(`No comma after ${name}: ${source}`);
    at++;
  }
  if (!/^\s*\}$/.test(source.slice(at))) throw new Error(`Unbalanced after ${at}: ${source}`);
  return { key, fields: Object.fromEntries(Object.entries(fields).map(([n, v]) => [n, unbraced(v)])) };
}

/**
 * Returns the position of the closing brace. Throws if there is none. BibTeX counts every brace, even after a
 * backslash.
 */
function closingBrace(source: string, from: number): number {
  let depth = 0;
  for (let at = from; at < source.length; at++) {
    if (source[at] === '{') depth++;
    if (source[at] === '}' && --depth === 0) return at;
  }
  throw new Error(`A brace is not closed: ${source}`);
}

function unbraced(value: string): string {
  return value.startsWith('{') && closingBrace(value, 0) === value.length - 1
    ? unbraced(value.slice(1, -1))
    : value;
}

const COMMANDS: Readonly<Record<string, string>> = {
  textbackslash: '\\',
  textbraceleft: '{',
  textbraceright: '}',
  textasciitilde: '~',
  textasciicircum: '^',
  textless: '<',
  textgreater: '>',
  textbar: '|',
  textquotedbl: '"',
};

/** Returns the text that LaTeX typesets. Throws if it contains a character that LaTeX would treat as a command. */
export function untex(tex = ''): string {
  return tex.replace(/\\([a-z]+)\{\}|\\([#$%&_])|[\\{}~^#$%&_"]/g, (found, name, character) => {
    const typeset = character ?? COMMANDS[name];
    if (typeset === undefined) throw new Error(`"${found}" is a command in ${tex}`);
    return typeset;
  });
}
