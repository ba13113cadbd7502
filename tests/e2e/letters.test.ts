import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_INSTALLED, BROWSERS, GRANTED } from '../build.ts';
import { sampleHeadline } from '../sample/content.ts';
import { anotherStory } from '../sample/outlets.ts';
import { isOfTheBrowser } from './harness/of-the-browser.ts';
import { picture } from './harness/pictures.ts';
import { openReader, type Reader } from './harness/reader.ts';
import { namesOf, pageSurface, press, type Surface, textOf, until, untilState } from './harness/surface.ts';

const WRONG = 'This is the wrong article';
const WANTED = 'Ask for an analysis';

/** What stands in the text field. */
function letterIn(surface: Surface): Promise<string> {
  return until('the text is there', () =>
    surface.run((document) => document.querySelector('textarea')?.value),
  );
}

/** What "Write an e-mail" takes along. */
async function mailIn(
  surface: Surface,
): Promise<{ href: string; to: string; subject: string; body: string }> {
  const href = await surface.run(
    (document) => document.querySelector<HTMLAnchorElement>('a[href^="mailto:"]')?.href ?? '',
  );
  const { pathname, searchParams } = new URL(href);
  return {
    href,
    to: pathname,
    subject: searchParams.get('subject') ?? '',
    body: (searchParams.get('body') ?? '').replaceAll('\r\n', '\n'),
  };
}

/** Puts other words into the text field, as typing does. */
function edit(surface: Surface, words: string): Promise<void> {
  return surface.run((document, value) => {
    const field = document.querySelector('textarea');
    if (!field) throw new Error('there is no text');
    field.value = value;
    field.dispatchEvent(new (document.defaultView as typeof window).Event('input', { bubbles: true }));
  }, words);
}

/** The words or the name of what has the focus. */
function focused(surface: Surface): Promise<string> {
  return surface.run(
    (document) =>
      (document.activeElement?.closest('label') ?? document.activeElement)?.textContent?.trim() ?? '',
  );
}

/** Settings, and what is known of tabs. */
function stored(reader: Reader): Promise<unknown> {
  return reader.ask(async (api) => [await api.storage.local.get(null), await api.storage.session.get(null)]);
}

describe.each(BROWSERS)('letters in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReader(name, { variant: GRANTED });
    await reader.untilIndex();
    await reader.tabs();
  });
  afterAll(() => reader.close());

  /** Visits an address, presses the toolbar button and looks at what the popup says. */
  async function inPopup(address: string, look: (popup: Surface) => Promise<void>): Promise<void> {
    const page = await reader.visit(address);
    const popup = await reader.pressButton(page);
    await look(popup);
    await popup.close();
    await page.close();
  }
  const addressOf = (pageName: string): string => reader.sample.page(pageName).address;

  it('says of a page that the analysis is not about it, and leads back', async () => {
    const address = addressOf('a plain article');
    await inPopup(`${addressOf('tracking parameters')}#comments`, async (popup) => {
      await untilState(popup, 'matched');
      await press(popup, 'button', WRONG);
      const letter = await letterIn(popup);
      expect(await namesOf(popup, 'heading')).toEqual([WRONG]);
      expect(letter.split('\n')).toEqual([
        'Civic Lens showed me one of your analyses on an article that it is not about.',
        '',
        'Address of the page:',
        address,
        '',
        'What the page calls itself:',
        expect.stringContaining('Harbour Courier'),
        '',
        'Analysis that was shown:',
        sampleHeadline('port-fee-holiday'),
        'http://noligarchy.localhost:4170/analysis/port-fee-holiday',
        '',
        'The article that it is about:',
        expect.any(String),
        address,
        '',
        'Why it was shown:',
        'Same address as the article analysed.',
      ]);
      expect(await textOf(popup)).toContain('Nothing has been sent.');
      expect(await mailIn(popup)).toMatchObject({
        to: '',
        subject: 'Analysis shown on the wrong article at harbour-courier.localhost:4170',
        body: letter,
      });
      await picture(popup, name, 'letter-wrong');
      await press(popup, 'button', 'Back');
      await until(
        'the analysis is back, and the keyboard where it was',
        async () => (await focused(popup)) === WRONG,
      );
    });
  });

  it.each([
    ['a syndicated copy', 'A syndicated copy of an article by Northern Ledger – World.', 'a desktop host'],
    ['the second of two addresses', 'This is a known further address of the article analysed.', undefined],
  ])('names what decided: %s', async (pageName, why, claimed) => {
    await inPopup(addressOf(pageName), async (popup) => {
      await press(popup, 'button', WRONG);
      const letter = await letterIn(popup);
      expect(letter).toContain(`Address of the page:\n${addressOf(pageName)}\n`);
      expect(letter.split('Why it was shown:\n')[1]).toBe(
        [why, ...(claimed ? [addressOf(claimed)] : [])].join('\n'),
      );
    });
  });

  it('is about the one of several analyses that the reader means', async () => {
    await inPopup(addressOf('two analyses'), async (popup) => {
      await untilState(popup, 'choose');
      expect((await namesOf(popup, 'button')).filter((button) => button === WRONG).length).toBe(2);
      await press(popup, 'button', sampleHeadline('school-app-data'));
      await press(popup, 'button', WRONG);
      expect(await letterIn(popup)).toContain(
        `Analysis that was shown:\n${sampleHeadline('school-app-data')}\n`,
      );
      await press(popup, 'button', 'Back');
      await until('the chosen one is back', async () => (await focused(popup)) === WRONG);
      await press(popup, 'button', 'Back');
      await until('the list is back', async () => (await namesOf(popup, 'article')).length === 2);
      expect(await focused(popup)).not.toBe(WRONG);
    });
  });

  it('is offered where the match is uncertain', async () => {
    const address = addressOf('no metadata, another article');
    reader.sample.retold.set(address, anotherStory('quiet-gazette'));
    await inPopup(address, async (popup) => {
      await untilState(popup, 'uncertain');
      await picture(popup, name, 'popup-uncertain-doubt');
      await press(popup, 'button', WRONG);
      const letter = await letterIn(popup);
      expect(letter).toContain('Last lighthouse keeper at Cape Wenlow hands over the key');
      expect(letter).toContain(
        'The address is that of the article analysed, but this page tells another story.',
      );
    });
    reader.sample.retold.clear();
  });

  it('is not offered for related analyses, nor on a page of the publication', async () => {
    await inPopup(addressOf('the same headline elsewhere'), async (popup) => {
      await untilState(popup, 'none');
      expect(await namesOf(popup, 'button')).not.toContain(WRONG);
      await press(popup, 'button', sampleHeadline('ferry-talks-merrow-strait'));
      await until('it is open', async () => (await namesOf(popup, 'button')).includes('Save'));
      expect(await namesOf(popup, 'button')).not.toContain(WRONG);
    });
    await inPopup('http://noligarchy.localhost:4170/analysis/water-meter-bylaw', async (popup) => {
      await untilState(popup, 'matched');
      expect(await namesOf(popup, 'button')).not.toContain(WRONG);
    });
  });

  it('asks for an analysis; edits are what is mailed and copied; nothing is sent or kept', async () => {
    const address = addressOf('nobody analysed: quiet-gazette');
    const page = await reader.visit(address);
    await page.evaluate(() => history.replaceState(null, '', '?fbclid=IwAR0x#comments'));
    const popup = await reader.pressButton(page);
    await untilState(popup, 'none');
    const before = await stored(reader);
    reader.sample.forget();
    const seen = reader.sample.seen.length;
    await press(popup, 'button', WANTED);
    const letter = [
      'I found no analysis of this article at NOLIGARCHY.US sample. Please consider writing one.',
      '',
      'The article:',
      'Mountain choir announces first tour in eleven years',
      address,
    ].join('\n');
    expect(await letterIn(popup)).toBe(letter);
    expect(await mailIn(popup)).toMatchObject({
      to: '',
      subject: 'Analysis wanted of an article at quiet-gazette.localhost:4170',
      body: letter,
    });
    await picture(popup, name, 'letter-wanted');

    const edited = `Dear desk,\n\n${letter}\n\n100 % “é” & 橋`;
    await edit(popup, edited);
    await until('the e-mail follows', async () => (await mailIn(popup)).body === edited);
    expect((await mailIn(popup)).href).toContain('Dear%20desk%2C%0D%0A%0D%0AI%20found');
    await press(popup, 'button', 'Copy');
    await until('it says so', async () => (await statusOf(popup)).includes('Copied'));
    await edit(popup, `${edited}!`);
    await until(
      'what was copied is another text now',
      async () => !(await statusOf(popup)).includes('Copied'),
    );

    await edit(popup, 'A long letter. '.repeat(400));
    await until('it says that this is too long', async () =>
      (await statusOf(popup)).includes('Copy it instead.'),
    );
    expect((await mailIn(popup)).href.length).toBeLessThan(2000);
    await picture(popup, name, 'letter-too-long');
    expect(reader.sample.seen.slice(seen).filter(({ url }) => !isOfTheBrowser(url))).toEqual([]);
    expect(reader.sample.asked()).toEqual([]);
    await press(popup, 'button', 'Back');
    await until('the keyboard is where it was', async () => (await focused(popup)) === WANTED);
    expect(await stored(reader)).toEqual(before);
    await popup.close();
    await page.close();
  });

  /** What is said without being asked for: the live regions. */
  async function statusOf(surface: Surface): Promise<string> {
    return surface.run((document) =>
      [...document.querySelectorAll('[role="status"]')].map(({ textContent }) => textContent).join(' '),
    );
  }

  describe('in a tab', () => {
    let article: Page;
    let panel: Page;
    beforeAll(async () => {
      article = await reader.visit(addressOf('nobody analysed: quiet-gazette'));
      panel = await reader.open(`/popup.html?tab=${await reader.tabId(article)}`);
      await untilState(pageSurface(panel), 'none');
    });
    afterAll(async () => {
      for (const page of [panel, article]) await page.close();
    });

    it('everything is done with the keyboard alone', async () => {
      const surface = pageSurface(panel);
      const tabTo = (words: string): Promise<unknown> =>
        until(`"${words}" has the focus`, async () => {
          await panel.keyboard.press('Tab');
          return (await focused(surface)).startsWith(words);
        });
      await tabTo(WANTED);
      await panel.keyboard.press('Enter');
      const letter = await letterIn(surface);
      await until('the heading is read', async () => (await focused(surface)) === WANTED);
      await tabTo('Text to NOLIGARCHY.US sample');
      await panel.keyboard.press('End');
      await panel.keyboard.type('Thanks. ');
      await until('the e-mail follows', async () => (await mailIn(surface)).body.includes('Thanks. '));
      expect((await letterIn(surface)).replace('Thanks. ', '')).toBe(letter);
      await tabTo('Copy');
      await panel.keyboard.press('Enter');
      await until('it says so', async () => (await statusOf(surface)).includes('Copied'));
      await tabTo('Write an e-mail');
      await panel.focus('.back');
      await panel.keyboard.press('Enter');
      await until('the keyboard is where it was', async () => (await focused(surface)) === WANTED);
    });

    it('what was copied is what stands there', async () => {
      const surface = pageSurface(panel);
      await press(surface, 'button', WANTED);
      const letter = await letterIn(surface);
      await press(surface, 'button', 'Copy');
      await until('it says so', async () => (await statusOf(surface)).includes('Copied'));
      // Pasted by hand: reading the clipboard by script asks the reader.
      await edit(surface, '');
      await panel.focus('textarea');
      await panel.keyboard.down('Control');
      await panel.keyboard.press('v');
      await panel.keyboard.up('Control');
      await until('it is pasted', async () => (await letterIn(surface)) === letter);
      await press(surface, 'button', 'Back');
    });

    it('where the browser refuses to copy, the text is selected and it says so', async () => {
      const surface = pageSurface(panel);
      await panel.evaluate(() => {
        navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'));
      });
      await press(surface, 'button', WANTED);
      const letter = await letterIn(surface);
      await press(surface, 'button', 'Copy');
      await until('it says so', async () => (await statusOf(surface)).includes('The text is selected'));
      expect(
        await panel.evaluate(() => {
          const field = document.querySelector('textarea');
          return field && document.activeElement === field && field.selectionEnd - field.selectionStart;
        }),
      ).toBe(letter.length);
      await picture(surface, name, 'letter-refused');
    });
  });

  it('waits in the side panel for the page that it is about', async () => {
    const [one, other] = [
      addressOf('nobody analysed: quiet-gazette'),
      addressOf('nobody analysed: harbour-courier'),
    ];
    const page = await reader.visit(one);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'none');
    await press(popup, 'button', 'Open in side panel');
    const panel = await reader.sidePanel();
    await untilState(panel, 'none');
    await press(panel, 'button', WANTED);
    await letterIn(panel);
    await edit(panel, 'Begun here,');
    await page.goto(other);
    await until('the other page is asked about', async () =>
      (await namesOf(panel, 'button')).includes(WANTED),
    );
    await page.goto(`${one}#comments`);
    expect(await letterIn(panel)).toBe('Begun here,');
    await page.close();
  });

  it('works in a private window, where nothing is written', async () => {
    const address = addressOf('nobody analysed: quiet-gazette');
    const page = await reader.visitPrivately(address);
    const popup = await reader.pressButton(page);
    await until('it has looked', async () => (await namesOf(popup, 'button')).includes(WANTED));
    const before = await stored(reader);
    await press(popup, 'button', WANTED);
    expect(await letterIn(popup)).toContain(
      `Mountain choir announces first tour in eleven years\n${address}`,
    );
    await press(popup, 'button', 'Copy');
    await until('it says so', async () => (await statusOf(popup)).includes('Copied'));
    expect(await stored(reader)).toEqual(before);
    await popup.close();
    await page.close();
  });
});

describe.each(BROWSERS)('letters on click in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReader(name, { variant: AS_INSTALLED });
    await reader.untilIndex();
    await reader.tabs();
  });
  afterAll(() => reader.close());

  it('are written in the panel of the page that was clicked, and wait there while it shows another', async () => {
    const { address } = reader.sample.page('a desktop host');
    const page = await reader.visit(address);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    await press(popup, 'button', 'Open in side panel');
    const panel = await reader.sidePanel();
    await untilState(panel, 'matched');
    await press(panel, 'button', WRONG);
    expect(await letterIn(panel)).toContain(`Address of the page:\n${address}\n`);
    await picture(panel, name, 'side-panel-letter');
    await edit(panel, 'Begun here,');
    const other = await reader.visit(reader.sample.page('a plain article').address);
    await other.bringToFront();
    await untilState(panel, 'not-checked');
    await page.bringToFront();
    await untilState(panel, 'matched');
    expect(await letterIn(panel)).toBe('Begun here,');
    await press(panel, 'button', 'Back');
    await until('the analysis is back', async () => (await focused(panel)) === WRONG);
    await press(panel, 'button', WRONG);
    expect(await letterIn(panel)).toContain(`Address of the page:\n${address}\n`);
    for (const open of [other, page]) await open.close();
  });
});
