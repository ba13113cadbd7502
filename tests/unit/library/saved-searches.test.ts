import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import {
  deleteFilter,
  renameFilter,
  savedFilters,
  storeFilter,
} from '../../../lib/library/saved-searches.ts';

beforeEach(async () => {
  await Promise.all([db.filters.clear(), db.uncopied.clear()]);
});

describe('saved filters', () => {
  it('are listed by name', async () => {
    for (const name of ['rivers', 'Åland', 'Ports']) await storeFilter(name, `q=${name}`);
    expect((await savedFilters()).map(({ name }) => name)).toEqual(['Åland', 'Ports', 'rivers']);
  });

  it('never take the name of another filter', async () => {
    const water = await storeFilter('Water', 'q=water');
    const ports = await storeFilter('Ports', 'q=ports');
    expect(await renameFilter(ports.id, 'Water')).toBeUndefined();
    expect(await renameFilter('unknown', 'Rivers')).toBeUndefined();
    expect(await savedFilters()).toEqual([ports, water]);
  });

  it('are queued for the second copy at each change', async () => {
    const { id } = await storeFilter('Water', 'q=water');
    for (const change of [() => renameFilter(id, 'Rivers'), () => deleteFilter(id)]) {
      await db.uncopied.clear();
      await change();
      expect((await db.uncopied.toArray()).map(({ key }) => key)).toEqual([`filters/${id}`]);
    }
  });
});
