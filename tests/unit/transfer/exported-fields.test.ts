import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalysisText } from '../../../lib/analysis/analysis.ts';
import type { Highlight, SavedAnalysis } from '../../../lib/db/records.ts';
import type { Card, Source, Topic } from '../../../lib/index/card.ts';
import type { Lens, Publication } from '../../../lib/index/manifest.ts';
import type { AnalysisInFile } from '../../../lib/transfer/analysis-in-file.ts';
import { analysesAsCsv } from '../../../lib/transfer/export-csv.ts';
import { analysesAsHtml } from '../../../lib/transfer/export-html.ts';
import { markdownFile } from '../../../lib/transfer/export-markdown.ts';
import { holdsAsync } from '../properties.ts';
import { WORDS } from './file-words.ts';

/**
 * Tests that the forms Markdown, table and page contain exactly the fields of a saved analysis that docs/exports.md
 * names for each form. A form contains a field if the file changes when the field changes.
 */

const FORMS: Readonly<Record<string, (kept: AnalysisInFile) => Promise<string>>> = {
  Markdown: async (kept) => markdownFile(kept, WORDS),
  'table (CSV)': (kept) => joined(analysesAsCsv(inOneBlock(kept))),
  'page (HTML)': (kept) => joined(analysesAsHtml([kept.saved], inOneBlock(kept), WORDS)),
};

async function* inOneBlock(kept: AnalysisInFile): AsyncGenerator<readonly AnalysisInFile[]> {
  yield [kept];
}

async function joined(pieces: AsyncIterable<string>): Promise<string> {
  let whole = '';
  for await (const piece of pieces) whole += piece;
  return whole;
}

/** For each field of the table in docs/exports.md, the forms that contain it. */
const DOCUMENTED: ReadonlyMap<string, readonly string[]> = readTable();

function readTable(): Map<string, readonly string[]> {
  const lines = readFileSync('docs/exports.md', 'utf8').split('\n');
  const rows = lines
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const [, ...forms] = rows[0] ?? [];
  expect(forms).toEqual(Object.keys(FORMS));
  return new Map(
    rows.slice(2).map(([field = '', ...cells]) => {
      expect(cells.filter((cell) => cell !== 'yes' && cell !== 'no')).toEqual([]);
      return [field.replaceAll('`', ''), forms.filter((_, n) => cells[n] === 'yes')];
    }),
  );
}

type Whole<T> = { readonly [Name in keyof T]-?: NonNullable<T[Name]> };

// The types require every field, so a new field causes a type error until this test has it.
const SOURCE: Whole<Source> = { url: 'https://outlet.example/ferry', outlet: 'Ledger Europe' };
const TOPIC: Whole<Topic> = { name: 'shipping', url: 'https://noligarchy.us/topics/shipping' };
const CARD: Whole<Card> = {
  id: 'ferry',
  url: 'https://noligarchy.us/analysis/ferry',
  document: 'https://noligarchy.us/analysis/ferry.json',
  headline: 'Ferry talks resume',
  summary: 'Both sides return.',
  lens: 'power',
  type: 'Reporting',
  published: '2026-07-02',
  updated: '2026-07-03',
  readMinutes: 3,
  outlet: 'Northern Ledger',
  sources: [SOURCE],
  sourceHeadline: 'Strait stays closed',
  topics: [TOPIC],
};
const LENS: Whole<Lens> = {
  id: 'power',
  name: 'Global Power Plays',
  url: 'https://noligarchy.us/lens/power',
  description: 'Who gains.',
  feed: 'https://noligarchy.us/lens/power/feed',
};
const PUBLICATION: Whole<Publication> = {
  name: 'NOLIGARCHY.US',
  url: 'https://noligarchy.us/',
  language: 'en',
  subscribe: 'https://noligarchy.us/subscribe',
  issues: 'https://noligarchy.us/issues',
};
const HIGHLIGHT: Whole<Highlight> = {
  ...{ id: 'h1', section: 0, start: 4, endSection: 0, end: 9, version: '1' },
  ...{ exact: 'talks', prefix: 'The ', suffix: ' resumed', comment: 'Why?', createdAt: 1_750_000_000_000 },
};
const SAVED: Whole<SavedAnalysis> = {
  id: 'ferry',
  savedAt: 1_750_000_000_000,
  card: CARD,
  lens: LENS,
  publication: PUBLICATION,
  state: 'read',
  textState: 'kept',
  position: { section: 0, offset: 3 },
  readAt: 1_750_000_000_000,
  labels: ['water'],
  note: 'Ask again',
  notedAt: 1_750_000_000_000,
  highlights: [HIGHLIGHT],
  unlistedSince: 1_750_000_000_000,
  withdrawnAt: 1_750_000_000_000,
  withdrawalToldAt: 1_750_000_000_000,
};
const TEXT: Whole<AnalysisText> = {
  sections: [{ heading: 'What happened', blocks: [{ type: 'paragraph', content: ['The talks resumed.'] }] }],
  attribution: [{ type: 'paragraph', content: ['Read the original.'] }],
};
const WHOLE: AnalysisInFile = { saved: SAVED, text: { id: 'ferry', version: '1', text: TEXT } };

/** Returns the path of each field, from `of` down to values that are neither lists nor records. */
function fieldsOf(of: unknown, path: string): string[] {
  if (Array.isArray(of)) return fieldsOf(of[0], `${path}[]`);
  // The blocks of a text are drawn by one function, which the tests of each form cover.
  if (typeof of !== 'object' || of === null || 'content' in of) return [path];
  return Object.entries(of).flatMap(([name, value]) => fieldsOf(value, `${path}.${name}`));
}
const FIELDS = [...fieldsOf(SAVED, 'saved'), ...fieldsOf(TEXT, 'text')];

/** Returns a copy of a value in which one field has another value. */
function withOther(of: unknown, path: readonly string[], number: number): unknown {
  const [name = '', ...rest] = path;
  if (Array.isArray(of)) return [withOther(of[0], path.slice(1), number)];
  if (path.length === 0) return other(of, number);
  const record = of as Readonly<Record<string, unknown>>;
  return { ...record, [name]: withOther(record[name], rest, number) };
}

const DAY = 24 * 3_600_000;

/** Returns another value of the same kind. */
function other(value: unknown, number: number): unknown {
  if (typeof value === 'number') return value > 1e9 ? value + number * DAY : value + number;
  if (typeof value === 'object') return { type: 'paragraph', content: [`Paragraph ${number}`] };
  const text = String(value);
  if (text === 'read') return (['unread', 'reading', 'archived'] as const)[number % 3];
  if (text === 'kept') return (['pending', 'released'] as const)[number % 2];
  if (text === 'en') return (['fr', 'ar', 'pt-BR'] as const)[number % 3];
  if (/^\d{4}-\d\d-\d\d$/.test(text))
    return new Date(Date.parse(text) + number * DAY).toISOString().slice(0, 10);
  return `${text}${number}`;
}

/** Returns the analysis with another value of a field. */
function changed(field: string, number: number): AnalysisInFile {
  const [root, ...path] = field.replaceAll('[]', '.[]').split('.');
  return root === 'saved'
    ? { ...WHOLE, saved: withOther(SAVED, path, number) as SavedAnalysis }
    : { ...WHOLE, text: { id: 'ferry', version: '1', text: withOther(TEXT, path, number) as AnalysisText } };
}

describe('the exported forms', () => {
  it('contain exactly the fields that docs/exports.md names', async () => {
    expect([...DOCUMENTED.keys()].sort()).toEqual([...FIELDS].sort());
    const before = await Promise.all(Object.values(FORMS).map((write) => write(WHOLE)));
    const law = fc.asyncProperty(
      fc.constantFrom(...FIELDS),
      fc.integer({ min: 1, max: 500 }),
      async (field, number) => {
        const after = await Promise.all(Object.values(FORMS).map((write) => write(changed(field, number))));
        const contains = Object.keys(FORMS).filter((_, n) => before[n] !== after[n]);
        expect([field, contains]).toEqual([field, DOCUMENTED.get(field)]);
      },
    );
    await holdsAsync(law, 1000);
  });
});
