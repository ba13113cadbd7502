import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_INSTALLED, BROWSERS, GRANTED } from '../build.ts';
import { analyses } from '../sample/content.ts';
import { articleAt } from '../sample/in-page-markup.ts';
import { newsPage } from '../sample/outlet-markup.ts';
import { anotherStory } from '../sample/outlets.ts';
import { ageIndex } from './harness/database.ts';
import { picture } from './harness/pictures.ts';
import { readPopup } from './harness/popup.ts';
import { openReader, type Reader } from './harness/reader.ts';
import { namesOf, press, type Surface, stateOf, textOf, until, untilState } from './harness/surface.ts';

const FERRY = analyses.find(({ id }) => id === 'ferry-talks-merrow-strait');
if (!FERRY) throw new Error('the sample has lost its ferry');

describe.each(BROWSERS)('reading in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReader(name, { variant: GRANTED });
    await reader.untilIndex();
    await reader.tabs();
  });
  afterAll(() => reader.close());

  /** Visits a sample page, presses the toolbar button and looks at what the popup says. */
  async function inPopup(pageName: string, look: (popup: Surface) => Promise<void>): Promise<void> {
    const page = await reader.visit(reader.sample.page(pageName).address);
    const popup = await reader.pressButton(page);
    await until('the popup has looked', async () => (await stateOf(popup)) !== 'loading');
    await look(popup);
    await popup.close();
    await page.close();
  }

  it('shows everything that an analysis carries', async () => {
    await inPopup('a desktop host', async (popup) => {
      await untilState(popup, 'matched');
      await until('the text is there', async () =>
        (await namesOf(popup, 'heading')).includes('Source attribution'),
      );
      expect(await namesOf(popup, 'heading')).toEqual([
        FERRY.headline,
        ...FERRY.sections.map(({ heading }) => heading),
        'Source attribution',
        'Reader paths',
      ]);
      const shown = await textOf(popup);
      for (const words of [
        FERRY.summary,
        'Global Power Plays',
        'Reporting',
        'July 2, 2026',
        '3 minutes',
        'Northern Ledger – World',
        'Same address as the article analysed.',
        'one ship at a time',
        'The wording on detention.',
        'NOLIGARCHY.US sample analysed reporting that Northern Ledger – World published first.',
      ]) {
        expect(shown).toContain(words);
      }
      expect(await namesOf(popup, 'button')).toEqual([
        'Open in side panel',
        'Library',
        'Options',
        'This is the wrong article',
        ...FERRY.topics.map((topic) => `Follow topic ${topic}`),
        'Follow Global Power Plays',
        'Follow Northern Ledger – World',
        'Save',
      ]);
      expect(await namesOf(popup, 'link')).toEqual([
        'Global Power Plays',
        ...FERRY.topics,
        'Open on NOLIGARCHY.US sample',
        'Explore this lens',
        'Browse all issues',
        'Subscribe',
        'Read the original at Northern Ledger – World',
      ]);
      expect(await namesOf(popup, 'switch')).toEqual(['Civic Lens on northern-ledger.localhost']);
      await picture(popup, name, 'popup-matched');
    });
  });

  it('leads to the original, to the publication, to the lens and along the topics', async () => {
    await inPopup('a desktop host', async (popup) => {
      await untilState(popup, 'matched');
      const targets = await popup.run((document) =>
        Object.fromEntries([...document.querySelectorAll('a')].map((link) => [link.textContent, link.href])),
      );
      expect(targets).toMatchObject({
        'Read the original at Northern Ledger – World': reader.sample.page('a desktop host').address,
        'Open on NOLIGARCHY.US sample': 'http://noligarchy.localhost:4170/analysis/ferry-talks-merrow-strait',
        'Explore this lens': 'http://noligarchy.localhost:4170/lens/global-power-plays',
        'Browse all issues': 'http://noligarchy.localhost:4170/issues',
        Subscribe: 'http://noligarchy.localhost:4170/subscribe',
        shipping: 'http://noligarchy.localhost:4170/topics/shipping',
      });
    });
  });

  it.each([
    ['a plain article', 'Same address as the article analysed.'],
    ['a mobile host', 'Same address as the article analysed.'],
    ['an AMP cache', 'This is a cached, translated or archived copy of the article analysed.'],
    ['a syndicated copy', 'A syndicated copy of an article by Northern Ledger – World.'],
    ['the second of two addresses', 'This is a known further address of the article analysed.'],
    ['a relative canonical', 'The page names the article analysed as its canonical address.'],
  ])('says why it matched: %s', async (pageName, reason) => {
    await inPopup(pageName, async (popup) => {
      await untilState(popup, 'matched');
      expect(await textOf(popup)).toContain(reason);
    });
  });

  it('offers all analyses of one article, and the way back from each', async () => {
    await inPopup('two analyses', async (popup) => {
      await untilState(popup, 'choose');
      const headlines = ['school-app-contract', 'school-app-data'].map(
        (id) => analyses.find((analysis) => analysis.id === id)?.headline ?? '',
      );
      expect(await namesOf(popup, 'heading')).toEqual(['2 analyses of this article', ...headlines]);
      expect(await namesOf(popup, 'article')).toEqual(headlines);
      // What is so of both is told once.
      expect((await textOf(popup)).split('Same address as the article analysed.')).toHaveLength(2);
      await picture(popup, name, 'popup-choose');
      await press(popup, 'button', headlines[1] ?? '');
      await until('the chosen one is open', async () =>
        (await namesOf(popup, 'button')).includes('Follow Hidden Wiring'),
      );
      await press(popup, 'button', 'Back');
      await until('the list is back', async () => (await namesOf(popup, 'article')).length === 2);
    });
  });

  it('says when the address agrees and the page tells another story', async () => {
    const { address } = reader.sample.page('no metadata, another article');
    reader.sample.retold.set(address, anotherStory('quiet-gazette'));
    const page = await reader.visit(address);
    await reader.untilLookedAt(page);
    await reader.untilBadge(page, '');
    const popup = await reader.pressButton(page);
    await untilState(popup, 'uncertain');
    expect(await textOf(popup)).toContain(
      'The address is that of the article analysed, but this page tells another story.',
    );
    await picture(popup, name, 'popup-uncertain');
    await popup.close();
    await page.close();
    reader.sample.retold.clear();
  });

  it('says so when a forwarded address ends there and another story is shown', async () => {
    const { address, redirect = '' } = reader.sample.page('a forwarded address');
    reader.sample.retold.set(redirect, anotherStory('harbour-courier'));
    const page = await reader.visit(address);
    expect(page.url()).toBe(redirect);
    await reader.untilLookedAt(page);
    await reader.untilBadge(page, '');
    expect((await readPopup(reader, page, 'uncertain')).words).toContain('this page tells another story.');
    await page.close();
    reader.sample.retold.clear();
  });

  it('says that a headline was edited, where the story is the same', async () => {
    const { address } = reader.sample.page('no metadata');
    const story = articleAt('quiet-gazette:/articles/pension-fund-vote-delayed');
    const headline = 'Retirement age divides the delegates, who adjourn without a vote';
    reader.sample.retold.set(address, newsPage('quiet-gazette', { ...story, headline }, { openGraph: true }));
    const page = await reader.visit(address);
    await reader.untilBadge(page, '1');
    const { words } = await readPopup(reader, page, 'matched');
    expect(words).toContain('Same address as the article analysed. The headline has been edited since.');
    await page.close();
    reader.sample.retold.clear();
  });

  it('says that nobody analysed the article, and names what is related as such', async () => {
    await inPopup('nobody analysed: quiet-gazette', async (popup) => {
      await untilState(popup, 'none');
      expect(await textOf(popup)).toContain(
        'NOLIGARCHY.US sample has not published an analysis of this article.',
      );
      expect(await namesOf(popup, 'article')).toEqual([]);
      await picture(popup, name, 'popup-none');
    });
    await inPopup('the same headline elsewhere', async (popup) => {
      await untilState(popup, 'none');
      expect(await namesOf(popup, 'heading')).toContain('Related, not about this page');
      expect(await namesOf(popup, 'article')).toEqual([FERRY.headline]);
    });
  });

  it.each(['home of harbour-courier', 'a section front', 'a search page', 'a shop page', 'a web app'])(
    'says that this is no article: %s',
    async (pageName) => {
      await inPopup(pageName, async (popup) => {
        await untilState(popup, 'not-article');
      });
    },
  );

  it('says that a page of the browser cannot be read', async () => {
    const page = await reader.browser.newPage();
    // Firefox reports no load of its own pages.
    await page
      .goto(name === 'firefox' ? 'about:license' : 'chrome://version', { timeout: 2000 })
      .catch(() => undefined);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'unreadable');
    await popup.close();
    await page.close();
  });

  it('can be switched off for the site, and on again, where it was read', async () => {
    await inPopup('a plain article', async (popup) => {
      await untilState(popup, 'matched');
      await press(popup, 'switch', 'Civic Lens on harbour-courier.localhost');
      await untilState(popup, 'off');
      await picture(popup, name, 'popup-off');
      await press(popup, 'switch', 'Civic Lens on harbour-courier.localhost');
      await untilState(popup, 'matched');
    });
  });

  describe('on a page of the publication', () => {
    it('shows that analysis, whether it is saved, and the way to the original; the badge is empty', async () => {
      const page = await reader.visit('http://noligarchy.localhost:4170/analysis/water-meter-bylaw');
      const popup = await reader.pressButton(page);
      await untilState(popup, 'matched');
      expect(await textOf(popup)).toContain('This page is the analysis.');
      expect(await namesOf(popup, 'button')).toContain('Save');
      expect(await namesOf(popup, 'link')).toContain('Read the original at Harbour Courier');
      expect(await namesOf(popup, 'switch')).toEqual([]);
      await reader.untilBadge(page, '');
      await popup.close();
      await page.close();
    });

    it('says that its home page is no analysis', async () => {
      const page = await reader.visit('http://noligarchy.localhost:4170/');
      const popup = await reader.pressButton(page);
      await untilState(popup, 'not-article');
      expect(await textOf(popup)).toContain('This page of NOLIGARCHY.US sample is not an analysis.');
      await popup.close();
      await page.close();
    });
  });

  it('fetches the text where it is not on the device, and asks for nothing else', async () => {
    reader.sample.forget();
    await inPopup('no metadata, another article', async (popup) => {
      await until('the text is there', async () =>
        (await namesOf(popup, 'heading')).includes('What happened'),
      );
    });
    expect(reader.sample.asked().map(({ url }) => new URL(url).pathname)).toEqual([
      '/.well-known/civic-lens/analyses/reservoir-plan-2050.json',
    ]);
    reader.sample.forget();
    await inPopup('an analysis without a document', async (popup) => {
      await until('the text is there', async () =>
        (await namesOf(popup, 'heading')).includes('What to watch next'),
      );
      expect(await namesOf(popup, 'heading')).not.toContain('Read the original at Northern Ledger – World');
    });
    expect(reader.sample.asked().map(({ url }) => new URL(url).pathname)).toEqual([
      '/analysis/cable-landing',
    ]);
  });

  it('says why a text cannot be shown, keeps the card, and tries again when asked', async () => {
    reader.sample.answering = (_, response) => {
      response.writeHead(503).end();
      return true;
    };
    await inPopup('a section below politics', async (popup) => {
      await until('the failure is told', async () =>
        (await textOf(popup)).includes(
          'The text could not be fetched: the publication answered with an error (status 503)',
        ),
      );
      expect(await namesOf(popup, 'link')).toContain('Open on NOLIGARCHY.US sample');
      reader.sample.answering = undefined;
      await press(popup, 'button', 'Try again');
      await until('the text is there', async () =>
        (await namesOf(popup, 'heading')).includes('What happened'),
      );
    });
  });

  it('says since when the index is old, instead of claiming that there is no analysis', async () => {
    await ageIndex(reader, 4);
    await inPopup('nobody analysed: quiet-gazette', async (popup) => {
      await untilState(popup, 'stale');
      expect(await textOf(popup)).toContain('It was last confirmed on');
      await picture(popup, name, 'popup-stale');
      await press(popup, 'button', 'Check now');
      await untilState(popup, 'none');
    });
  });
});

describe.each(BROWSERS)('before the index has arrived, in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReader(name, {
      variant: GRANTED,
      prepare: (sample) => {
        sample.answering = (_, response) => {
          response.destroy();
          return true;
        };
      },
    });
  });
  afterAll(() => reader.close());

  it('says so, why, and lights up by itself when it comes', async () => {
    const page = await reader.visit(reader.sample.page('a plain article').address);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'no-index');
    await until('the reason is told', async () =>
      (await textOf(popup)).includes('The last try failed: the publication could not be reached'),
    );
    await picture(popup, name, 'popup-no-index');
    await reader.badge(page);
    reader.sample.answering = undefined;
    await press(popup, 'button', 'Check now').catch(() => undefined);
    if (name === 'firefox') await popup.close();
    await reader.ask((api) => api.runtime.sendMessage({ type: 'sync' }));
    await reader.untilBadge(page, '1');
  });
});

describe.each(BROWSERS)('on click in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReader(name, { variant: AS_INSTALLED });
    await reader.untilIndex();
  });
  afterAll(() => reader.close());

  it('identifies the page that the reader asks about, and no other', async () => {
    const page = await reader.visit(reader.sample.page('a plain article').address);
    const other = await reader.visit(reader.sample.page('a desktop host').address);
    const otherId = await reader.tabId(other);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    expect(await textOf(popup)).toContain('Same address as the article analysed.');
    await popup.close();
    const unasked = await reader.open(`/popup.html?tab=${otherId}`);
    await until('it says so', () =>
      unasked.evaluate(() => document.querySelector('[data-state="not-checked"]') !== null),
    );
    expect(await unasked.evaluate(() => document.body.innerText)).toContain(
      'Click Civic Lens to check this page.',
    );
    await unasked.close();
    for (const tab of [page, other]) await tab.close();
  });

  it('never shows a badge that might be out of date', async () => {
    const page = await reader.visit(reader.sample.page('a plain article').address);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    await popup.close();
    expect((await reader.badge(page)).text).toBe('');
    await page.close();
  });
});
