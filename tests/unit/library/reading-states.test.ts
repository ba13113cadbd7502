import { describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import type { ReadingState } from '../../../lib/db/records.ts';
import { undo } from '../../../lib/library/journal.ts';
import {
  changeReadingState,
  markRead,
  markReading,
  type StateChange,
  storePosition,
  unreadCount,
} from '../../../lib/library/reading-states.ts';
import { NOW } from './saving.ts';
import { IDS, record, saved } from './three-saved-analyses.ts';

const PLACE = { section: 2, offset: 340 };

describe('changing the reading state', () => {
  it.each<[StateChange, ReadingState, ReadingState]>([
    ['mark-read', 'unread', 'read'],
    ['mark-read', 'reading', 'read'],
    ['mark-read', 'archived', 'read'],
    ['mark-unread', 'read', 'unread'],
    ['mark-unread', 'archived', 'unread'],
    ['archive', 'unread', 'archived'],
    ['archive', 'read', 'archived'],
  ])('%s turns %s into %s, and Undo restores the record', async (change, from, to) => {
    const before = record('ferry', {
      state: from,
      ...(from === 'read' ? { readAt: 5, position: PLACE } : {}),
    });
    await db.saved.put(before);
    const id = await changeReadingState(['ferry'], change, NOW);
    expect((await saved('ferry'))?.state).toBe(to);
    expect((await undo(id ?? '')).state).toBe('undone');
    expect(await saved('ferry')).toEqual(before);
  });

  it.each<[StateChange, ReadingState]>([
    ['mark-read', 'read'],
    ['mark-unread', 'unread'],
    ['archive', 'archived'],
    ['unarchive', 'read'],
  ])(
    '%s changes nothing if the analysis is already %s, and stores no entry for Undo',
    async (change, state) => {
      await db.saved.put(record('ferry', { state }));
      expect(await changeReadingState(['ferry'], change, NOW)).toBeUndefined();
      expect([await saved('ferry'), await db.journal.count()]).toEqual([record('ferry', { state }), 0]);
    },
  );

  it.each([
    ['unread', {}],
    ['reading', { position: PLACE }],
    ['read', { readAt: 5 }],
  ] as const)('"unarchive" restores an analysis that was %s before "archive"', async (state, fields) => {
    await db.saved.put(record('ferry', { state, ...fields }));
    await changeReadingState(['ferry'], 'archive', NOW);
    await changeReadingState(['ferry'], 'unarchive', NOW);
    expect(await saved('ferry')).toEqual(record('ferry', { state, ...fields }));
  });

  it('to "unread" deletes the time and the place of reading', async () => {
    await db.saved.put(record('ferry', { state: 'read', readAt: 5, position: PLACE }));
    await changeReadingState(['ferry'], 'mark-unread', NOW);
    expect(await saved('ferry')).toEqual(record('ferry'));
  });

  it('changes many analyses at once, as one change that Undo reverses', async () => {
    await db.saved.put(record('bus', { state: 'archived' }));
    const id = await changeReadingState(IDS, 'archive', NOW);
    expect((await db.saved.toArray()).map(({ state }) => state)).toEqual([
      'archived',
      'archived',
      'archived',
    ]);
    expect((await db.journal.toArray()).map(({ kind, number }) => [kind, number])).toEqual([['archived', 2]]);
    await undo(id ?? '');
    expect((await db.saved.toArray()).map((one) => [one.id, one.state])).toEqual([
      ['bus', 'archived'],
      ['ferry', 'unread'],
      ['ports', 'unread'],
    ]);
  });
});

describe('reading', () => {
  it('changes the state "unread" to "reading", and no other state', async () => {
    await db.saved.put(record('ports', { state: 'read', readAt: 5 }));
    await db.saved.put(record('bus', { state: 'archived' }));
    for (const id of [...IDS, 'unknown']) await markReading(id);
    expect((await db.saved.toArray()).map((one) => [one.id, one.state])).toEqual([
      ['bus', 'archived'],
      ['ferry', 'reading'],
      ['ports', 'read'],
    ]);
  });

  it('to the end marks an analysis as read, but an archived analysis stays in the archive', async () => {
    await db.saved.put(record('bus', { state: 'archived' }));
    await markRead('ferry', 7);
    await markRead('bus', 7);
    expect(await saved('ferry')).toEqual(record('ferry', { state: 'read', readAt: 7 }));
    expect(await saved('bus')).toEqual(record('bus', { state: 'archived', readAt: 7 }));
  });

  it('stores the place, and removes it at the beginning of the text', async () => {
    await storePosition('ferry', PLACE);
    expect((await saved('ferry'))?.position).toEqual(PLACE);
    await storePosition('ferry', undefined);
    expect(await saved('ferry')).toEqual(record('ferry'));
  });
});

it('an analysis that the reader is reading does not count as unread', async () => {
  await markReading('ferry');
  expect(await unreadCount()).toBe(2);
});

it('changes of reading state and place are queued for the second copy, but not for the search index', async () => {
  await markReading('ferry');
  await storePosition('ferry', PLACE);
  await changeReadingState(['ferry', 'bus'], 'archive', NOW);
  expect(await db.searchQueue.count()).toBe(0);
  expect(await db.uncopied.toCollection().primaryKeys()).toEqual(['saved/bus', 'saved/ferry']);
});
