/**
 * Checks the form of a value. Returns a sentence about the first fault, or undefined if the value is right.
 *
 * @param at path of the value, for the sentence
 */
export type Shape = (value: unknown, at?: string) => string | undefined;

const fault = (at: string, value: unknown, wanted: string): string =>
  `${at} is ${String(JSON.stringify(value)).slice(0, 200)}, not ${wanted}`;

/** Returns the shape of a value that passes a test. `wanted` names this shape in the sentence about a fault. */
export function like(wanted: string, test: (value: unknown) => boolean): Shape {
  return (value, at = 'the value') => (test(value) ? undefined : fault(at, value, wanted));
}

/** Returns the shape of a text that is not blank and has at most `max` UTF-16 units. */
export function text(max: number): Shape {
  return like(
    `a text of 1 to ${max} UTF-16 units`,
    (value) => typeof value === 'string' && value.trim() !== '' && value.length <= max,
  );
}

export function count(min: number, max: number): Shape {
  return like(
    `a whole number from ${min} to ${max}`,
    (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
  );
}

/** A date in the form `YYYY-MM-DD` or RFC 3339. */
export const date: Shape = like(
  'a date',
  (value) =>
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d))?$/.test(value) &&
    !Number.isNaN(Date.parse(value)),
);

/** An address that the extension may show: `https:`, or `http:` on loopback, without credentials. */
export const link: Shape = like('an address that may be shown', (value) => {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname, username, password, href } = new URL(value);
  const isLoopback = /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
  return (
    href === value &&
    username + password === '' &&
    (protocol === 'https:' || (protocol === 'http:' && isLoopback))
  );
});

export function optional(shape: Shape): Shape {
  return (value, at) => (value === undefined ? undefined : shape(value, at));
}

export function either(...shapes: readonly Shape[]): Shape {
  return (value, at) => {
    const faults: string[] = [];
    for (const shape of shapes) {
      const found = shape(value, at);
      if (found === undefined) return undefined;
      faults.push(found);
    }
    return faults.join('; ');
  };
}

export function list(item: Shape, max: number, min = 0): Shape {
  return (value, at = 'the value') => {
    if (!Array.isArray(value) || Object.getPrototypeOf(value) !== Array.prototype)
      return fault(at, value, 'a list');
    if (value.length < min || value.length > max) return fault(at, value.length, `${min} to ${max} items`);
    return firstFault(value.entries(), ([n, one]) => item(one, `${at}[${n}]`));
  };
}

/** Returns the shape of an ordinary object with these fields and no others. No field comes from its prototype. */
export function object(fields: Readonly<Record<string, Shape>>): Shape {
  return (value, at = 'the value') => {
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
      return fault(at, value, 'an ordinary object');
    const other = Reflect.ownKeys(value).find((key) => !Object.hasOwn(fields, key));
    if (other !== undefined) return `${at} has an unexpected field ${String(other)}`;
    return firstFault(Object.entries(fields), ([name, shape]) =>
      shape(Object.hasOwn(value, name) ? value[name as never] : undefined, `${at}.${name}`),
    );
  };
}

/**
 * Returns the first fault. A search for all faults would take time that is exponential in the depth of alternatives.
 */
function firstFault<Part>(
  parts: Iterable<Part>,
  look: (part: Part) => string | undefined,
): string | undefined {
  for (const part of parts) {
    const found = look(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function exactly(...values: readonly unknown[]): Shape {
  return like(`one of ${JSON.stringify(values)}`, (value) => values.includes(value));
}

const anyText = like('a text', (value) => typeof value === 'string' && value !== '');

/**
 * Returns the shape of inline content.
 * @param deeper maximum number of nested levels
 */
function inline(deeper: number): Shape {
  if (deeper === 0) return anyText;
  const content: Shape = (value, at) => list(inline(deeper - 1), 20_000, 1)(value, at);
  const marks = exactly('emphasis', 'strong', 'code', 'sup', 'sub', 'deleted', 'inserted', 'quotation');
  return either(
    anyText,
    object({ type: marks, content }),
    object({ type: exactly('link'), href: link, content }),
  );
}

function block(deeper: number, minLevel: number): Shape {
  const content = list(inline(160), 20_000, 1);
  const plain = [
    object({ type: exactly('paragraph'), content }),
    object({ type: exactly('heading'), level: count(minLevel, 6), content }),
  ];
  if (deeper === 0) return either(...plain);
  const blocks: Shape = (value, at) => list(block(deeper - 1, minLevel), 20_000, 1)(value, at);
  return either(
    ...plain,
    object({ type: exactly('list'), ordered: exactly(true, false), items: list(blocks, 20_000, 1) }),
    object({ type: exactly('quote'), blocks }),
  );
}

/** Returns the shape of blocks that are nested at most as deep as any parser allows. */
export function blocks(minLevel = 3): Shape {
  return list(block(160, minLevel), 20_000);
}

const source = object({ url: link, outlet: optional(text(300)) });
const topic = object({ name: text(200), url: optional(link) });

export const sections: Shape = list(object({ heading: text(500), blocks: blocks() }), 10_000, 1);

/** A card as `readCard` returns it. */
export const card: Shape = object({
  id: text(300),
  url: link,
  document: optional(link),
  headline: text(1000),
  summary: optional(text(3000)),
  lens: optional(text(200)),
  type: optional(text(100)),
  published: date,
  updated: optional(date),
  readMinutes: optional(count(1, 999)),
  outlet: optional(text(300)),
  sources: list(source, 20),
  sourceHeadline: optional(text(1000)),
  topics: list(topic, 50),
});

const lensFields = { name: text(200), url: optional(link), description: optional(text(1000)) };
export const lens: Shape = object({ id: text(200), ...lensFields });

/** A page as `readAnalysisPage` returns it. */
export const page: Shape = object({
  headline: text(1000),
  summary: optional(text(3000)),
  url: link,
  lens: optional(object(lensFields)),
  filedUnder: optional(list(text(200), 20, 1)),
  type: optional(text(100)),
  published: optional(date),
  updated: optional(date),
  readMinutes: optional(count(1, 999)),
  outlet: optional(text(300)),
  sources: list(source, 20),
  sourceHeadline: optional(text(1000)),
  topics: list(topic, 50),
  subscribe: optional(link),
  issues: optional(link),
  language: optional(text(35)),
  sections,
  attribution: blocks(),
});
