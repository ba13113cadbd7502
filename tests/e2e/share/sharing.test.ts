import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../build.ts';
import { picture } from '../harness/pictures.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { namesOf, pageSurface, press, type Surface, tabTo, until, untilState } from '../harness/surface.ts';

/**
 * Tests sharing, printing and reading aloud in real browsers. `tests/components` tests the words, and what happens if
 * the browser refuses.
 */

/** A sentence of a sample analysis, and the id of that analysis. */
const SENTENCE = 'An annex lets any one of the six hold a ship for up to nine hours.';
const FERRY = 'ferry-talks-merrow-strait';

async function untilText(surface: Surface): Promise<void> {
  await until('the text is there', async () =>
    (await namesOf(surface, 'heading')).includes('What to watch next'),
  );
}

/** Presses an item of the open menu. */
async function choose(surface: Surface, name: string): Promise<void> {
  await until(`the menu offers "${name}"`, () =>
    surface.run((document, wanted) => {
      const items = [...document.querySelectorAll('[role=menuitem]:not([aria-disabled])')];
      const item = items.find(({ textContent }) => textContent?.trim() === wanted);
      item?.setAttribute('data-chosen', '');
      return item !== undefined;
    }, name),
  );
  await surface.press('[data-chosen]');
}

/** Gives a page a fake voice. A sentence ends when the test calls `voice.finish()`. */
async function giveVoice(page: Page): Promise<void> {
  await page.evaluate(() => {
    class Utterance {
      text: string;
      onend: (() => void) | undefined;
      constructor(text: string) {
        this.text = text;
      }
    }
    const voice = { name: 'Sam', voiceURI: 'Sam', lang: 'en-US', localService: true, default: true };
    let spoken: Utterance | undefined;
    const speech = Object.assign(new EventTarget(), {
      getVoices: () => [voice],
      speak: (utterance: Utterance) => {
        spoken = utterance;
      },
      cancel: () => {
        spoken = undefined;
      },
    });
    Object.defineProperty(globalThis, 'speechSynthesis', { configurable: true, value: speech });
    Object.assign(globalThis, {
      SpeechSynthesisUtterance: Utterance,
      voice: { words: () => spoken?.text ?? '', finish: () => spoken?.onend?.() },
    });
  });
}

interface WithVoice {
  readonly voice: { words(): string; finish(): void };
}

/**
 * Returns two strings, which must be equal: the words that the voice speaks, and the words that are marked on the page.
 */
function heard(page: Page): Promise<string[]> {
  return page.evaluate(() => [
    (globalThis as unknown as WithVoice).voice.words(),
    [...(CSS.highlights.get('read-aloud') ?? [])].map(String).join(),
  ]);
}

describe.each(BROWSERS)('an analysis in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name);
  });
  afterAll(() => reader.close());

  async function openLibrary(): Promise<Page> {
    const library = await reader.open(`/library.html#analysis=${FERRY}`);
    await untilText(pageSurface(library));
    return library;
  }

  it('is quoted with a link that shows the selected words on the page of the publication', async () => {
    const library = await openLibrary();
    const surface = pageSurface(library);
    await library.evaluate((words) => {
      const copied = (text: string): Promise<void> => {
        document.documentElement.dataset.copied = text;
        return Promise.resolve();
      };
      navigator.clipboard.writeText = copied;
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode as Text;
        const at = node.data.indexOf(words);
        if (at >= 0) getSelection()?.setBaseAndExtent(node, at, node, at + words.length);
      }
    }, SENTENCE);
    await press(surface, 'button', 'Share');
    await choose(surface, 'Copy quotation');
    const quoted = await until('the quotation is copied', () =>
      surface.run((document) => document.documentElement.dataset.copied),
    );
    await picture(surface, name, 'share-copied');
    const [words, , link = ''] = quoted.split('\n');
    expect(words).toBe(`“${SENTENCE}”`);
    const page = await reader.visit('about:blank');
    await reader.resize(page, 500, 200);
    await page.goto(link);
    await until('the words are in sight', () =>
      page.evaluate((wanted) => {
        const holder = [...document.querySelectorAll('p')].find(({ textContent }) =>
          textContent?.includes(wanted),
        );
        const box = holder?.getBoundingClientRect();
        return box !== undefined && scrollY > 0 && box.top < innerHeight && box.bottom > 0;
      }, SENTENCE),
    );
    await page.close();
    await library.close();
  });

  it('is printed once by the library when the address asks for it', async () => {
    const library = await reader.open('/library.html');
    await library.evaluate(() => {
      globalThis.print = () => {
        const { dataset } = document.documentElement;
        dataset.printed = `${dataset.printed ?? ''}${document.querySelectorAll('.sections section').length > 1}`;
      };
    });
    await library.evaluate((id) => {
      location.hash = `#analysis=${id}&print`;
    }, FERRY);
    await until('the page prints', () => library.evaluate(() => document.documentElement.dataset.printed));
    expect(await library.evaluate(() => location.hash)).toBe(`#analysis=${FERRY}`);
    expect(await library.evaluate(() => document.documentElement.dataset.printed)).toBe('true');
    await library.close();
  });

  it('is read aloud sentence by sentence, with the keyboard alone', async () => {
    const library = await openLibrary();
    await giveVoice(library);
    const untilHeard = (start: string): Promise<string> =>
      until(`"${start}" is spoken and marked`, async () => {
        const [spoken = '', marked] = await heard(library);
        return spoken === marked && spoken.startsWith(start) ? spoken : undefined;
      });
    await tabTo(library, 'Read aloud');
    await library.keyboard.press('Enter');
    const headline = await untilHeard('Ferry talks resume');
    await library.evaluate(() => (globalThis as unknown as WithVoice).voice.finish());
    const summary = await until('the next sentence is spoken', async () => {
      const [spoken = '', marked] = await heard(library);
      return spoken !== headline && spoken === marked ? spoken : undefined;
    });
    await picture(pageSurface(library), name, 'read-aloud');
    await until('"Pause" has the focus', () =>
      library.evaluate(() => document.activeElement?.getAttribute('aria-label') === 'Pause'),
    );
    await library.keyboard.press('Enter');
    await until('the voice is silent', async () => (await heard(library))[0] === '');
    await library.keyboard.press('Enter');
    await untilHeard(summary);
    await library.keyboard.press('Escape');
    await until('nothing is spoken or marked', async () => (await heard(library)).join('') === '');
    expect(await library.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Read aloud',
    );
    await library.close();
  });

  it('opens in the side panel, with controls for the voice, after "Read aloud" in the popup', async () => {
    const page = await reader.visit(reader.sample.page('a plain article').address);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    await untilText(popup);
    await press(popup, 'button', 'Read aloud');
    const panel = await reader.sidePanel();
    await until('the panel has the controls of the voice', () =>
      panel.run((document) => document.querySelector('[role=group][aria-label="Read aloud"]') !== null),
    );
    await picture(panel, name, 'side-panel-aloud');
    await page.close();
  });
});
