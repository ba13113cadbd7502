import { describe, expect, it } from 'vitest';
import { keepIndex, segmentsToMerge } from '../../../lib/search/keep-index.ts';
import type { SearchDocument } from '../../../lib/search/segments/fields.ts';
import { MAX_DOCUMENTS } from '../../../lib/search/segments/segment-format.ts';
import { StoredIndex } from '../../../lib/search/stored-index.ts';
import { documentWith, liveSegment } from './documents.ts';
import { found, foundAtOnce, kept, pause } from './kept-index.ts';
import { Killed, TestLibrary } from './test-library.ts';

const many = (count: number, text = 'water'): SearchDocument[] =>
  Array.from({ length: count }, (_, n) => documentWith(`id-${n}`, `${text} ${n}`));

describe('the stored search index', () => {
  it('agrees with what the reader saved, changed and removed, before and after indexing', async () => {
    const library = TestLibrary.open();
    await library.save(documentWith('a', 'water'), documentWith('b', 'oil'));
    expect(await foundAtOnce(library, 'water')).toEqual(['a']);
    const stored = await kept(library);
    expect(await library.db.searchQueue.count()).toBe(0);
    expect(await found(stored.index, library, 'water')).toEqual(['a']);
    await library.save(documentWith('b', 'water'), documentWith('c', 'water'));
    await library.remove('a');
    expect(await found(await stored.refresh(), library, 'water')).toEqual(['a']);
    expect(await foundAtOnce(library, 'water')).toEqual(['b', 'c']);
    expect(await found((await kept(library)).index, library, 'water')).toEqual(['b', 'c']);
    expect(await found(await stored.refresh(), library, 'oil')).toEqual([]);
  });

  it('is built from the analyses that the reader saved before there was a search index', async () => {
    const library = TestLibrary.open();
    await library.db.saved.bulkPut(many(MAX_DOCUMENTS * 2 + 1));
    const commits: [boolean, number][] = [];
    const stored = new StoredIndex(library.store());
    const onCommit = (): void => void commits.push([stored.isComplete, stored.index.size]);
    await keepIndex(stored, library.sources(), { pause, onCommit });
    expect(commits).toEqual([
      [false, MAX_DOCUMENTS],
      [false, MAX_DOCUMENTS * 2],
      [true, MAX_DOCUMENTS * 2 + 1],
    ]);
    expect(await found(stored.index, library, 'water')).toHaveLength(MAX_DOCUMENTS * 2 + 1);
    await keepIndex(stored, library.sources(), { pause, onCommit });
    expect(commits).toHaveLength(3);
  });

  it('is complete if nothing is saved', async () => {
    const stored = await kept(TestLibrary.open());
    expect(stored.isComplete).toBe(true);
    expect(stored.index.size).toBe(0);
  });

  it('is continued by the next search worker after a kill', async () => {
    const library = TestLibrary.open();
    await library.db.saved.bulkPut(many(MAX_DOCUMENTS * 2 + 1));
    // The first commit writes an empty list of segments.
    await expect(kept(library, 2)).rejects.toThrow(Killed);
    const stored = new StoredIndex(library.store());
    await stored.refresh();
    expect([stored.isComplete, stored.index.size]).toEqual([false, MAX_DOCUMENTS]);
    const before = stored.listed;
    await keepIndex(stored, library.sources(), { pause });
    expect([stored.isComplete, stored.index.size]).toEqual([true, MAX_DOCUMENTS * 2 + 1]);
    expect(stored.listed.slice(0, 1)).toEqual(before);
  });

  it('keeps no text that was deleted after it was read', async () => {
    const library = TestLibrary.open();
    await library.save(...many(120));
    const sources = library.sources();
    let isDeleted = false;
    const read: typeof sources.read = async (hits) => {
      const documents = await sources.read(hits);
      const { tables } = library.db;
      if (!isDeleted)
        await library.db.transaction('rw', tables, () => Promise.all(tables.map((table) => table.clear())));
      isDeleted = true;
      return documents;
    };
    const written: number[] = [];
    const stored = new StoredIndex(library.store());
    const onCommit = (): void => void written.push(stored.index.size);
    await keepIndex(stored, { ...sources, read }, { pause, onCommit });
    expect([isDeleted, Math.max(...written)]).toEqual([true, 0]);
    expect(await library.db.searchSegments.count()).toBe(0);
  });

  it('writes little for one save', async () => {
    const library = TestLibrary.open();
    await library.save(...many(100));
    await kept(library);
    const before = new Set(await library.db.searchSegments.toCollection().primaryKeys());
    await library.save(documentWith('new', many(900).join(' ')));
    await kept(library);
    const written = (await library.db.searchSegments.toArray()).filter(({ name }) => !before.has(name));
    expect(written).toHaveLength(1);
    expect(written[0]?.bytes.length).toBeLessThan(20_000);
    expect(await library.db.searchSegments.count()).toBe(2);
  });

  it('keeps an analysis in the queue if it changed while the search index read it', async () => {
    const library = TestLibrary.open();
    await library.save(documentWith('a', 'water'));
    let changes = 0;
    const stored = new StoredIndex(library.store());
    const sources = library.sources();
    const read: typeof sources.read = async (hits) => {
      const documents = await sources.read(hits);
      if (changes++ === 0) await library.save(documentWith('a', 'oil'));
      return documents;
    };
    await keepIndex(stored, { ...sources, read }, { pause });
    expect(changes).toBe(2);
    expect(await found(stored.index, library, 'water')).toEqual([]);
    expect(await found(stored.index, library, 'oil')).toEqual(['a']);
  });

  it('indexes the documents of a damaged or lost segment again', async () => {
    const library = TestLibrary.open();
    for (const document of many(3)) {
      await library.save(document);
      await kept(library);
    }
    const [first, second] = await library.db.searchSegments.toArray();
    if (!first || !second) throw new Error('There are too few segments.');
    first.bytes[first.bytes.length - 8] = 255 - (first.bytes[first.bytes.length - 8] ?? 0);
    await library.db.searchSegments.put(first);
    await library.db.searchSegments.delete(second.name);
    const stored = new StoredIndex(library.store());
    expect(await found(await stored.refresh(), library, 'water')).toHaveLength(1);
    expect([stored.isComplete, stored.isDamaged]).toEqual([false, true]);
    await keepIndex(stored, library.sources(), { pause });
    expect([stored.isComplete, stored.isDamaged]).toEqual([true, false]);
    expect(await found(stored.index, library, 'water')).toHaveLength(3);
    expect(await library.db.searchSegments.get(first.name)).toBeUndefined();
  });

  it('is built again after everything was deleted, even by a search worker that had loaded it before', async () => {
    const library = TestLibrary.open();
    await library.save(...many(3));
    const stored = await kept(library);
    await Promise.all([
      library.db.searchLists.clear(),
      library.db.searchSegments.clear(),
      library.db.saved.clear(),
    ]);
    expect((await stored.refresh()).size).toBe(0);
    await library.save(documentWith('b', 'oil'));
    await keepIndex(stored, library.sources(), { pause });
    expect(await found(stored.index, library, '')).toEqual(['b']);
  });

  it('does not try forever to read an unreadable analysis', async () => {
    const library = TestLibrary.open();
    await library.db.saved.bulkPut(many(3));
    const sources = library.sources();
    const savedIds = async (): Promise<string[]> => ['id-0', 'gone', 'id-2'];
    const stored = new StoredIndex(library.store());
    await keepIndex(stored, { ...sources, savedIds }, { pause });
    expect(stored.isComplete).toBe(true);
    expect([...stored.index.idsOf('saved')].sort()).toEqual(['id-0', 'id-2']);
  });

  it('contains the cards of the current sources only', async () => {
    const library = TestLibrary.open();
    const card = (id: string): SearchDocument => documentWith(id, '', 'water');
    library.cards
      .set('june', [card('1'), card('2')])
      .set('july', [card('3')])
      .set('empty', []);
    await library.save(documentWith('2', 'water'));
    const stored = await kept(library);
    expect(await found(stored.index, library, 'water')).toEqual(['1', '2', '3']);
    expect([...stored.index.idsOf('card')].sort()).toEqual(['1', '2', '3']);
    library.cards.delete('june');
    library.cards.set('july, later', [card('3'), card('4')]).delete('july');
    await keepIndex(stored, library.sources(), { pause });
    expect(await found(stored.index, library, 'water')).toEqual(['2', '3', '4']);
    expect(await library.db.searchSegments.count()).toBe(2);
  });

  it('reads all cards of a source again if one of its segments is damaged', async () => {
    const library = TestLibrary.open();
    library.cards.set('june', many(MAX_DOCUMENTS + 1));
    library.cards.set('july', [documentWith('card', '', 'water')]);
    expect((await kept(library)).index.segments.map(({ segment }) => segment.size)).toEqual([
      MAX_DOCUMENTS,
      1,
      1,
    ]);
    const names = await library.db.searchLists.get('list');
    await library.db.searchSegments.delete(names?.segments[1]?.name ?? '');
    const stored = new StoredIndex(library.store());
    expect(await found(await stored.refresh(), library, 'water')).toEqual(['card']);
    expect(stored.isComplete).toBe(true);
    await keepIndex(stored, library.sources(), { pause });
    expect(await found(stored.index, library, 'water')).toHaveLength(MAX_DOCUMENTS + 2);
    expect(await library.db.searchSegments.count()).toBe(3);
  });

  it('merges segments when there are many, and rewrites a segment that is mostly deleted', async () => {
    const library = TestLibrary.open();
    for (const document of many(70)) {
      await library.save(document);
      await kept(library);
    }
    const stored = new StoredIndex(library.store());
    await stored.refresh();
    expect(stored.index.segments.map(({ segment }) => segment.size)).toEqual([64, 1, 1, 1, 1, 1, 1]);
    for (let n = 0; n < 40; n++) await library.remove(`id-${n}`);
    await keepIndex(stored, library.sources(), { pause });
    expect(stored.index.segments.map(({ segment }) => segment.size).sort()).toEqual([1, 1, 1, 1, 1, 1, 24]);
    expect(await found(stored.index, library, 'water')).toHaveLength(30);
    expect(await library.db.searchSegments.count()).toBe(7);
  });

  it('drops a segment that is completely deleted', async () => {
    const library = TestLibrary.open();
    await library.save(...many(3));
    await kept(library);
    for (const { id } of many(3)) await library.remove(id);
    expect((await kept(library)).index.size).toBe(0);
    expect(await library.db.searchSegments.count()).toBe(0);
  });

  it('refuses a change that was prepared before the change of another search worker', async () => {
    const library = TestLibrary.open();
    const [one, other] = [new StoredIndex(library.store()), new StoredIndex(library.store())];
    const { basis } = one;
    expect(await other.commit(other.basis, { isComplete: true })).toBe(true);
    expect(await one.commit(basis, { isComplete: false })).toBe(false);
    await one.refresh();
    expect(await one.commit(basis, { isComplete: false })).toBe(false);
    expect(await one.commit(one.basis, {})).toBe(true);
    expect(one.isComplete).toBe(true);
  });
});

describe('segments to merge', () => {
  const live = (size: number, name: string) => liveSegment(many(size), 'saved', name);

  it.each<[sizes: number[], chosen: number[]]>([
    [[], []],
    [[1, 1, 1, 1, 1, 1, 1], []],
    [[1, 1, 1, 1, 1, 1, 1, 64], []],
    [
      [1, 1, 1, 2, 1, 1, 1, 1],
      [1, 1, 1, 1, 1, 1, 1, 2],
    ],
    [
      [10, 10, 10, 10, 10, 10, 10, 10, 1],
      [10, 10, 10, 10, 10, 10, 10, 10],
    ],
  ])('of %j are %j', (sizes, chosen) => {
    const segments = sizes.map((size, n) => live(size, String(n)));
    expect(segmentsToMerge(segments).map(({ segment }) => segment.size)).toEqual(chosen);
  });
});
