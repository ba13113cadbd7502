import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_INSTALLED, BROWSERS, GRANTED } from '../../build.ts';
import { analyses } from '../../sample/content.ts';
import { anotherStory } from '../../sample/outlets.ts';
import { ageIndex } from '../harness/database.ts';
import { picture } from '../harness/pictures.ts';
import { readReason } from '../harness/popup.ts';
import { openReader, openReadyReader, type Reader } from '../harness/reader.ts';
import {
  namesOf,
  pageSurface,
  press,
  type Surface,
  stateOf,
  textOf,
  until,
  untilSaid,
  untilState,
} from '../harness/surface.ts';

/** Tests what the reader sees in a real popup on a real page. `tests/components` tests the words of every state. */

const FERRY = analyses.find(({ id }) => id === 'ferry-talks-merrow-strait');
if (!FERRY) throw new Error('the sample has no ferry analysis');

describe.each(BROWSERS)('the popup in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name);
  });
  afterAll(() => reader.close());

  /** Visits a sample page, presses the toolbar button, and calls `look` with the popup once it has loaded. */
  async function inPopup(pageName: string, look: (popup: Surface) => Promise<void>): Promise<void> {
    const page = await reader.visit(reader.sample.page(pageName).address);
    const popup = await reader.pressButton(page);
    await until('the popup has looked up its page', async () => (await stateOf(popup)) !== 'loading');
    await look(popup);
    await popup.close();
    await page.close();
  }

  it('shows the whole analysis with its links, and the reader can switch the site off and on', async () => {
    await inPopup('a desktop host', async (popup) => {
      await untilState(popup, 'matched');
      await until('the text and the sections below are there', async () =>
        (await namesOf(popup, 'heading')).includes('Topics'),
      );
      expect(await namesOf(popup, 'heading')).toEqual([
        FERRY.headline,
        ...FERRY.sections.map(({ heading }) => heading),
        'Where this comes from',
        'Details',
        'Topics',
      ]);
      const shown = await textOf(popup);
      for (const words of [FERRY.summary, 'one ship at a time', 'The wording on detention.'])
        expect(shown).toContain(words);
      const targets = await popup.run((document) =>
        Object.fromEntries(
          [...document.querySelectorAll('a')].map((link) => [link.ariaLabel ?? link.textContent, link.href]),
        ),
      );
      expect(targets).toMatchObject({
        'Read the original at Northern Ledger – World': reader.sample.page('a desktop host').address,
        'Open on NOLIGARCHY.US sample': 'http://noligarchy.localhost:4170/analysis/ferry-talks-merrow-strait',
        'More from Global Power Plays': 'http://noligarchy.localhost:4170/lens/global-power-plays',
        'All issues': 'http://noligarchy.localhost:4170/issues',
        Subscribe: 'http://noligarchy.localhost:4170/subscribe',
        shipping: expect.stringMatching(/:\/\/[^/]+\/library\.html#topic=shipping$/),
      });
      await picture(popup, name, 'popup-matched');
      await press(popup, 'button', 'This article');
      await press(popup, 'switch', 'Civic Lens on northern-ledger.localhost');
      await untilState(popup, 'off');
      await picture(popup, name, 'popup-off');
      await press(popup, 'switch', 'Civic Lens on northern-ledger.localhost');
      await untilState(popup, 'matched');
    });
  });

  it('marks the match as uncertain if a redirect ends at the right address with another story', async () => {
    const { address, redirect = '' } = reader.sample.page('a forwarded address');
    reader.sample.replacedPages.set(redirect, anotherStory('harbour-courier'));
    const page = await reader.visit(address);
    expect(page.url()).toBe(redirect);
    await reader.untilLookedAt(page);
    await reader.untilBadge(page, '');
    const popup = await reader.pressButton(page);
    await untilState(popup, 'uncertain');
    expect(await textOf(popup)).toContain('Is this the same story?');
    await picture(popup, name, 'popup-uncertain');
    await popup.close();
    await page.close();
    reader.sample.replacedPages.clear();
  });

  it('lists an analysis as related if only the headline of its article is the same', async () => {
    await inPopup('the same headline elsewhere', async (popup) => {
      await untilState(popup, 'none');
      expect(await namesOf(popup, 'heading')).toEqual([
        'No analysis of this article yet',
        'Related, not about this page',
        FERRY.headline,
        'Newest',
      ]);
      expect(await namesOf(popup, 'article')).toEqual([FERRY.headline]);
      await picture(popup, name, 'popup-none');
    });
  });

  it('says that a web app is not an article', async () => {
    await inPopup('a web app', (popup) => untilState(popup, 'not-article'));
  });

  it('says that a page of the browser cannot be read', async () => {
    const page = await reader.browser.newPage();
    // In Firefox, `goto` never resolves for a page of the browser itself.
    await page
      .goto(name === 'firefox' ? 'about:license' : 'chrome://version', { timeout: 2000 })
      .catch(() => undefined);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'unreadable');
    await popup.close();
    await page.close();
  });

  it('shows the analysis on its own page without a badge, and no analysis on the home page', async () => {
    const page = await reader.visit('http://noligarchy.localhost:4170/analysis/water-meter-bylaw');
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    expect(await readReason(popup, 'This page')).toContain('This page is the analysis.');
    expect(await namesOf(popup, 'link')).toContain('Read the original at Harbour Courier');
    await reader.untilBadge(page, '');
    await popup.close();
    await page.goto('http://noligarchy.localhost:4170/');
    const onHome = await reader.pressButton(page);
    await untilState(onHome, 'not-article');
    await onHome.close();
    await page.close();
  });

  it('fetches only the text that is not on the device', async () => {
    const requestedPaths = (): string[] =>
      reader.sample.publicationRequests().map(({ url }) => new URL(url).pathname);
    reader.sample.clearRequests();
    await inPopup('no metadata, another article', async (popup) => {
      await until('the text is there', async () =>
        (await namesOf(popup, 'heading')).includes('What happened'),
      );
    });
    expect(requestedPaths()).toEqual(['/.well-known/civic-lens/analyses/reservoir-plan-2050.json']);
    reader.sample.clearRequests();
    await inPopup('an analysis without a document', async (popup) => {
      await until('the text is there', async () =>
        (await namesOf(popup, 'heading')).includes('What to watch next'),
      );
    });
    expect(requestedPaths()).toEqual(['/analysis/cable-landing']);
  });

  it('renews an outdated index when the reader presses "Check now"', async () => {
    await ageIndex(reader, 4);
    await inPopup('nobody analysed: quiet-gazette', async (popup) => {
      await untilState(popup, 'stale');
      await picture(popup, name, 'popup-stale');
      await press(popup, 'button', 'Check now');
      await untilState(popup, 'none');
    });
  });
});

describe.each(BROWSERS)('the popup before the index has arrived, in %s', (name) => {
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

  it('explains why the index is missing, and shows the analysis when the index arrives', async () => {
    const page = await reader.visit(reader.sample.page('a plain article').address);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'no-index');
    await untilSaid(popup, 'The last try failed: the publication could not be reached');
    await picture(popup, name, 'popup-no-index');
    reader.sample.answering = undefined;
    await press(popup, 'button', 'Check now');
    await untilState(popup, 'matched');
    await popup.close();
    await reader.untilBadge(page, '1');
  });
});

describe.each(BROWSERS)('the extension in %s, with "Only when I click"', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReader(name, { variant: AS_INSTALLED });
    await reader.untilIndex();
  });
  afterAll(() => reader.close());

  it('reads only the page on which the reader clicks, and never shows a badge', async () => {
    const page = await reader.visit(reader.sample.page('a plain article').address);
    const other = await reader.visit(reader.sample.page('a desktop host').address);
    const otherId = await reader.tabId(other);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    await popup.close();
    expect((await reader.badge(page)).text).toBe('');
    const unasked = await reader.open(`/popup.html?tab=${otherId}`);
    await untilState(pageSurface(unasked), 'not-checked');
    for (const tab of [unasked, page, other]) await tab.close();
  });

  it('reports in Options if automatic mode is set, but lacks access to all sites', async () => {
    await reader.ask((api) => api.storage.local.set({ mode: 'automatic' }));
    const options = pageSurface(await reader.open('/options.html'));
    await untilSaid(options, 'the browser no longer lets Civic Lens read pages');
    expect(await namesOf(options, 'button')).toContain('Allow access again');
    await picture(options, name, 'options-access-lost');
    await options.close();
  });
});
