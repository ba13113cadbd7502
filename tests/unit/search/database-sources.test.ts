import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { databaseSources } from '../../../lib/search/database-sources.ts';
import type { SearchDocument } from '../../../lib/search/segments/fields.ts';

function idsOf(...numbers: readonly number[]): string[] {
  return numbers.map((n) => `analysis-${n}`);
}

async function save(...numbers: readonly number[]): Promise<void> {
  const publication = { name: 'Publication', url: 'https://publication.example/', language: 'en' };
  const ids = idsOf(...numbers);
  const cards = ids.map((id) => ({
    id,
    url: `https://publication.example/${id}`,
    headline: id,
    published: '2026-07-02',
    sources: [{ url: `https://outlet.example/${id}` }],
    topics: [],
  }));
  await db.saved.bulkPut(
    cards.map((card) => ({
      id: card.id,
      savedAt: 1,
      card,
      publication,
      state: 'unread',
      textState: 'kept',
    })),
  );
  const text = { sections: [{ heading: 'What happened', blocks: [] }], attribution: [] };
  await db.savedTexts.bulkPut(ids.map((id) => ({ id, version: '1', text })));
}

function read(ids: readonly string[]): PromiseLike<readonly SearchDocument[]> {
  return databaseSources().read(ids.map((id) => ({ id, kind: 'saved' })));
}

beforeEach(async () => {
  await Promise.all([db.saved.clear(), db.savedTexts.clear()]);
});

describe('the saved analyses that the search index reads', () => {
  const all = Array.from({ length: 30 }, (_, n) => n + 10);
  const odd = all.filter((n) => n % 2 === 1);

  it.each<[what: string, wanted: readonly number[]]>([
    ['neighbours', all],
    ['apart from each other', odd],
    ['partly neighbours', [...all.slice(0, 12), 25, 30, 39]],
    ['in another order', all.toReversed()],
    ['few', [12, 14]],
    ['none', []],
  ])(
    'are those with the wanted ids, in the order of the ids, and with their texts, if the ids are %s',
    async (_, wanted) => {
      await save(...all);
      const documents = await read(idsOf(...wanted));
      expect(documents.map(({ id }) => id)).toEqual(idsOf(...wanted));
      expect(documents.every(({ texts }) => texts.text?.[0] === 'What happened')).toBe(true);
    },
  );

  it('do not include an analysis that is no longer saved', async () => {
    await save(...odd);
    const documents = await read(idsOf(...all));
    expect(documents.map(({ id }) => id)).toEqual(idsOf(...odd));
  });
});
