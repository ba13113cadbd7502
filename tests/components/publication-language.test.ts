// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it } from 'vitest';
import { db } from '../../lib/db/database.ts';
import { followableLens, followableOutlet, followableTopic } from '../../lib/follow/followable.ts';
import { follow } from '../../lib/follow/followed.ts';
import { fillFromSecondCopy } from '../../lib/library/fill-from-second-copy.ts';
import { updateSecondCopy } from '../../lib/library/second-copy.ts';
import { visit } from './browser-and-tab.ts';
import { closeDatabase, save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import './modal-dialogs.ts';
import { closePage, control, eventually, openPage, press, settled } from './open-page.ts';
import { SAMPLE } from './options/welcome-page.ts';
import { ANOTHER_STORY, CHOIR_PAGE, ferryPage, SCHOOL_PAGE } from './panel/popup-page.ts';
import { receiveIndex } from './publication.ts';
import { FERRY, LENSES } from './sample-cards.ts';
import { NOW } from './times.ts';

/**
 * Tests that each text of the publication carries its own language and direction, and that no text of the interface is
 * inside such a text. The publication is in Arabic, the interface in English.
 */

const LETTERS = 'ابتثجحخدذرزسشصضطظعغفقكلمنه';

/** Writes words in Arabic letters. One heading stays as it is: the interface has a short name for it. */
const translate = (words: string): string =>
  words === 'What to watch next'
    ? words
    : words.replace(/[a-z]/gi, (letter) => LETTERS[letter.toLowerCase().charCodeAt(0) - 97] ?? letter);

const ARABIC = { translated: { language: 'ar', translate } };
const TOPIC = encodeURIComponent(translate('shipping'));
const OUTLET = translate(FERRY.outlet);
const [LENS = { id: '', name: '', description: '' }] = LENSES;

beforeEach(async () => {
  await freshDevice();
  await receiveIndex(ARABIC);
});
afterEach(closePage);

/** Returns the nearest language that an element around the node declares, or "interface" if none declares one. */
const languageAt = (node: Node): string =>
  node.parentElement?.closest<HTMLElement>('[lang]:not(html)')?.lang ?? 'interface';

/** Returns the faults of the page, each with the text and the element around it. */
function faults(): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = node.textContent?.trim() ?? '';
    const isArabic = /\p{Script=Arabic}/u.test(words);
    const isEnglish = /[a-z]/i.test(words.replace('NOLIGARCHY.US', ''));
    const language = languageAt(node);
    const place = `${node.parentElement?.localName}.${node.parentElement?.className}: ${words}`;
    if (node.parentElement?.closest('script, style, textarea')) continue;
    // A sentence of the interface may contain an Arabic name. A row of facts may not: each fact has its own element.
    if (
      isArabic &&
      (!isEnglish || words.includes(' · ')) &&
      !language.startsWith('ar') &&
      language !== 'und-Arab'
    )
      found.push(`without language: ${place}`);
    if (isEnglish && !isArabic && /^ar|Arab/.test(language)) found.push(`inside ${language}: ${place}`);
  }
  return found;
}

/** Waits until the page shows a text of the publication, and then checks that the page has no fault. */
const hasNoFault = async (words = FERRY.headline): Promise<void> => {
  await eventually(() => expect(document.body.textContent).toContain(translate(words)));
  await settled();
  expect(faults()).toEqual([]);
};

it.each<[what: string, page: Parameters<typeof visit>[0], first: string, presses: readonly string[]]>([
  ['an analysis, and the reason for it', ferryPage(), FERRY.headline, ['button "This article"']],
  ['a question', ANOTHER_STORY, FERRY.headline, []],
  ['the newest analyses', CHOIR_PAGE, 'One supplier for every classroom', []],
  ['several analyses', SCHOOL_PAGE, 'One supplier for every classroom', []],
])('texts carry their language in the popup: %s', async (_, page, first, presses) => {
  visit(page);
  await openPage('/popup.html');
  for (const name of presses) await press(name);
  await hasNoFault(first);
});

it('texts carry their language in the row of jumps, where a short name is a text of the interface', async () => {
  visit(ferryPage());
  await openPage('/popup.html');
  await hasNoFault();
  const jumps = [...document.querySelectorAll('.jumps button')].map(
    (jump) => `${(jump as HTMLElement).lang} ${(jump as HTMLElement).dir} ${jump.textContent}`,
  );
  expect(jumps).toEqual([`ar rtl ${translate('What happened')}`, 'en-GB ltr Watch']);
});

it('texts carry their language on the welcome page, where the reader chooses lenses', async () => {
  await openPage('/welcome.html');
  await hasNoFault(LENS.name);
  await press(SAMPLE);
  await hasNoFault(LENS.description);
});

it.each([
  ['a saved analysis', '#view=all&analysis=ferry'],
  ['the versions of a saved analysis', '#analysis=ferry&text=versions'],
  ['a lens', `#lens=${FERRY.lens}`],
  ['a topic', `#topic=${TOPIC}`],
  ['an outlet', `#outlet=${encodeURIComponent(OUTLET)}`],
  ['several filters', `#view=all&lens=${FERRY.lens}&topic=${TOPIC}&outlet=${encodeURIComponent(OUTLET)}`],
  ['the message of a command about a tab', '#tab=7'],
])('texts carry their language in the library: %s', async (_, hash) => {
  visit(ferryPage());
  await save('ferry');
  await openPage(`/library.html${hash}`);
  await hasNoFault();
});

it('texts carry their language in the library: followed lens, topic and outlet, with analyses', async () => {
  await follow(followableLens({ id: LENS.id, name: translate(LENS.name) }), NOW);
  await follow(followableTopic({ name: translate('shipping') }), NOW);
  await follow(followableOutlet(OUTLET), NOW);
  await openPage('/library.html#view=new');
  await hasNoFault();
});

it('texts carry their language in the library: the labels of an analysis', async () => {
  await save('ferry');
  await openPage('/library.html#view=all&analysis=ferry');
  await control('button "Saved"');
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'l', bubbles: true }));
  await eventually(() =>
    expect(document.querySelector('dialog')?.textContent).toContain(translate(FERRY.headline)),
  );
  expect(faults()).toEqual([]);
});

it('texts carry their language in the library: what was restored, withdrawn and corrected', async () => {
  await save('ferry');
  await save('ports');
  await db.saved.update('ferry', { withdrawnAt: NOW });
  const names = { headlines: [translate('Canal tolls')], followed: [translate('Street Level')] };
  await db.readerFacts.put({ name: 'restored', at: NOW, removed: 0, ...names });
  await db.corrections.put({
    key: 'ports\n2026-07-03',
    id: 'ports',
    kind: 'corrected',
    headline: translate('A corrected headline'),
    published: '2026-07-01',
    from: '2026-07-01',
    to: '2026-07-03',
    seenAt: NOW,
  } as never);
  await openPage('/library.html');
  for (const words of ['Canal tolls', 'Street Level', 'A corrected headline', FERRY.headline])
    await hasNoFault(words);
});

it.each([
  ['the list', []],
  ['an analysis', [`button "${translate(FERRY.headline)}"`]],
])('texts carry their language while the database is closed: %s', async (_, presses) => {
  await save('ferry');
  await follow(followableOutlet(OUTLET), NOW);
  await fillFromSecondCopy();
  await updateSecondCopy();
  closeDatabase(new DOMException('Internal error opening backing store.', 'UnknownError'));
  await openPage('/library.html');
  for (const name of presses) await press(name);
  await hasNoFault();
});
