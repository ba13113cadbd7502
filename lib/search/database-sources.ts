import type { EntityTable, IDType } from 'dexie';
import { allCards, cardGroups, cardsOfGroup } from '../db/card-groups.ts';
import { db } from '../db/database.ts';
import { cardsById, lensOf } from '../db/index-queries.ts';
import { indexState } from '../db/index-state.ts';
import { readTogether } from '../db/read-together.ts';
import type { SavedAnalysis, SavedText } from '../db/records.ts';
import { onTablesChanged } from '../db/table-changes.ts';
import { documentOf, documentOfCard } from './documents.ts';
import { factsOfCard, factsOfSaved } from './facts.ts';
import type { FoundRecord } from './found-rows.ts';
import type { DocumentFacts } from './query/filters.ts';
import type { Hit } from './search-index.ts';
import type { ServiceSources } from './search-service.ts';
import type { SearchStore } from './search-tables.ts';

/*
 * The search worker's access to the database. The search worker opens transactions with Dexie directly. It cannot use
 * `write` of `disk-space.ts`, which needs extension APIs to test whether the disk has room. Instead, the page runs that
 * test before it reports a change to the search worker.
 */

/** Returns the tables of the search index. */
export function databaseStore(): SearchStore {
  return {
    queue: db.searchQueue,
    segments: db.searchSegments,
    lists: db.searchLists,
    read: (work) => readTogether([db.searchQueue, db.searchSegments, db.searchLists], work),
    write: (commit) => db.transaction('rw', db.searchQueue, db.searchSegments, db.searchLists, commit),
  };
}

/** Returns access to the reader's records and to the cards of the index. */
export function databaseSources(): ServiceSources {
  return {
    savedIds: () => db.saved.toCollection().primaryKeys(),
    cards: async () =>
      (await cardGroups(await indexState())).map((group) => ({
        key: group.key,
        read: async () => (await cardsOfGroup(group)).map(documentOfCard),
      })),
    read: async (hits) => (await records(hits)).map(({ document }) => document),
    records,
    facts: knownFacts(),
  };
}

async function records(hits: readonly Hit[]): Promise<FoundRecord[]> {
  const saved = hits.flatMap(({ id, kind }) => (kind === 'saved' ? [id] : []));
  const cards = hits.flatMap(({ id, kind }) => (kind === 'card' ? [id] : []));
  return [
    ...(saved.length > 0 ? await savedRecords(saved) : []),
    ...(cards.length > 0 ? await cardRecords(cards) : []),
  ];
}

async function savedRecords(ids: readonly string[]): Promise<FoundRecord[]> {
  // Read both in one transaction, so that no change comes between a record and its text.
  const [saved, texts] = await readTogether([db.saved, db.savedTexts], () =>
    Promise.all([recordsById(db.saved, ids), recordsById(db.savedTexts, ids)]),
  );
  return ids.flatMap((id) => {
    const record = saved.get(id);
    return record ? [savedRecord(record, texts.get(id))] : [];
  });
}

/**
 * A range is read only for at least this many ids. Fewer ids may be in order by chance, although their records are not
 * neighbours.
 */
const MIN_RANGE = 10;

/**
 * Reads the records with these ids. `bulkGet` sends a request for each record. If the ids are in order, their records
 * may be neighbours, as in the first build of the search index. Then one request for a range may read them all.
 */
async function recordsById<T extends { readonly id: string }>(
  table: EntityTable<T, 'id'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, T>> {
  const mayBeNeighbours =
    ids.length >= MIN_RANGE && ids.every((id, n) => n === 0 || (ids[n - 1] as string) < id);
  const inRange = mayBeNeighbours
    ? await table.where('id').between(ids[0], ids.at(-1), true, true).limit(ids.length).toArray()
    : [];
  const found = new Map(inRange.map((record) => [record.id, record]));
  const others = ids.filter((id) => !found.has(id)) as IDType<T, 'id'>[];
  for (const record of others.length > 0 ? await table.bulkGet(others) : [])
    if (record) found.set(record.id, record);
  return found;
}

function savedRecord(saved: SavedAnalysis, text: SavedText | undefined): FoundRecord {
  const { id, card, lens, publication, labels, note, highlights } = saved;
  const marked = highlights?.flatMap(({ exact, comment }) => (comment === '' ? [exact] : [exact, comment]));
  const document = documentOf(card, text?.text, { labels, note, highlights: marked });
  return { id, kind: 'saved', card, lens, language: publication.language, document };
}

async function cardRecords(ids: readonly string[]): Promise<FoundRecord[]> {
  const index = await indexState();
  return [...(await cardsById(ids))].map(([id, card]) => ({
    id,
    kind: 'card',
    card,
    lens: lensOf(index, card),
    language: index?.publication.language,
    document: documentOfCard(card),
  }));
}

type Facts = ReadonlyMap<string, DocumentFacts>;

/**
 * Returns a function that reads, for all analyses, the properties that filters test. The properties stay in memory
 * until their table changes, because each letter that the reader types starts a search.
 */
function knownFacts(): ServiceSources['facts'] {
  const saved = untilChange(db.saved.name, savedFacts);
  const cards = untilChange(db.state.name, cardFacts);
  return async (areSavedOnly) => {
    const [ofSaved, ofCards] = await Promise.all([saved(), areSavedOnly ? undefined : cards()]);
    return ({ id, kind }) => (kind === 'saved' ? ofSaved.get(id) : ofCards?.get(id));
  };
}

/** Returns a function that reads a value, and returns the same value until a table changes. */
function untilChange<T>(table: string, read: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined;
  const forget = (): void => {
    known = undefined;
  };
  onTablesChanged([table], forget);
  return () => {
    if (known) return known;
    known = read();
    // If the read fails, the next call tries again.
    known.catch(forget);
    return known;
  };
}

/** Number of records to read at once. The limit saves memory: a record is larger than the facts that stay in memory. */
const READ_TOGETHER = 500;

async function savedFacts(): Promise<Facts> {
  const facts = new Map<string, DocumentFacts>();
  let last = '';
  for (;;) {
    const records = await db.saved.where('id').above(last).limit(READ_TOGETHER).toArray();
    for (const record of records) facts.set(record.id, factsOfSaved(record));
    const end = records.at(-1);
    if (!end || records.length < READ_TOGETHER) return facts;
    last = end.id;
  }
}

async function cardFacts(): Promise<Facts> {
  const index = await indexState();
  return new Map((await allCards()).map((card) => [card.id, factsOfCard(card, lensOf(index, card))]));
}
