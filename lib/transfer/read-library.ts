import { asObject } from '../input/json-values.ts';
import { readKeptAnalysis } from './analysis-in-file.ts';
import type { Fault } from './fields-in-library-file.ts';
import type { ImportBlock } from './import-batch.ts';
import {
  readAnswer,
  readCorrection,
  readFilter,
  readFollowed,
  readLabel,
  readWaiting,
} from './library-file.ts';
import type { FilePart, UnreadLine } from './read-file.ts';
import { readFileStart, readFileText } from './read-file-as-text.ts';
import { type JsonPart, JsonSplitter, LineSplitter } from './split-json.ts';

/** Maximum number of analyses in a part. A part is one message to the background and one transaction. */
const ANALYSES = 100;

/**
 * Reads an exported library, part by part. If a record is damaged, lists its line in `unread` and reads the other
 * records.
 *
 * @param now used for missing times (ms since the epoch)
 */
export async function* readLibrary(
  file: Blob,
  signal?: AbortSignal,
  onRead?: (bytes: number) => void,
  now = Date.now(),
): AsyncGenerator<FilePart> {
  let part = emptyPart();
  const reader = hasLines(await readFileStart(file))
    ? new LineSplitter((text, line) => readLine(text, line, part, now))
    : new JsonSplitter((json) => readPart(json, part, now));
  for await (const text of readFileText(file, signal, onRead)) {
    reader.feed(text);
    while (part.block.analyses.length >= ANALYSES) {
      const rest = emptyPart();
      rest.block.analyses.push(...part.block.analyses.splice(ANALYSES));
      yield part;
      part = rest;
    }
  }
  reader.end();
  const { analyses, ...others } = part.block;
  for (let at = 0; at < analyses.length; at += ANALYSES)
    yield { ...emptyPart(), block: { ...emptyPart().block, analyses: analyses.slice(at, at + ANALYSES) } };
  yield { ...part, block: { ...others, analyses: [] } };
}

/**
 * Whether each analysis has its own line, as in a file that this extension has written. A line can then be read even if
 * other lines are damaged. Other programs may write the same JSON with other line breaks.
 */
function hasLines(head: string): boolean {
  return /(?:^|\n)\{"card":/.test(head);
}

type Lists = {
  -readonly [Name in keyof Omit<ImportBlock, 'found' | 'lensHues' | 'settings'>]: ImportBlock[Name][number][];
};

interface Part extends FilePart {
  readonly block: Lists & { lensHues?: Record<string, number>; settings?: Record<string, unknown> };
  readonly unread: UnreadLine[];
}

function emptyPart(): Part {
  return {
    block: { analyses: [], labels: [], filters: [], followed: [], corrections: [], waiting: [], answers: [] },
    addresses: [],
    unread: [],
  };
}

/** Fields of the file that are not imported. */
const IGNORED = new Set(['format', 'version', 'exported', 'watch']);

function readPart({ field, text, line }: JsonPart, part: Part, now: number): void {
  if (IGNORED.has(field)) return;
  const value = parsed(text);
  if (value === undefined) salvage(text, line, part, now);
  else readValue(field, value, line, part, now);
}

function readValue(field: string, value: unknown, line: number, part: Part, now: number): void {
  const { block, unread } = part;
  const add = <T extends object>(list: T[], read: T | Fault): void => {
    if (typeof read === 'string') unread.push({ line, fault: read });
    else list.push(read);
  };
  const addAnalysis = (removedAt?: number): void => {
    const read = readKeptAnalysis(value, now);
    if (typeof read === 'string') unread.push({ line, fault: read });
    else {
      const { kept, faults } = read;
      block.analyses.push(removedAt === undefined ? kept : { removedAt, ...kept });
      for (const fault of faults) unread.push({ line, fault });
    }
  };
  const readers: Readonly<Record<string, () => void>> = {
    saved: () => addAnalysis(),
    removed: () => addAnalysis(now),
    labels: () => add(block.labels, readLabel(value)),
    filters: () => add(block.filters, readFilter(value)),
    followed: () => add(block.followed, readFollowed(value, now)),
    corrections: () => add(block.corrections, readCorrection(value, now)),
    waiting: () => add(block.waiting, readWaiting(value, now)),
    answers: () => add(block.answers, readAnswer(value, now)),
    lensHues: () => {
      block.lensHues = Object.fromEntries(
        Object.entries(asObject(value) ?? {}).filter((hue): hue is [string, number] =>
          Number.isInteger(hue[1]),
        ),
      );
    },
    settings: () => {
      block.settings = { ...asObject(value) };
    },
  };
  if (Object.hasOwn(readers, field)) readers[field]?.();
}

/**
 * Reads a damaged part of the JSON line by line. Because of the damage, the part may contain everything up to the end
 * of the file.
 */
function salvage(text: string, firstLine: number, part: Part, now: number): void {
  for (const [n, line] of text.split('\n').entries()) readLine(line, firstLine + n, part, now);
}

function readLine(written: string, line: number, part: Part, now: number): void {
  const text = written.replace(/^[\s,\ufeff]+|[\s,]+$/g, '');
  if (text === '' || /^[\]}]+$/.test(text) || /^\{"format":[^[]*"saved":\[$/.test(text)) return;
  const item = asObject(parsed(text));
  if (item?.card) readValue('saved', item, line, part, now);
  else if (!readFields(text, line, part, now)) part.unread.push({ line, fault: 'not-json' });
}

/**
 * Reads a line between two lists: `],"labels":[…],"filters":[…],"removed":[`. Returns `false` if the line has another
 * form or is damaged.
 */
function readFields(line: string, number: number, part: Part, now: number): boolean {
  const fields = line.replace(/^\]\s*,?/, '').replace(/,?"removed":\[$/, '');
  if (!fields.startsWith('"')) return false;
  const value = asObject(parsed(`{${fields.replace(/\}$/, '')}}`)) ?? asObject(parsed(`{${fields}}`));
  // There is a card here only if this is the line of an analysis that has lost its first brace.
  if (value?.card) readValue('saved', value, number, part, now);
  for (const [field, of] of Object.entries(value ?? {}))
    if (!IGNORED.has(field))
      for (const one of Array.isArray(of) ? of : [of]) readValue(field, one, number, part, now);
  return value !== undefined;
}

/** Returns the value of a JSON text; `undefined` if the text is damaged. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
