import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { undo } from '../../../lib/library/journal.ts';
import { resetBrowser } from '../fake-browser.ts';
import { holdsAsync } from '../properties.ts';
import { emptyDevice, exported, imported, library, records, store } from './generated-library.ts';

beforeEach(() => resetBrowser('*://*/*'));

describe('an exported library', () => {
  it('imported into an empty profile gives the same records, and a second export has the same bytes', async () => {
    const law = fc.asyncProperty(library, async (generated) => {
      await store(generated);
      const [file, before] = [await exported(), await records()];
      await emptyDevice();
      expect(await imported(file)).toEqual([]);
      expect(await exported()).toBe(file);
      expect(await records()).toEqual(before);
    });
    await holdsAsync(law, 40);
  });

  it('imported again changes nothing, and gives the reader nothing to undo', async () => {
    const law = fc.asyncProperty(library, async (generated) => {
      await store(generated);
      const before = await records();
      await imported(await exported());
      expect(await records()).toEqual(before);
      expect(await db.journal.count()).toBe(0);
    });
    await holdsAsync(law, 20);
  });

  it('is imported with normalized names of labels and saved searches, and without invalid names', async () => {
    await emptyDevice();
    const [full] = fc.sample(
      library.filter(({ saved }) => saved.length > 0),
      { seed: 3, numRuns: 1 },
    );
    await store(full as never);
    const file = JSON.parse(await exported());
    const names = [
      '  for   class\t9b ',
      'for class 9b',
      'Cafe\u0301',
      ' \n ',
      'x'.repeat(1001),
      'x'.repeat(99),
    ];
    const wanted = ['Café', 'for class 9b', 'x'.repeat(99)];
    file.saved[0].labels = names;
    file.labels = names.map((name) => ({ name }));
    file.filters = names.map((name, n) => ({ id: `${n}`, name, address: `q=${n}` }));
    file.waiting = [
      {
        ...{ id: 'page', address: 'https://a.example/', keys: [{ key: 'a', by: 'address', offSite: false }] },
        imported: { file: 'a.csv', labels: names },
      },
    ];
    await emptyDevice();
    await imported(JSON.stringify(file));
    expect((await db.labels.toArray()).map(({ name }) => name)).toEqual(wanted);
    expect((await db.saved.get(file.saved[0].card.id))?.labels?.toSorted()).toEqual(wanted);
    expect((await db.waiting.get('page'))?.imported?.labels.toSorted()).toEqual(wanted);
    expect([...new Set((await db.filters.toArray()).map(({ name }) => name))].sort()).toEqual(wanted);
  });

  it('is JSON with one line for each analysis', async () => {
    await store(fc.sample(library, { seed: 3, numRuns: 20 }).find(({ saved }) => saved.length > 3) as never);
    const file = await exported();
    expect(Object.keys(JSON.parse(file))).toEqual([
      ...['format', 'version', 'exported', 'saved', 'labels', 'filters', 'followed', 'removed'],
      ...['corrections', 'waiting', 'answers', 'lensHues', 'watch', 'settings'],
    ]);
    expect(JSON.parse(file).saved).toHaveLength(
      file.split('\n').filter((line) => line.startsWith('{"card"')).length - JSON.parse(file).removed.length,
    );
  });

  it('adds to another library without changing what is there, and can be undone as a whole', async () => {
    const law = fc.asyncProperty(library, library, async (other, own) => {
      await store(other);
      const file = await exported();
      await store(own);
      const before = await records();
      await imported(file, 'batch', 5);
      const after = await records();
      for (const [table, all] of Object.entries(before))
        expect(after[table]).toEqual(expect.arrayContaining(all));
      await undo('batch');
      const { savedTexts: _, earlierTexts: _1, removed, ...undone } = await records();
      const { savedTexts: __, earlierTexts: __1, removed: ofReader, ...expected } = before;
      expect(undone).toEqual(expected);
      // The reader can restore the imported analyses for 30 days.
      expect(removed).toEqual(expect.arrayContaining(ofReader as unknown[]));
    });
    await holdsAsync(law, 15);
  });
});
