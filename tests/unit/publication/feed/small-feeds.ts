import { expect } from 'vitest';
import { type Feed, type FeedItem, readFeed } from '../../../../lib/publication/feed/feed.ts';
import { ORIGIN } from './generators.ts';

const NOW = Date.parse('2026-07-10T12:00:00Z');
const BASE = `${ORIGIN}/feed.xml`;
export const read = (text: string): Feed | undefined => readFeed(text, BASE, NOW);
export const rss = (items: string, channel = ''): string =>
  `<rss version="2.0"><channel><title>N</title>${channel}${items}</channel></rss>`;
export const atom = (entries: string, attributes = ''): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom" ${attributes}><title>N</title>${entries}</feed>`;
/** Returns the only item of a feed. */
export const one = (text: string): FeedItem | undefined => {
  const feed = read(text);
  expect(feed?.items.length).toBe(1);
  return feed?.items[0];
};
