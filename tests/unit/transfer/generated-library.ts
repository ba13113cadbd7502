import fc, { type Arbitrary } from 'fast-check';
import { browser } from '../../../lib/browser/browser.ts';
import type { Correction, EarlierText } from '../../../lib/db/correction-records.ts';
import { db } from '../../../lib/db/database.ts';
import { nameInStoredForm } from '../../../lib/db/own-words.ts';
import type {
  Followed,
  Label,
  RemovedAnalysis,
  SavedAnalysis,
  SavedFilter,
  SavedText,
} from '../../../lib/db/records.ts';
import type { StoryAnswer, WaitingPage } from '../../../lib/db/remembered-page-records.ts';
import { cardVersion } from '../../../lib/index/version.ts';
import { importBlock } from '../../../lib/transfer/import-block.ts';
import type { UnreadLine } from '../../../lib/transfer/read-file.ts';
import { readLibrary } from '../../../lib/transfer/read-library.ts';
import { libraryFile } from '../../../lib/transfer/write-library.ts';

/** Generates libraries in which every field of every record may be set. Exports and imports them. */

export interface Library {
  readonly saved: readonly SavedAnalysis[];
  readonly texts: readonly SavedText[];
  readonly removed: readonly RemovedAnalysis[];
  readonly labels: readonly Label[];
  readonly filters: readonly SavedFilter[];
  readonly followed: readonly Followed[];
  readonly earlierTexts: readonly EarlierText[];
  readonly corrections: readonly Correction[];
  readonly waiting: readonly WaitingPage[];
  readonly answers: readonly StoryAnswer[];
  readonly stored: Readonly<Record<string, unknown>>;
}

const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
const line = fc
  .string({
    unit: fc.constantFrom('a', 'é', ' ', '"', '<', 'ع', '世', '😀', '\\', '-'),
    minLength: 1,
    maxLength: 12,
  })
  .map((text) => `x${text.replace(/ +/g, ' ').trim()}`);
/** Texts as readers may write them, with line ends, quotation marks and lone surrogates. */
const words = fc.string({
  unit: fc.constantFrom('a', '\n', '"', '\ud800', '\u2028', '😀', ' ', '\\', 'ش'),
  minLength: 1,
  maxLength: 20,
});
/** Names of labels in the form in which they are stored. */
const labelName = words.map(nameInStoredForm).filter((name) => name !== '');
const link = fc.integer({ min: 0, max: 9999 }).map((n) => `https://a.example/${n}`);
const date = fc.constantFrom('2026-07-02', '2026-07-02T10:00:00Z', '2025-12-31T23:59:59.123+02:00');
const id = fc.uuid();
const maybe = <T>(value: Arbitrary<T>): Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 3 });

function record<T extends object>(fields: { readonly [Name in keyof T]: Arbitrary<T[Name]> }): Arbitrary<T> {
  // Stored records have no field that is `undefined`.
  return fc
    .record(fields)
    .map((one) => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as T);
}

const publication = record<SavedAnalysis['publication']>({
  name: line,
  url: fc.constant('https://noligarchy.us/'),
  language: maybe(fc.constantFrom('en', 'pt-BR', 'ar')) as Arbitrary<string>,
  subscribe: maybe(link) as Arbitrary<string>,
  issues: maybe(link) as Arbitrary<string>,
});

const lens = record<NonNullable<SavedAnalysis['lens']>>({
  id: line,
  name: line,
  url: maybe(link) as Arbitrary<string>,
  description: maybe(line) as Arbitrary<string>,
  feed: maybe(link) as Arbitrary<string>,
});

/** Every field of a card. The type makes a missing field an error, although most fields are optional. */
const CARD = {
  id,
  url: link,
  document: maybe(link),
  headline: line,
  summary: maybe(line),
  lens: maybe(line),
  type: maybe(line),
  published: date,
  updated: maybe(date),
  readMinutes: maybe(fc.integer({ min: 1, max: 999 })),
  outlet: maybe(line),
  sources: fc.array(
    record<{ url: string; outlet?: string }>({ url: link, outlet: maybe(line) as Arbitrary<string> }),
    { maxLength: 2 },
  ),
  sourceHeadline: maybe(line),
  topics: fc.array(
    record<{ name: string; url?: string }>({ name: line, url: maybe(link) as Arbitrary<string> }),
    { maxLength: 2 },
  ),
} satisfies { readonly [Name in keyof SavedAnalysis['card']]-?: unknown };
const card = record<SavedAnalysis['card']>(CARD);

const inline = fc.oneof(
  line,
  record({
    type: fc.constantFrom('emphasis' as const, 'strong' as const, 'deleted' as const),
    content: fc.array(line, { minLength: 1, maxLength: 2 }),
  }),
  record({
    content: fc.array(line, { minLength: 1, maxLength: 1 }),
    href: link,
    type: fc.constant('link' as const),
  }),
);
const paragraph = record({
  content: fc.array(inline, { minLength: 1, maxLength: 3 }),
  type: fc.constant('paragraph' as const),
});
const block = fc.oneof(
  paragraph,
  record({
    type: fc.constant('heading' as const),
    content: fc.tuple(line),
    level: fc.integer({ min: 3, max: 6 }),
  }),
  record({
    items: fc.array(fc.tuple(paragraph), { minLength: 1, maxLength: 2 }),
    ordered: fc.boolean(),
    type: fc.constant('list' as const),
  }),
  record({ type: fc.constant('quote' as const), blocks: fc.tuple(paragraph) }),
);
const text = record<SavedText['text']>({
  attribution: fc.array(paragraph, { maxLength: 1 }),
  sections: fc.array(record({ blocks: fc.array(block, { minLength: 1, maxLength: 3 }), heading: line }), {
    minLength: 1,
    maxLength: 2,
  }),
});

const section = fc.integer({ min: -1, max: 9 });
const offset = fc.integer({ min: 0, max: 9999 });
const highlight = record<NonNullable<SavedAnalysis['highlights']>[number]>({
  ...{ id, section, start: offset, endSection: section, end: offset, version: line },
  ...{
    exact: words,
    prefix: fc.oneof(fc.constant(''), words),
    suffix: words,
    comment: fc.oneof(fc.constant(''), words),
  },
  createdAt: time,
});

const saved = card.chain((own) =>
  record<SavedAnalysis>({
    id: fc.constant(own.id),
    savedAt: time,
    card: fc.constant(own),
    lens: maybe(lens) as Arbitrary<NonNullable<SavedAnalysis['lens']>>,
    publication,
    state: fc.constantFrom('unread' as const, 'reading' as const, 'read' as const, 'archived' as const),
    textState: fc.constantFrom('kept' as const, 'pending' as const, 'released' as const),
    position: maybe(record({ section, offset })) as Arbitrary<NonNullable<SavedAnalysis['position']>>,
    readAt: maybe(time) as Arbitrary<number>,
    labels: maybe(fc.uniqueArray(labelName, { minLength: 1, maxLength: 3 })) as Arbitrary<string[]>,
    note: maybe(words) as Arbitrary<string>,
    notedAt: maybe(time) as Arbitrary<number>,
    highlights: maybe(
      fc.uniqueArray(highlight, { selector: (one) => one.id, minLength: 1, maxLength: 3 }),
    ) as Arbitrary<NonNullable<SavedAnalysis['highlights']>>,
    unlistedSince: maybe(time) as Arbitrary<number>,
    withdrawnAt: maybe(time) as Arbitrary<number>,
    withdrawalToldAt: maybe(time) as Arbitrary<number>,
  }),
);

/** Generates texts for records that should have one, and for some other records. Some texts are of another version. */
function withTexts(records: readonly SavedAnalysis[]): Arbitrary<SavedText[]> {
  const each = records.map((one) =>
    fc.tuple(text, fc.boolean(), fc.boolean()).map(([own, isOther, hasOld]): SavedText[] => {
      if (one.textState === 'released' || (one.textState === 'pending' && !hasOld)) return [];
      return [{ id: one.id, version: isOther ? '2020-01-01' : cardVersion(one.card), text: own }];
    }),
  );
  return fc.tuple(...each).map((lists) => lists.flat());
}

/** Generates earlier versions of some analyses. No two versions of an analysis were replaced at the same time. */
function earlierTextsOf(records: readonly SavedAnalysis[]): Arbitrary<EarlierText[]> {
  const each = records.map(({ id: of, card: own }) => {
    const version = record<Omit<EarlierText, 'id'>>({
      version: line,
      text,
      card: fc.constant({ ...own, headline: 'Before' }),
      keptAt: time,
    });
    return fc
      .uniqueArray(version, {
        comparator: (a, b) => a.keptAt === b.keptAt || a.version === b.version,
        maxLength: 2,
      })
      .map((versions) => versions.map((one): EarlierText => ({ ...one, id: of })));
  });
  return fc.tuple(...each).map((lists) => lists.flat());
}

const correction = record<Correction>({
  ...{ key: fc.uuid(), id: line, headline: line, published: date, from: line },
  kind: fc.constantFrom('corrected' as const, 'withdrawn' as const),
  to: maybe(line) as Arbitrary<string>,
  seenAt: time,
  toldAt: maybe(time) as Arbitrary<number>,
  listedAgainAt: maybe(time) as Arbitrary<number>,
  decision: maybe(fc.constantFrom('taken' as const, 'kept' as const)) as Arbitrary<'taken'>,
  words: maybe(record({ removed: offset, added: offset, sentences: maybe(offset) })) as Arbitrary<{
    added: number;
    removed: number;
  }>,
});

const followed = record<Omit<Followed, 'key'>>({
  kind: fc.constantFrom('lens' as const, 'topic' as const, 'outlet' as const),
  id: line,
  name: line,
  url: maybe(link) as Arbitrary<string>,
  followedAt: time,
}).map((one): Followed => ({ ...one, key: `${one.kind}:${one.id}` }));

const waiting = record<WaitingPage>({
  id,
  address: link,
  keys: fc.array(
    record({
      key: fc.uuid(),
      by: fc.constantFrom('address' as const, 'canonical' as const),
      offSite: fc.boolean(),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  headlines: fc.array(words, { maxLength: 2 }),
  askedAt: time,
  imported: maybe(
    record<NonNullable<WaitingPage['imported']>>({
      file: line,
      savedAt: maybe(time) as Arbitrary<number>,
      state: maybe(fc.constantFrom('read' as const, 'archived' as const)) as Arbitrary<'read'>,
      labels: fc.uniqueArray(labelName, { maxLength: 2 }),
      note: maybe(words) as Arbitrary<string>,
    }),
  ) as Arbitrary<NonNullable<WaitingPage['imported']>>,
});

const answer = record<StoryAnswer>({
  id,
  page: fc.uuid(),
  headline: maybe(words) as Arbitrary<string>,
  analysis: line,
  same: fc.boolean(),
  answeredAt: time,
});

const label = record<Label>({
  name: labelName,
  glyph: maybe(fc.constantFrom('★', '水')) as Arbitrary<string>,
});
const filter = record<SavedFilter>({
  id,
  name: line,
  address: fc.constantFrom('view=unread', 'q=label%3Awater'),
});

const stored = record({
  theme: maybe(fc.constantFrom('light', 'dark')),
  textSize: maybe(fc.constantFrom(1, 5)),
  keepTexts: maybe(fc.constantFrom('none', 'all')),
  sitesOff: maybe(fc.constant(['a.example'])),
  onlineVoices: maybe(fc.boolean()),
  quietHours: maybe(fc.constant({ to: '07:30', from: '21:00' })),
  lensHues: maybe(fc.constant({ water: 3, air: 1 })),
  mode: maybe(fc.constant('automatic')),
});

export const library: Arbitrary<Library> = fc
  .uniqueArray(saved, { selector: (one) => one.id, maxLength: 7 })
  .chain((all) => {
    const [kept, gone] = [all.slice(0, 5), all.slice(5)];
    return record<Library>({
      saved: fc.constant(kept),
      removed: fc.tuple(
        ...gone.map((one) => time.map((removedAt) => ({ id: one.id, removedAt, saved: one }))),
      ),
      texts: withTexts(all),
      labels: fc.uniqueArray(label, { selector: ({ name }) => name, maxLength: 3 }),
      filters: fc.uniqueArray(filter, { selector: ({ name, address }) => name + address, maxLength: 2 }),
      followed: fc.uniqueArray(followed, { selector: ({ key }) => key, maxLength: 2 }),
      earlierTexts: earlierTextsOf(all),
      corrections: fc.array(correction, { maxLength: 2 }),
      waiting: fc.array(waiting, { maxLength: 2 }),
      answers: fc.array(answer, { maxLength: 2 }),
      stored,
    });
  });

/** Empties the device. */
export async function emptyDevice(): Promise<void> {
  await db.transaction('rw', db.tables, () => Promise.all(db.tables.map((table) => table.clear())));
  await browser.storage.local.clear();
}

/** Stores a library on an empty device. */
export async function store({ stored: settings, texts, ...tables }: Library): Promise<void> {
  await emptyDevice();
  await browser.storage.local.set(settings as Record<string, unknown>);
  await db.savedTexts.bulkPut([...texts]);
  for (const [name, records] of Object.entries(tables)) await db.table(name).bulkPut([...records]);
}

export async function exported(ids?: readonly string[]): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of libraryFile(ids, {}, 0)) pieces.push(piece);
  return pieces.join('');
}

/** Imports a file as the page and the background do together. Returns the lines that could not be read. */
export async function imported(
  content: string | Uint8Array,
  batch: string = crypto.randomUUID(),
  now = 0,
): Promise<UnreadLine[]> {
  const unread: UnreadLine[] = [];
  let number = 0;
  for await (const part of readLibrary(new Blob([content as BlobPart]), undefined, undefined, now)) {
    unread.push(...part.unread);
    // Messages to the background are sent as JSON.
    const block = JSON.parse(JSON.stringify({ ...part.block, found: [] }));
    await importBlock(block, { id: batch, about: 'library.json', at: now, block: number++ });
  }
  return unread;
}

/** Returns the records of the reader that a library file contains, by table. */
export async function records(): Promise<Record<string, unknown[]>> {
  const tables = [
    db.saved,
    db.savedTexts,
    db.removed,
    db.labels,
    db.filters,
    db.followed,
    db.waiting,
    db.answers,
    db.corrections,
    db.earlierTexts,
  ];
  return Object.fromEntries(
    await Promise.all(tables.map(async (table) => [table.name, await table.toArray()])),
  );
}

/** A library of five analyses with most of their texts and at least one note. It is the same in each run. */
export const [FULL] = fc
  .sample(library, { seed: 5, numRuns: 300 })
  .filter(({ saved, texts }) => saved.length === 5 && texts.length > 3 && saved.some(({ note }) => note)) as [
  Library,
];
