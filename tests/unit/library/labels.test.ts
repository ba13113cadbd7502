import { describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { undo } from '../../../lib/library/journal.ts';
import {
  addLabel,
  deleteLabel,
  labelName,
  labels,
  MAX_LABEL_LENGTH,
  removeLabel,
  renameLabel,
  setLabelGlyph,
} from '../../../lib/library/labels.ts';
import { removeSaved, restoreRemoved } from '../../../lib/library/removed-analyses.ts';
import { everything, IDS, record, saved } from './three-saved-analyses.ts';

const labelsOf = async (): Promise<unknown> =>
  Object.fromEntries((await db.saved.toArray()).map((one) => [one.id, one.labels]));

describe('the name of a label', () => {
  it.each([
    ['water', 'water'],
    ['  for   class\t9b ', 'for class 9b'],
    ['Cafe\u0301', 'Café'],
    [' \n ', ''],
    ['x'.repeat(100), 'x'.repeat(MAX_LABEL_LENGTH)],
  ])('%j is stored as %j', (typed, name) => {
    expect(labelName(typed)).toBe(name);
  });
});

describe('labels', () => {
  it('are added to analyses, and created once', async () => {
    await addLabel(['ferry', 'bus'], ' water ');
    await addLabel(['ferry'], 'tolls');
    await addLabel(['ferry'], 'water');
    expect(await labelsOf()).toEqual({ ferry: ['water', 'tolls'], bus: ['water'], ports: undefined });
    expect(await labels()).toEqual([{ name: 'tolls' }, { name: 'water' }]);
  });

  it('that differ only in capitals are one label', async () => {
    await addLabel(['ferry'], 'Water');
    await addLabel(['bus'], 'wATER');
    expect(await labelsOf()).toEqual({ ferry: ['Water'], bus: ['Water'], ports: undefined });
    expect(await labels()).toEqual([{ name: 'Water' }]);
  });

  it('that exist are used unchanged, even with a name longer than the limit, as an import may create', async () => {
    const long = `${'Notes on  the crossing '.repeat(4)}`;
    await setLabelGlyph(long, '★');
    await addLabel(['ferry'], long);
    expect(await labelsOf()).toEqual({ ferry: [long], ports: undefined, bus: undefined });
    expect(await renameLabel(long, long)).toBeUndefined();
    await renameLabel(long, 'crossing');
    expect(await labelsOf()).toEqual({ ferry: ['crossing'], ports: undefined, bus: undefined });
    expect(await labels()).toEqual([{ name: 'crossing', glyph: '★' }]);
  });

  it('without a name are not added', async () => {
    expect(await addLabel(IDS, '  ')).toBeUndefined();
    expect([await labelsOf(), await labels()]).toEqual([{}, []]);
  });

  it('stay in the list of labels when they are removed from analyses', async () => {
    await addLabel(IDS, 'water');
    const id = await removeLabel(['ferry', 'bus'], 'water');
    expect(await labelsOf()).toEqual({ ports: ['water'] });
    expect(await labels()).toEqual([{ name: 'water' }]);
    await undo(id ?? '');
    expect(await labelsOf()).toEqual({ ferry: ['water'], ports: ['water'], bus: ['water'] });
  });

  it('are renamed in all analyses, and keep their glyph', async () => {
    await addLabel(['ferry', 'bus'], 'water');
    await setLabelGlyph('water', '≈');
    const before = await everything();
    const id = await renameLabel('water', 'rivers');
    expect(await labelsOf()).toEqual({ ferry: ['rivers'], bus: ['rivers'] });
    expect(await labels()).toEqual([{ name: 'rivers', glyph: '≈' }]);
    await undo(id ?? '');
    expect(await everything()).toEqual(before);
  });

  it('become one if a label gets the name of another, and Undo separates them again', async () => {
    await addLabel(['ferry', 'bus'], 'water');
    await addLabel(['ferry', 'ports'], 'rivers');
    await setLabelGlyph('rivers', '≈');
    const before = await everything();
    const id = await renameLabel('water', 'rivers');
    expect(await labelsOf()).toEqual({ ferry: ['rivers'], ports: ['rivers'], bus: ['rivers'] });
    expect(await labels()).toEqual([{ name: 'rivers', glyph: '≈' }]);
    await undo(id ?? '');
    expect(await everything()).toEqual(before);
  });

  it('become one if a label gets the name of another in other capitals', async () => {
    await addLabel(['ferry'], 'Water');
    await addLabel(['bus'], 'rivers');
    await renameLabel('rivers', 'WATER');
    expect([await labelsOf(), await labels()]).toEqual([
      { ferry: ['Water'], bus: ['Water'], ports: undefined },
      [{ name: 'Water' }],
    ]);
  });

  it('can get other capitals', async () => {
    await addLabel(['ferry'], 'water');
    await renameLabel('water', 'Water');
    expect([(await saved('ferry'))?.labels, await labels()]).toEqual([['Water'], [{ name: 'Water' }]]);
  });

  it.each([
    ['renamed', () => renameLabel('water', 'rivers'), ['rivers']],
    ['deleted', () => deleteLabel('water'), undefined],
  ])(
    'that are %s change in removed analyses too, and Undo restores them there',
    async (_, change, expected) => {
      await addLabel(['ferry', 'bus'], 'water');
      const before = await everything();
      await removeSaved('ferry');
      const id = await change();
      expect((await db.removed.get('ferry'))?.saved.labels).toEqual(expected);
      await undo(id ?? '');
      await restoreRemoved('ferry');
      expect(await everything()).toEqual(before);
      await removeSaved('ferry');
      await change();
      await restoreRemoved('ferry');
      expect((await saved('ferry'))?.labels).toEqual(expected);
    },
  );

  it('are deleted, and Undo gives them back to the analyses that had them', async () => {
    await addLabel(['ferry', 'bus'], 'water');
    const before = await everything();
    const id = await deleteLabel('water');
    expect(await everything()).toEqual({
      saved: ['bus', 'ferry', 'ports'].map((one) => record(one)),
      removed: [],
      labels: [],
      filters: [],
    });
    await undo(id ?? '');
    expect(await everything()).toEqual(before);
  });

  it('are restored by Undo, beside labels that were added since', async () => {
    await addLabel(['ferry'], 'water');
    const id = await deleteLabel('water');
    await addLabel(['ferry'], 'tolls');
    await undo(id ?? '');
    expect((await saved('ferry'))?.labels).toEqual(['tolls', 'water']);
  });
});
