import { afterEach, describe, expect, it, vi } from 'vitest';
import { formatDay } from '../../../lib/browser/interface-texts.ts';
import { readCard } from '../../../lib/index/card.ts';
import { readFeed } from '../../../lib/publication/feed/feed.ts';
import { readAnalysisPage } from '../../../lib/publication/page/analysis-page.ts';
import { cardOfPage } from '../../../lib/publication/page/card-of-page.ts';
import { monthsOf } from '../../../lib/publication/site/months.ts';

/** Tests that the reader sees the day that the publication wrote, whatever the time zones of reader and publication. */

const SITE = 'https://noligarchy.us/';
const PAGE = `${SITE}analysis/bridge`;
const { DateTimeFormat } = Intl;

/** Returns the difference between UTC and a time zone (minutes), as `Date.prototype.getTimezoneOffset` does. */
function offsetOf(zone: string): number {
  const written = new DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).format();
  const [, sign = '+', hours = 0, minutes = 0] = /GMT([+-])(\d+):(\d+)/.exec(written) ?? [];
  return (sign === '+' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** Sets the reader's time zone. `Intl.DateTimeFormat` then uses this zone, unless its options name another zone. */
function readerIn(zone: string): void {
  vi.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(offsetOf(zone));
  vi.spyOn(Intl, 'DateTimeFormat').mockImplementation(
    class {
      constructor(language?: string, options?: Intl.DateTimeFormatOptions) {
        // biome-ignore lint/correctness/noConstructorReturn: replaces the browser's constructor
        return new DateTimeFormat(language, { timeZone: zone, ...options });
      }
    } as unknown as typeof Intl.DateTimeFormat,
  );
}

afterEach(() => {
  vi.restoreAllMocks();
});

/** Dates in different time zones, each with its day as a page writes it and as the interface shows it. */
const WRITTEN = [
  ['2026-07-02T22:00:00-04:00', 'July 2, 2026', '2 July 2026'],
  ['2026-07-02T00:30:00+14:00', 'July 2, 2026', '2 July 2026'],
  ['2026-07-02T00:00:00Z', 'July 2, 2026', '2 July 2026'],
  ['2026-07-02T23:59:59Z', 'July 2, 2026', '2 July 2026'],
  ['2026-07-02', 'July 2, 2026', '2 July 2026'],
  ['2026-12-31T23:30:00-05:00', 'December 31, 2026', '31 December 2026'],
  ['2027-01-01T00:30:00+09:00', 'January 1, 2027', '1 January 2027'],
] as const;
const ZONES = ['Asia/Tokyo', 'Pacific/Kiritimati', 'America/New_York', 'Pacific/Pago_Pago', 'UTC'];

describe.each(ZONES)('for a reader in %s', (zone) => {
  it.each(WRITTEN)(
    'a time in the form %s is shown as the day that the publication wrote',
    (written, _, shown) => {
      readerIn(zone);
      expect(formatDay(written)).toBe(shown);
    },
  );
});

it('the time of the reader’s own action is shown as the day in the reader’s time zone', () => {
  const moment = Date.parse('2026-07-02T22:00:00-04:00');
  readerIn('Asia/Tokyo');
  expect(formatDay(moment)).toBe('3 July 2026');
  readerIn('America/New_York');
  expect(formatDay(moment)).toBe('2 July 2026');
});

describe.each(WRITTEN)('the publication date %s', (written, label) => {
  const wanted = written.slice(0, 10);
  const page = (head: string, body = ''): string | undefined => {
    const read = readAnalysisPage(
      `<html><head>${head}</head><body><article><h1>Bridge</h1>${body}<h2>What happened</h2><p>It was sold.</p>
       <p><a href="https://outlet.example/a-bridge">Read the original</a></p></article></body></html>`,
      PAGE,
    );
    const found = read && cardOfPage(read, SITE);
    return typeof found === 'object' ? found.card.published : found;
  };

  it('is read as that day from JSON-LD, Open Graph or a time element of a page', () => {
    const json = JSON.stringify({ '@type': 'NewsArticle', headline: 'Bridge', datePublished: written });
    expect([
      page(`<script type="application/ld+json">${json}</script>`),
      page(`<meta property="article:published_time" content="${written}">`),
      page('', `<p>Published: <time datetime="${written}">${label}</time></p>`),
    ]).toEqual([wanted, wanted, wanted]);
  });

  it('is read as that day from a feed and a companion index, and its card is in the segment of that month', () => {
    const feed = readFeed(
      `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Bridge</title><link href="${PAGE}"/>
       <published>${written}</published></entry></feed>`,
      `${SITE}feed.xml`,
      Date.parse('2027-02-01'),
    );
    expect(feed?.items[0]?.published?.slice(0, 10)).toBe(wanted);
    const card = readCard({ id: 'bridge', url: PAGE, headline: 'Bridge', published: written }, PAGE);
    if (typeof card === 'string') throw new Error(card);
    expect(card.published).toBe(written);
    expect(monthsOf([card]).map(({ month }) => month)).toEqual([wanted.slice(0, 7)]);
  });
});
