import { createHash } from 'node:crypto';
import { analyses, lenses } from '../sample/content.ts';
import type { StaticFile, StaticSite } from '../sample/publication.ts';

/**
 * Returns a companion index of any size, with cards as long as real ones. The same arguments give the same index.
 *
 * @param cards number of cards
 * @param change changes the summaries of the newest month, unless it is 0
 */
export function generatedIndex(publication: string, cards: number, change = 0): StaticSite {
  const months = Math.max(1, Math.min(60, Math.round(cards / 20)));
  const perMonth = Math.ceil(cards / months);
  const monthly = Array.from({ length: months }, (_, back) =>
    generatedMonth(back, back * perMonth, Math.min(cards, (back + 1) * perMonth), change),
  );
  return servedMonths(publication, monthly, change);
}

/** Returns a companion index that lists each of its cards in two months. */
export function doubledIndex(publication: string, cards: number): StaticSite {
  return servedMonths(
    publication,
    [0, 1].map((back) => generatedMonth(back, 0, cards, 0)),
    0,
  );
}

interface GeneratedMonth {
  /** The month, for example "2026-07". */
  readonly month: string;
  readonly list: readonly object[];
}

/** Returns the cards from one number to another, in the month that is `back` months before the newest month. */
function generatedMonth(back: number, from: number, to: number, change: number): GeneratedMonth {
  const month = new Date(Date.UTC(2026, 6 - back, 1)).toISOString().slice(0, 7);
  const list = Array.from({ length: Math.max(0, to - from) }, (_, n) =>
    generatedCard(from + n, month, back === 0 ? change : 0),
  );
  return { month, list };
}

function servedMonths(publication: string, months: readonly GeneratedMonth[], change: number): StaticSite {
  const site = new Map<string, StaticFile>();
  const segments: object[] = [];
  for (const { month, list } of months) {
    const body = JSON.stringify({ cards: list });
    const hash = sha256(body);
    const url = `segments/${month}.${hash.slice(0, 8)}.json`;
    site.set(`/.well-known/civic-lens/${url}`, { type: 'application/json', body });
    segments.push({
      url,
      bytes: Buffer.byteLength(body),
      sha256: hash,
      from: `${month}-01`,
      to: `${month}-28`,
      count: list.length,
    });
  }
  const manifest = {
    format: 'civic-lens-index',
    version: 1,
    generated: `2026-07-02T12:00:${String(change).padStart(2, '0')}Z`,
    publication: { name: 'NOLIGARCHY.US generated', url: publication, language: 'en' },
    lenses,
    segments,
  };
  site.set('/.well-known/civic-lens/index.json', {
    type: 'application/json',
    body: JSON.stringify(manifest),
  });
  return site;
}

/** Returns the address of the source article of a generated card. */
export function generatedSource(number: number): string {
  const slug = [0, 1, 2].map((salt) => pick(WORDS, number, salt)).join('-');
  return `https://www.outlet-${number % 400}.example/world/2026/07/${slug}-${number}`;
}

/** Returns some topics of generated cards. */
export function generatedTopics(count: number): string[] {
  return Array.from({ length: count }, (_, number) => pick(WORDS, number * 101, 5));
}

const WORDS = [
  ...new Set(
    analyses.flatMap(
      ({ article }) =>
        article
          .join(' ')
          .toLowerCase()
          .match(/[a-z]{4,10}/g) ?? [],
    ),
  ),
];

function generatedCard(number: number, month: string, change: number): object {
  const sentence = (length: number, salt: number): string =>
    Array.from({ length }, (_, n) => pick(WORDS, number, salt + n)).join(' ');
  return {
    id: `${pick(WORDS, number, 3)}-${pick(WORDS, number, 4)}-${number}`,
    url: `https://noligarchy.us/analysis/${pick(WORDS, number, 3)}-${pick(WORDS, number, 4)}-${number}`,
    headline: sentence(14, 10),
    summary: `${sentence(32, 40)}${change === 0 ? '' : ` (edition ${change})`}`,
    lens: lenses[number % lenses.length]?.id,
    type: 'Reporting',
    published: `${month}-${String((number % 28) + 1).padStart(2, '0')}`,
    readMinutes: 3,
    outlet: `Outlet ${number % 400} – World`,
    sources: [generatedSource(number)],
    sourceHeadline: sentence(11, 80),
    topics: [pick(WORDS, number, 5), pick(WORDS, number, 6), pick(WORDS, number, 7)],
  };
}

/** Picks a word. The same number and salt always give the same word. */
function pick(words: readonly string[], number: number, salt: number): string {
  const mixed = Math.imul((number + 1) ^ Math.imul(salt + 1, 0x9e3779b1), 0x85ebca6b) >>> 0;
  return words[(mixed >>> 8) % words.length] ?? '';
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
