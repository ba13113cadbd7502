import { type AnalysisText, readAnalysis } from '../analysis/analysis.ts';
import { decodeText } from '../feed/decode.ts';
import type { Card } from '../index/card.ts';
import { unpackJson } from '../index/packed.ts';
import { PUBLICATION_ORIGIN } from '../publication.ts';
import { FetchFailure, failureOf, fetchFile, parseJson } from '../sync/fetch-file.ts';
import { readItems } from './blocks.ts';
import { db, type SyncFailure } from './database.ts';
import { indexState } from './index-store.ts';
import { siteText } from './site-pages.ts';

/** Texts in a block of `textBlocks`: reading one parses its neighbours. */
export const TEXTS_PER_BLOCK = 8;
/** A document or page of one analysis is some ten kilobytes (bytes). */
const LARGEST_DOCUMENT = 5_000_000;
/** Texts that were fetched one by one are forgotten beyond this number, the oldest first. */
const MOST_FETCHED = 200;

/** The text of an analysis, or why it cannot be shown now. */
export type TextResult =
  | { readonly state: 'ready'; readonly text: AnalysisText }
  | { readonly state: 'failed'; readonly failure: SyncFailure };

/** The text of an analysis as far as it is on this device: saved, kept ahead, or fetched before. */
export async function textOnDevice(card: Card): Promise<AnalysisText | undefined> {
  const fetched = await db.fetchedTexts.get(card.id);
  if (fetched?.version === versionOf(card)) return fetched.text;
  const kept = await keptText(card);
  return kept ?? (await siteText(card)) ?? (await db.saved.get(card.id))?.text ?? fetched?.text;
}

/**
 * The text of an analysis: from this device, else from its `document`, else from its page. A fetch tells the publication
 * which analysis is read, and nothing else.
 *
 * @param remember whether a fetched text may be written to disk; not in private windows
 */
export async function textOf(card: Card, remember: boolean, get: typeof fetch = fetch): Promise<TextResult> {
  const known = await textOnDevice(card);
  if (known) return { state: 'ready', text: known };
  try {
    const text = await fetchText(card, get);
    if (remember) await rememberText(card, text);
    return { state: 'ready', text };
  } catch (error) {
    return { state: 'failed', failure: failureOf(error, Date.now()) };
  }
}

async function keptText(card: Card): Promise<AnalysisText | undefined> {
  // A segment is one calendar month by published date as written.
  const day = card.published.slice(0, 10);
  const segments = (await indexState())?.segments.filter(({ from, to }) => from <= day && day <= to) ?? [];
  for (const month of await db.texts.bulkGet(segments.flatMap(({ texts }) => texts?.sha256 ?? []))) {
    const position = month?.ids.indexOf(card.id) ?? -1;
    if (!month || position < 0) continue;
    const found = await readItems(
      db.textBlocks,
      month.sha256,
      [position],
      TEXTS_PER_BLOCK,
      unpackJson<AnalysisText>,
    );
    return found[0];
  }
  return undefined;
}

async function fetchText(card: Card, get: typeof fetch): Promise<AnalysisText> {
  if (card.document) {
    const file = await fetchFile(card.document, { origin: PUBLICATION_ORIGIN, most: LARGEST_DOCUMENT, get });
    const analysis = file === 'unchanged' ? '' : readAnalysis(parseJson(file), file.url);
    if (typeof analysis !== 'string')
      return { sections: analysis.sections, attribution: analysis.attribution };
    throw new FetchFailure('incomplete', card.document);
  }
  const file = await fetchFile(card.url, { origin: PUBLICATION_ORIGIN, most: LARGEST_DOCUMENT, get });
  // The parser is half of the code of a popup, which seldom needs it.
  const { readAnalysisPage } = await import('../analysis/page.ts');
  const page =
    file === 'unchanged' ? undefined : readAnalysisPage(decodeText(file.body, file.contentType), file.url);
  if (!page) throw new FetchFailure('incomplete', card.url);
  return { sections: page.sections, attribution: page.attribution };
}

async function rememberText(card: Card, text: AnalysisText): Promise<void> {
  await db.fetchedTexts.put({ id: card.id, version: versionOf(card), text, fetchedAt: Date.now() });
  const surplus = (await db.fetchedTexts.count()) - MOST_FETCHED;
  if (surplus > 0)
    await db.fetchedTexts.bulkDelete(await db.fetchedTexts.orderBy('fetchedAt').limit(surplus).primaryKeys());
}

function versionOf(card: Card): string {
  return card.updated ?? card.published;
}
