import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import type { JournalEntry } from '../../../lib/db/journal-records.ts';
import type { Highlight, SavedAnalysis } from '../../../lib/db/records.ts';
import { addHighlight, removeHighlight, storeComment } from '../../../lib/library/highlights.ts';
import { JOINED_FOR_MS } from '../../../lib/library/join-changes.ts';
import { undo } from '../../../lib/library/journal.ts';
import {
  addLabel,
  deleteLabel,
  removeLabel,
  renameLabel,
  setLabelGlyph,
} from '../../../lib/library/labels.ts';
import { storeNote } from '../../../lib/library/notes.ts';
import { changeReadingState } from '../../../lib/library/reading-states.ts';
import { removeAll } from '../../../lib/library/removed-analyses.ts';
import { deleteFilter, renameFilter } from '../../../lib/library/saved-searches.ts';
import { takeNewText } from '../../../lib/library/take-new-text.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { NO_RECORDS } from '../../../lib/transfer/import-batch.ts';
import { importBlock } from '../../../lib/transfer/import-block.ts';
import { highlightOf } from '../db/highlight.ts';
import { holdsAsync } from '../properties.ts';
import { card, PUBLICATION, serve } from '../sync/served-index.ts';
import { NOW } from './saving.ts';
import { everything, IDS, record } from './three-saved-analyses.ts';

/** Laws of the journal: what Undo keeps, whatever the reader changed before, and in whatever order. */

type Change = (ids: readonly string[], now: number) => Promise<string | undefined>;

const WORDS = ['', 'Who signed?', 'Ask again.', 'Ask again in July, before the crews return.'];

const noteOf = async (id = ''): Promise<string> => (await db.saved.get(id))?.note ?? '';
const commentOf = async (id: string): Promise<string> =>
  (await db.saved.get('ferry'))?.highlights?.find((one) => one.id === id)?.comment ?? '';

/** Returns a change that replaces the note. */
const noted =
  (next: (before: string) => string): Change =>
  async ([id = ''], now) => {
    const before = await noteOf(id);
    return (await storeNote(id, next(before), before, now))?.undo;
  };

const commented =
  (highlight: string, next: (before: string) => string): Change =>
  async (_, now) => {
    const before = await commentOf(highlight);
    return (await storeComment('ferry', highlight, next(before), before, now))?.undo;
  };

/** Returns a change that sets the sign of the label "water" if the label exists. A page offers only existing labels. */
const signed =
  (sign: string | undefined): Change =>
  async (_, now) =>
    (await db.labels.get('water')) && setLabelGlyph('water', sign, now);

/** Changes that only add something: a label, a highlight, or words after earlier words. Undo may keep what they add. */
const ADDING: Readonly<Record<string, Change>> = {
  label: (ids, now) => addLabel(ids, 'water', now),
  appendNote: noted((before) => `${before} Tolls?`),
  appendComment: commented('a', (before) => `${before} Why?`),
  mark: async () => {
    await addHighlight('ferry', highlightOf('c'));
    return undefined;
  },
};

/** Other changes. Each returns the id with which Undo reverses it, or `undefined` if it changed nothing. */
const CHANGES: Readonly<Record<string, Change>> = {
  archive: (ids, now) => changeReadingState(ids, 'archive', now),
  unarchive: (ids, now) => changeReadingState(ids, 'unarchive', now),
  read: (ids, now) => changeReadingState(ids, 'mark-read', now),
  unread: (ids, now) => changeReadingState(ids, 'mark-unread', now),
  unlabel: (ids, now) => removeLabel(ids, 'water', now),
  rename: (_, now) => renameLabel('water', 'rivers', now),
  renameBack: (_, now) => renameLabel('rivers', 'water', now),
  deleteLabel: (_, now) => deleteLabel('water', now),
  star: signed('★'),
  plain: signed(undefined),
  note: noted((before) => WORDS.find((words) => !words.startsWith(before)) ?? ''),
  beginNote: noted((before) => (before === '' ? before : `Tolls? ${before}`)),
  shortenNote: noted((before) => before.slice(0, -3)),
  emptyNote: noted(() => ''),
  comment: commented('a', (before) => WORDS.find((words) => !words.startsWith(before)) ?? ''),
  shortenComment: commented('a', (before) => before.slice(0, -3)),
  otherComment: commented('b', (before) => before.slice(0, -3)),
  unmark: (_, now) => removeHighlight('ferry', 'a', now),
  renameFilter: (_, now) => renameFilter('rivers', 'Rivers', now),
  deleteFilter: (_, now) => deleteFilter('rivers', now),
  import: async (_, now) => {
    const id = crypto.randomUUID();
    await importBlock(IMPORTED, { id, about: 'library.json', at: now, block: 0 });
    return id;
  },
  takeText: async (_, now) => {
    const taken = await takeNewText('ferry', now, OFFLINE);
    return 'undo' in taken ? taken.undo : undefined;
  },
  remove: (ids, now) => removeAll(ids, now),
};

const OFFLINE = (() => Promise.reject(new TypeError('Failed to fetch'))) as unknown as typeof fetch;

const IMPORTED = {
  ...NO_RECORDS,
  analyses: [
    {
      saved: record('ferry', {
        labels: ['tolls'],
        note: 'From the other device.',
        highlights: [{ ...highlightOf('a'), comment: 'Imported.' }, highlightOf('d')],
      }),
    },
    { saved: record('tram', { labels: ['water'] }) },
  ],
  labels: [{ name: 'tolls' }],
  filters: [{ id: 'tolls', name: 'Tolls', address: 'q=tolls' }],
};

/** The records of all tables after a sync with a corrected "ferry". */
let index: readonly (readonly [table: string, records: unknown[]])[] = [];

beforeAll(async () => {
  const served = serve([{ month: '2026-07', cards: [card('ferry', { updated: '2026-07-05' })] }]);
  await syncCompanionIndex(PUBLICATION, 0, served.get);
  index = await Promise.all(db.tables.map(async (table) => [table.name, await table.toArray()] as const));
});

async function freshStart(): Promise<void> {
  await Promise.all(db.tables.map((table) => table.clear()));
  for (const [table, records] of index) await db.table(table).bulkPut(records);
  await db.labels.bulkAdd([{ name: 'water', glyph: '≈' }, { name: 'rivers' }]);
  await db.filters.add({ id: 'rivers', name: 'Water', address: 'label=water' });
  await db.saved.bulkAdd([
    record('ferry', {
      labels: ['water'],
      note: 'Who signed?',
      textState: 'kept',
      highlights: [
        { ...highlightOf('a'), comment: 'Who signed?' },
        { ...highlightOf('b'), comment: 'Ask again.' },
      ],
    }),
    record('ports', { labels: ['rivers', 'water'], state: 'read', readAt: 3 }),
    record('bus', { state: 'archived' }),
  ]);
  const text = { sections: [], attribution: [] };
  await db.savedTexts.add({ id: 'ferry', version: '2026-07-02', text });
  await db.earlierTexts.add({
    id: 'ferry',
    version: '2026-07-05',
    text,
    card: record('ferry').card,
    keptAt: 1,
  });
}

/** The id of an imported analysis that was not saved before. After Undo of the import, the reader can restore it. */
const ADDED = 'tram';

/**
 * Returns the state without the order of fields, labels and highlights, because Undo does not restore that order.
 *
 * @param withTimes whether to include the times of notes
 */
async function state(withTimes = true): Promise<unknown> {
  const { removed, ...kept } = (await everything()) as { readonly removed: readonly string[] };
  const texts = (await db.savedTexts.toArray()).map(({ id, version }) => [id, version]);
  const all = { ...kept, texts, removed: removed.filter((id) => id !== ADDED) };
  return JSON.parse(JSON.stringify(all), (key, value) => {
    if (key === 'notedAt' && !withTimes) return undefined;
    if (key === 'labels' && typeof value[0] === 'string') return value.sort();
    return key === 'highlights' ? value.sort((a: Highlight, b: Highlight) => (a.id < b.id ? -1 : 1)) : value;
  });
}

const ids = fc.subarray([...IDS], { minLength: 1 });
/** Time between two changes (ms). Consecutive changes of a note within `JOINED_FOR_MS` become one change. */
const gap = fc.constantFrom(1000, JOINED_FOR_MS / 2, JOINED_FOR_MS + 1);
const step = (of: Readonly<Record<string, Change>>): fc.Arbitrary<Step> =>
  fc.record({ name: fc.constantFrom(...Object.keys(of)), of: ids, after: gap });
const steps = fc.array(step({ ...CHANGES, ...ADDING }), { maxLength: 8 });

interface Step {
  readonly name: string;
  readonly of: readonly string[];
  readonly after: number;
}

/** Makes changes one after the other. Returns the ids with which Undo reverses them. */
async function make(all: readonly Step[], from = NOW): Promise<string[]> {
  const made: string[] = [];
  let now = from;
  for (const { name, of, after } of all) {
    now += after;
    const id = await ({ ...CHANGES, ...ADDING }[name] as Change)(of, now);
    if (id !== undefined) made.push(id);
  }
  return made;
}

const LATER = NOW + 100 * JOINED_FOR_MS;

/** Returns the records that the reader has saved or removed, by id. */
async function ownRecords(): Promise<Map<string, SavedAnalysis>> {
  const all = [...(await db.removed.toArray()).map(({ saved }) => saved), ...(await db.saved.toArray())];
  return new Map(all.map((one) => [one.id, one]));
}

/** Throws if the Undo of a change has overwritten a value that the reader stored after that change. */
function expectNothingNewerLost(
  entry: JournalEntry,
  before: ReadonlyMap<string, SavedAnalysis>,
  after: ReadonlyMap<string, SavedAnalysis>,
): void {
  for (const [id, old] of before) {
    const changed = entry.changes.find(({ table, key }) => table === 'saved' && key === id)?.fields ?? {};
    const is = after.get(id) as unknown as Record<string, unknown>;
    for (const [name, value] of Object.entries(old)) {
      const [, stored] = changed[name] ?? ['', ''];
      expect(partsOf(is[name])).toEqual(expect.arrayContaining(newerParts(value, stored)));
    }
  }
}

/** Returns the parts of `value` that the reader has added since a change stored `stored`. */
function newerParts(value: unknown, stored: unknown): unknown[] {
  if (typeof value === 'string' && typeof stored === 'string' && value.startsWith(stored))
    return partsOf(value.slice(stored.length));
  const own = new Set(partsOf(stored).map((part) => JSON.stringify(part)));
  return partsOf(value).filter((part) => !own.has(JSON.stringify(part)));
}

/** Divides a note into words, and a list into the names or ids of its elements. Any other value is its only part. */
function partsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'object' ? one.id : one));
  return typeof value === 'string' ? value.split(/\s+/).filter(Boolean) : [value];
}

describe('for any changes that the journal records, Undo', () => {
  it('of the last change restores the state before it', async () => {
    const law = fc.asyncProperty(steps, step(CHANGES), async (earlier, last) => {
      await freshStart();
      await make(earlier);
      const before = await state();
      const [id] = await make([last], LATER);
      if (id !== undefined) await undo(id, LATER + JOINED_FOR_MS * 2);
      expect(await state()).toEqual(before);
    });
    await holdsAsync(law, 50);
  });

  it('of all changes from the last to the first restores the state at the start', async () => {
    const law = fc.asyncProperty(fc.array(step(CHANGES), { maxLength: 8 }), async (all) => {
      await freshStart();
      // A reader who types the first text again leaves nothing to undo. The note then has the time of that change.
      const before = await state(false);
      for (const id of (await make(all)).reverse()) await undo(id, LATER);
      expect(await state(false)).toEqual(before);
    });
    await holdsAsync(law, 50);
  });

  it('of all changes in any order, as often as it is possible, loses no analysis and ends', async () => {
    const law = fc.asyncProperty(steps, fc.infiniteStream(fc.nat()), async (all, random) => {
      await freshStart();
      const made = await make(all);
      const order = [...made, ...made].sort(() => (random.next().value % 2 === 0 ? 1 : -1));
      for (const id of order) await undo(id, LATER);
      // A change that a later change has replaced can be undone once the later change is undone.
      for (const _ of made) for (const id of made) await undo(id, LATER);
      const after = await state();
      for (const id of made) expect((await undo(id, LATER)).state).not.toBe('undone');
      expect(await state()).toEqual(after);
      expect([...(await ownRecords()).keys()]).toEqual(expect.arrayContaining([...IDS]));
    });
    await holdsAsync(law, 40);
  });

  it('of any change never overwrites anything newer', async () => {
    const law = fc.asyncProperty(steps, fc.nat(), async (all, chosen) => {
      await freshStart();
      const made = await make(all);
      const id = made[chosen % Math.max(1, made.length)] ?? '';
      const entry = (await db.journal.toArray()).find((one) => one.id === id || one.id === `${id}/000000`);
      if (!entry) return;
      const before = await ownRecords();
      await undo(id, LATER);
      expectNothingNewerLost(entry, before, await ownRecords());
    });
    await holdsAsync(law, 60);
  });

  it('of any change loses no word of a note: the note is still there, or comes back with another Undo', async () => {
    const law = fc.asyncProperty(steps, fc.nat(), async (all, chosen) => {
      await freshStart();
      const made = await make(all.filter(({ name }) => name !== 'import'));
      const before = await ownRecords();
      const undone = await undo(made[chosen % Math.max(1, made.length)] ?? '', LATER);
      for (const [id, { note = '' }] of before) {
        const now = (await ownRecords()).get(id)?.note ?? '';
        if (now.includes(note)) continue;
        if (undone.state === 'undone') await undo(undone.again ?? '', LATER);
        expect((await ownRecords()).get(id)?.note).toBe(note);
      }
    });
    await holdsAsync(law, 50);
  });
});
