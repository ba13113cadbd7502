import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_INSTALLED, BROWSERS } from '../../build.ts';
import { sampleHeadline } from '../../sample/content.ts';
import { isBrowserRequest } from '../harness/browser-requests.ts';
import { picture } from '../harness/pictures.ts';
import { openSidePanel, readReason } from '../harness/popup.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { namesOf, pageSurface, press, type Surface, tabTo, until, untilState } from '../harness/surface.ts';

/**
 * Tests letters in real popups and panels: focus, clipboard, storage and network. `tests/components` tests the words.
 */

const WRONG = 'Not this article?';
const WANTED = 'Suggest it';

/** Waits for the letter and returns its text. */
function letterIn(surface: Surface): Promise<string> {
  return until('the text is there', () =>
    surface.run((document) => document.querySelector('textarea')?.value),
  );
}

/** Returns the address of the link "Write an e-mail", and its parts: recipient, subject and text. */
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

/** Replaces the text of the letter, as if the reader had typed. */
function edit(surface: Surface, words: string): Promise<void> {
  return surface.run((document, value) => {
    const field = document.querySelector('textarea');
    if (!field) throw new Error('there is no text');
    field.value = value;
    field.dispatchEvent(new (document.defaultView as typeof window).Event('input', { bubbles: true }));
  }, words);
}

/** Returns the label of the focused element, or the element's own text if it has no label. */
function focused(surface: Surface): Promise<string> {
  return surface.run(
    (document) =>
      (document.activeElement?.closest('label') ?? document.activeElement)?.textContent?.trim() ?? '',
  );
}

/** Returns the content of both storage areas: the settings and the tab records. */
function stored(reader: Reader): Promise<unknown> {
  return reader.ask(async (api) => [await api.storage.local.get(null), await api.storage.session.get(null)]);
}

describe.each(BROWSERS)('letters in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name);
  });
  afterAll(() => reader.close());

  /** Visits an address, presses the toolbar button, calls `look` with the popup, and closes popup and page. */
  async function inPopup(address: string, look: (popup: Surface) => Promise<void>): Promise<void> {
    const page = await reader.visit(address);
    const popup = await reader.pressButton(page);
    await look(popup);
    await popup.close();
    await page.close();
  }
  const addressOf = (pageName: string): string => reader.sample.page(pageName).address;

  it('report a wrong article, and return to the previous place in the popup when the reader closes them', async () => {
    const address = addressOf('a plain article');
    await inPopup(`${addressOf('tracking parameters')}#comments`, async (popup) => {
      await untilState(popup, 'matched');
      await readReason(popup);
      await press(popup, 'button', WRONG);
      const letter = await letterIn(popup);
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
        'This is the article it analyses.',
      ]);
      expect(await mailIn(popup)).toMatchObject({
        to: '',
        subject: 'Analysis shown on the wrong article at harbour-courier.localhost:4170',
        body: letter,
      });
      await picture(popup, name, 'letter-wrong');
      await press(popup, 'button', 'Back');
      await until(
        'the analysis is shown again, and the button has the focus again',
        async () => (await focused(popup)) === WRONG,
      );
    });
  });

  it("name the address from the page's head that led to the match", async () => {
    await inPopup(addressOf('a syndicated copy'), async (popup) => {
      await readReason(popup);
      await press(popup, 'button', WRONG);
      const letter = await letterIn(popup);
      expect(letter).toContain(`Address of the page:\n${addressOf('a syndicated copy')}\n`);
      expect(letter.split('Why it was shown:\n')[1]).toBe(
        `This is a copy of an article by Northern Ledger – World.\n${addressOf('a desktop host')}`,
      );
    });
  });

  it('report the analysis that the reader chose from several, and lead back to it and then to the list', async () => {
    const [first, second] = [sampleHeadline('school-app-contract'), sampleHeadline('school-app-data')];
    await inPopup(addressOf('two analyses'), async (popup) => {
      await untilState(popup, 'choose');
      expect(await namesOf(popup, 'article')).toEqual([first, second]);
      await picture(popup, name, 'popup-choose');
      await press(popup, 'button', second);
      await readReason(popup);
      await press(popup, 'button', WRONG);
      expect(await letterIn(popup)).toContain(`Analysis that was shown:\n${second}\n`);
      await press(popup, 'button', 'Back');
      await until('the chosen analysis is shown again', async () => (await focused(popup)) === WRONG);
      await press(popup, 'button', 'Back');
      await until('the list is shown again', async () => (await namesOf(popup, 'article')).length === 2);
      expect(await focused(popup)).not.toBe(WRONG);
    });
  });

  it('ask for an analysis, are not sent, and leave nothing stored once they are closed', async () => {
    const address = addressOf('nobody analysed: quiet-gazette');
    const page = await reader.visit(address);
    await page.evaluate(() => history.replaceState(null, '', '?fbclid=IwAR0x#comments'));
    const popup = await reader.pressButton(page);
    await untilState(popup, 'none');
    const before = await stored(reader);
    reader.sample.clearRequests();
    const earlier = reader.sample.requests.length;
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
    await until('the e-mail has the edited text', async () => (await mailIn(popup)).body === edited);
    expect((await mailIn(popup)).href).toContain('Dear%20desk%2C%0D%0A%0D%0AI%20found');
    await press(popup, 'button', 'Copy');
    await until('a status reports the copy', async () => (await statusOf(popup)).includes('Copied'));
    await edit(popup, 'A long letter. '.repeat(400));
    await until('the status says that the text is too long', async () =>
      (await statusOf(popup)).includes('Copy it instead.'),
    );
    await picture(popup, name, 'letter-too-long');
    expect(reader.sample.requests.slice(earlier).filter(({ url }) => !isBrowserRequest(url))).toEqual([]);
    expect(reader.sample.publicationRequests()).toEqual([]);
    await press(popup, 'button', 'Back');
    await until('the button has the focus again', async () => (await focused(popup)) === WANTED);
    expect(await stored(reader)).toEqual(before);
    await popup.close();
    await page.close();
  });

  /** Returns the texts of the live regions. */
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

    it('can be written, copied and closed with the keyboard alone', async () => {
      const surface = pageSurface(panel);
      await tabTo(panel, WANTED);
      await panel.keyboard.press('Enter');
      const letter = await letterIn(surface);
      await until(
        'the heading has the focus',
        async () => (await focused(surface)) === 'Ask for an analysis',
      );
      await tabTo(panel, 'Text to NOLIGARCHY.US sample');
      await panel.keyboard.press('End');
      await panel.keyboard.type('Thanks. ');
      await until('the e-mail has the typed words', async () =>
        (await mailIn(surface)).body.includes('Thanks. '),
      );
      const written = await letterIn(surface);
      expect(written.replace('Thanks. ', '')).toBe(letter);
      await tabTo(panel, 'Copy');
      await panel.keyboard.press('Enter');
      await until('the status says that the text was copied', async () =>
        (await statusOf(surface)).includes('Copied'),
      );
      // Paste with the keyboard: if a script read the clipboard, the browser would ask the reader for permission.
      await edit(surface, '');
      await panel.focus('textarea');
      await panel.keyboard.down('Control');
      await panel.keyboard.press('v');
      await panel.keyboard.up('Control');
      await until('the copied text is pasted', async () => (await letterIn(surface)) === written);
      await tabTo(panel, 'Write an e-mail');
      await surface.run((document) =>
        [...document.querySelectorAll('button')]
          .find(({ textContent }) => textContent?.trim() === 'Back')
          ?.focus(),
      );
      await panel.keyboard.press('Enter');
      await until('the button has the focus again', async () => (await focused(surface)) === WANTED);
    });

    it('have their text selected when the browser refuses to copy', async () => {
      const surface = pageSurface(panel);
      await panel.evaluate(() => {
        navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'));
      });
      await press(surface, 'button', WANTED);
      const letter = await letterIn(surface);
      await press(surface, 'button', 'Copy');
      await until('a status says it', async () => (await statusOf(surface)).includes('The text is selected'));
      expect(
        await panel.evaluate(() => {
          const field = document.querySelector('textarea');
          return field && document.activeElement === field && field.selectionEnd - field.selectionStart;
        }),
      ).toBe(letter.length);
      await picture(surface, name, 'letter-refused');
    });
  });

  it('keep their text in the side panel while the tab shows another page', async () => {
    const [one, other] = [
      addressOf('nobody analysed: quiet-gazette'),
      addressOf('nobody analysed: harbour-courier'),
    ];
    const page = await reader.visit(one);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'none');
    await press(popup, 'button', 'More');
    await press(popup, 'button', 'Open beside the page');
    const panel = await reader.sidePanel();
    await untilState(panel, 'none');
    await press(panel, 'button', WANTED);
    await letterIn(panel);
    await edit(panel, 'Begun here,');
    await page.goto(other);
    await until('the panel shows the other page', async () =>
      (await namesOf(panel, 'button')).includes(WANTED),
    );
    await page.goto(`${one}#comments`);
    expect(await letterIn(panel)).toBe('Begun here,');
    await page.close();
  });

  it('work in a private window, where nothing is stored', async () => {
    const address = addressOf('nobody analysed: quiet-gazette');
    const page = await reader.visitPrivately(address);
    const popup = await reader.pressButton(page);
    await until('the popup offers a letter', async () => (await namesOf(popup, 'button')).includes(WANTED));
    const before = await stored(reader);
    await press(popup, 'button', WANTED);
    expect(await letterIn(popup)).toContain(
      `Mountain choir announces first tour in eleven years\n${address}`,
    );
    await press(popup, 'button', 'Copy');
    await until('a status reports the copy', async () => (await statusOf(popup)).includes('Copied'));
    expect(await stored(reader)).toEqual(before);
    await popup.close();
    await page.close();
  });
});

describe.each(BROWSERS)('letters in %s, with "Only when I click"', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name, { variant: AS_INSTALLED });
  });
  afterAll(() => reader.close());

  it('can be written in the side panel, and keep their text while the panel shows another tab', async () => {
    const { address } = reader.sample.page('a desktop host');
    const page = await reader.visit(address);
    const panel = await openSidePanel(reader, page);
    await untilState(panel, 'matched');
    await readReason(panel);
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
    await until('the analysis is shown again', async () => (await focused(panel)) === WRONG);
    for (const open of [other, page]) await open.close();
  });
});
