import type { Card } from '../index/card.ts';
import { PUBLICATION } from '../publication.ts';
import { db, type SavedAnalysis } from './database.ts';
import { cardById, indexState, lensOf, publicationOf } from './index-store.ts';
import { textOf, textOnDevice } from './texts.ts';

/** Saved analyses, the newest first. */
export async function savedAnalyses(): Promise<SavedAnalysis[]> {
  return db.saved.orderBy('savedAt').reverse().toArray();
}

export async function savedAnalysis(id: string): Promise<SavedAnalysis | undefined> {
  return db.saved.get(id);
}

/**
 * Saves an analysis from its card, with its text where that is on the device already; else `completeSavedTexts` adds it.
 * Saving what is saved changes nothing.
 */
export async function saveAnalysis(card: Card, now = Date.now()): Promise<void> {
  const index = await indexState();
  const text = await textOnDevice(card);
  const lens = lensOf(index, card);
  const saved: SavedAnalysis = {
    id: card.id,
    savedAt: now,
    card,
    ...(lens ? { lens } : {}),
    publication: publicationOf(index, PUBLICATION),
    ...(text ? { text } : {}),
  };
  await db.transaction('rw', db.saved, async () => {
    if (!(await db.saved.get(card.id))) await db.saved.add(saved);
  });
}

/** Takes an analysis out of the library. Returns what was taken, so that `putBack` can undo it. */
export async function removeSaved(id: string): Promise<SavedAnalysis | undefined> {
  return db.transaction('rw', db.saved, async () => {
    const saved = await db.saved.get(id);
    await db.saved.delete(id);
    return saved;
  });
}

export async function putBack(saved: SavedAnalysis): Promise<void> {
  await db.saved.put(saved);
}

/**
 * Fetches the texts that saved analyses still lack, each with its card: where the publication has changed the analysis since it was saved,
 * the new card comes with the new text. What cannot be had now is tried again after the next sync.
 */
export async function completeSavedTexts(get: typeof fetch = fetch): Promise<void> {
  for (const saved of await db.saved.filter(({ text }) => text === undefined).toArray()) {
    const card = (await cardById(saved.id)) ?? saved.card;
    const result = await textOf(card, false, get);
    if (result.state === 'ready') await db.saved.update(saved.id, { card, text: result.text });
  }
}

/** Notes that the reader opened a saved analysis. Others are not noted: what was read is nobody's to keep. */
export async function noteRead(id: string, now = Date.now()): Promise<void> {
  await db.saved.update(id, { readAt: now });
}
