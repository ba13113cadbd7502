import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { urlKey } from '../../../lib/address/url-keys.ts';
import { db } from '../../../lib/db/database.ts';
import { lookUpCards, newestCards } from '../../../lib/db/index-queries.ts';
import type { Card } from '../../../lib/index/card.ts';
import { cardVersion } from '../../../lib/index/version.ts';
import { removeSaved } from '../../../lib/library/removed-analyses.ts';
import { saveAnalysis, savedAnalysis } from '../../../lib/library/saved-analyses.ts';
import { textOnDevice } from '../../../lib/sync/texts.ts';
import { freshSite, leaveSite, removeFeeds, syncWhole, urlset } from './fresh-site.ts';
import { PUBLICATION, type Publication } from './publication.ts';

const SLUG = 'ferry-talks-merrow-strait';
/** An analysis of the sample, published on July 2. */
const FIRST = `${PUBLICATION}analysis/${SLUG}`;
/** Another analysis, published on July 5. */
const SECOND = `${PUBLICATION}labour/${SLUG}`;
const SOURCE = 'https://northern-ledger.example/labour/crews-ask-for-a-seat';

let publication: Publication;

beforeEach(async () => {
  publication = await freshSite();
});
afterEach(leaveSite);

/** Publishes a plain site whose sitemap names some pages. The second analysis has its own headline, source and text. */
function publish(...pages: readonly string[]): void {
  publication.publish({ form: 'site' });
  publication.change((site) => {
    const first = publication.text(`/analysis/${SLUG}`);
    const second = first
      .replaceAll(`/analysis/${SLUG}`, `/labour/${SLUG}`)
      .replaceAll('2026-07-02', '2026-07-05')
      .replaceAll('July 2, 2026', 'July 5, 2026')
      .replaceAll('Ferry talks resume across the Merrow Strait', 'Crews ask for a seat at the ferry talks')
      .replaceAll(/http:\/\/www\.northern-ledger[^"]*/g, SOURCE)
      .replaceAll('After fourteen months without a word', 'After a strike of nine days');
    site.set(`/labour/${SLUG}`, { type: 'text/html', body: second });
    const urls = pages.map((url, n) => `<url><loc>${url}</loc><lastmod>2026-07-0${9 - n}</lastmod></url>`);
    site.set('/sitemap.xml', urlset(urls.join('')));
    removeFeeds(site);
  });
}

/** Returns the ids in the index, keyed by address. */
async function ids(): Promise<Record<string, string>> {
  return Object.fromEntries((await newestCards(100)).map(({ url, id }) => [url, id]));
}

async function cardAt(url: string): Promise<Card> {
  const card = (await newestCards(100)).find((one) => one.url === url);
  if (!card) throw new Error(`no card of ${url}`);
  return card;
}

async function beginningOf(url: string): Promise<string> {
  return JSON.stringify((await textOnDevice(await cardAt(url)))?.sections[0]?.blocks).slice(0, 120);
}

describe('two pages of a plain site whose addresses end in the same slug', () => {
  it('give two cards, in whatever order they are read; the page published first has the slug as its id', async () => {
    publish(FIRST, SECOND);
    await syncWhole(publication);
    const one = await ids();
    expect(one).toEqual({ [FIRST]: SLUG, [SECOND]: expect.stringMatching(`^${SLUG}~[0-9a-z]+$`) });

    await Promise.all(db.tables.map((table) => table.clear()));
    publish(SECOND, FIRST);
    await syncWhole(publication);
    expect(await ids()).toEqual(one);
  });

  it('are found by their own sources, and opened with their own texts', async () => {
    publish(FIRST, SECOND);
    await syncWhole(publication);
    expect((await lookUpCards([`u:${urlKey(SOURCE)}`])).map(({ url }) => url)).toEqual([SECOND]);
    expect(await beginningOf(FIRST)).toContain('After fourteen months without a word');
    expect(await beginningOf(SECOND)).toContain('After a strike of nine days');
  });

  it('are saved and removed independently', async () => {
    publish(FIRST, SECOND);
    await syncWhole(publication);
    const [first, second] = [await cardAt(FIRST), await cardAt(SECOND)];
    await saveAnalysis(first);
    await saveAnalysis(second);
    await removeSaved(first.id);
    expect(await savedAnalysis(first.id)).toBeUndefined();
    expect(await savedAnalysis(second.id)).toMatchObject({ card: { url: SECOND }, textState: 'kept' });
  });

  it('keep the ids under which the reader has saved them', async () => {
    publish(SECOND);
    await syncWhole(publication);
    await saveAnalysis(await cardAt(SECOND));
    publish(FIRST, SECOND);
    await syncWhole(publication);
    expect(await ids()).toEqual({ [SECOND]: SLUG, [FIRST]: expect.stringMatching(`^${SLUG}~`) });
  });

  it.each([
    ['saved', async () => {}],
    ['saved and removed', () => removeSaved(SLUG)],
  ])('do not share the id of a page that was %s and then withdrawn', async (_, then) => {
    publish(FIRST);
    await syncWhole(publication);
    await saveAnalysis(await cardAt(FIRST));
    await then();
    publish(SECOND);
    publication.change((site) => site.delete(`/analysis/${SLUG}`));
    await syncWhole(publication);
    expect(await ids()).toEqual({ [SECOND]: expect.stringMatching(`^${SLUG}~`) });
  });

  it('have their saved texts under different ids', async () => {
    publish(FIRST, SECOND);
    await syncWhole(publication);
    for (const url of [FIRST, SECOND]) await saveAnalysis(await cardAt(url));
    const saved = await db.saved.toArray();
    expect(saved.map(({ textState }) => textState)).toEqual(['kept', 'kept']);
    expect((await db.savedTexts.toArray()).map(({ id, version }) => [id, version])).toEqual(
      saved.map(({ id, card }) => [id, cardVersion(card)]),
    );
  });

  it('do not change the id of a saved page that moved', async () => {
    publish(FIRST);
    await syncWhole(publication);
    await saveAnalysis(await cardAt(FIRST));
    const moved = `${PUBLICATION}2026/07/${SLUG}`;
    publish(moved);
    publication.change((site) => {
      const body = publication.text(`/analysis/${SLUG}`).replaceAll(FIRST, moved);
      site.set(`/2026/07/${SLUG}`, { type: 'text/html', body });
      site.delete(`/analysis/${SLUG}`);
    });
    await syncWhole(publication);
    expect(await ids()).toEqual({ [moved]: SLUG });
  });
});
