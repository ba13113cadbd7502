// @vitest-environment jsdom
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { addWaitingPage } from '../../lib/app/remembered-page-actions.ts';
import type { PageIdentity } from '../../lib/page/page-identity.ts';
import { browser } from '../unit/fake-browser.ts';
import { pageAt, visit } from './browser-and-tab.ts';
import { save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import { closePage, eventually, openPage, settled } from './open-page.ts';
import { ANOTHER_STORY, CHOIR_PAGE, ferryPage, NO_ANALYSIS_YET } from './panel/popup-page.ts';
import { receiveIndex, receiveNews, receivePart } from './publication.ts';
import { CONSENT } from './sample-cards.ts';
import { syncFailed } from './sync-states.ts';

// The page loads this code when it is needed, which may take long the first time.
beforeAll(() => import('../../components/panel/state-for-view.tsx'));
beforeEach(freshDevice);
afterEach(closePage);

/** Returns the messages that the page has sent, in order. */
const sent = (): string[] =>
  browser.runtime.sendMessage.mock.calls
    .map((sent) => sent as readonly unknown[] as readonly [{ readonly type: string; readonly name?: string }])
    .map(([{ type, name }]) => `${type} ${name ?? ''}`.trim());

/** Opens the popup, and waits for some words. Returns the messages that it sent before, and its text at that moment. */
async function openUntil(words: string): Promise<{ readonly messages: string[]; readonly shown: string }> {
  let first: { readonly messages: string[]; readonly shown: string } | undefined;
  const observer = new MutationObserver(() => {
    if (!first && document.body?.textContent?.includes(words))
      first = { messages: sent(), shown: contentOf(document.body) };
  });
  observer.observe(document, { subtree: true, childList: true, characterData: true });
  browser.runtime.sendMessage.mockClear();
  await openPage('/popup.html');
  const found = await eventually(() => {
    expect(document.body.textContent).toContain(words);
    if (!first) throw new Error('The words were not noticed when they appeared.');
    return first;
  });
  observer.disconnect();
  return found;
}

/** Returns the texts, names and states that the reader perceives. */
function contentOf(page: HTMLElement): string {
  return [...page.querySelectorAll('*')]
    .flatMap((element) => [
      element.getAttribute('aria-label'),
      element.localName === 'input' ? String((element as HTMLInputElement).checked) : undefined,
      ...[...element.childNodes].map((node) => (node.nodeType === 3 ? node.textContent : undefined)),
    ])
    .filter(Boolean)
    .join(' ');
}

const NOT_ARTICLE = pageAt('https://www.harbour-courier.example/');

const FIRST_VIEWS: readonly (readonly [
  state: string,
  prepare: () => unknown,
  page: PageIdentity | undefined,
  words: string,
])[] = [
  ['an analysis', () => receiveIndex(), ferryPage(), 'One ship at a time'],
  ['no analysis', () => receiveIndex(), CHOIR_PAGE, NO_ANALYSIS_YET],
  ['new analyses', () => receiveIndex().then(() => receiveNews(2)), CHOIR_PAGE, NO_ANALYSIS_YET],
  ['a part of the index', () => receivePart('2026-07-01'), CHOIR_PAGE, 'Still reading'],
  ['a question', () => receiveIndex(), ANOTHER_STORY, 'Is this the same story?'],
  ['no article', () => receiveIndex(), NOT_ARTICLE, 'Nothing to look up here'],
  ['no access to the page', () => receiveIndex(), undefined, 'This page cannot be read'],
  ['no index', () => syncFailed('offline'), CHOIR_PAGE, 'list of analyses has not'],
];

it.each(FIRST_VIEWS)(
  'a popup without a prepared view sends one message before it shows %s',
  async (_, prepare, page, words) => {
    await prepare();
    visit(page);
    const { messages } = await openUntil(words);
    expect(messages).toEqual(['query panelView']);
  },
);

it.each<[state: string, page: PageIdentity, words: string]>([
  ['a saved analysis', ferryPage(), 'One ship at a time'],
  ['no analysis', CHOIR_PAGE, NO_ANALYSIS_YET],
])('nothing in the popup moves after the first answer: %s', async (_, page, words) => {
  await receiveIndex();
  await receiveNews(2);
  await save('ferry');
  visit(page);
  const { shown } = await openUntil(words);
  for (const said of page === CHOIR_PAGE ? ['New for you (2)', CONSENT.headline] : ['Saved', 'Following'])
    expect(shown).toContain(said);
});

it('answers that arrive later do not make the popup repeat its query', async () => {
  await receiveIndex();
  visit(CHOIR_PAGE);
  await addWaitingPage({
    address: 'https://quiet-gazette.example/another',
    keys: [{ key: 'quiet-gazette.example/another', by: 'address', offSite: false }],
    headlines: ['Another page'],
  });
  await openUntil(NO_ANALYSIS_YET);
  await settled();
  expect(sent().filter((message) => message === 'query panelView')).toHaveLength(1);
});

it('if data change on which the view depends, the popup sends its query once more', async () => {
  await receiveIndex();
  visit(CHOIR_PAGE);
  await openUntil(NO_ANALYSIS_YET);
  await settled();
  await receiveNews(1);
  await eventually(() => expect(document.body.textContent).toContain('New for you (1)'));
  expect(sent().filter((message) => message === 'query panelView')).toHaveLength(2);
});

it('an analysis stays in the popup if a later query for the view fails', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  await receiveIndex();
  visit(ferryPage());
  await openUntil('One ship at a time');
  await settled();
  const { sendMessage } = browser.runtime;
  const send = sendMessage.getMockImplementation() as ((message: unknown) => Promise<undefined>) | undefined;
  const failing = async (message: unknown): Promise<undefined> => {
    if ((message as { name?: string }).name === 'panelView')
      throw new Error('the background does not answer');
    return send?.(message);
  };
  sendMessage.mockImplementation(failing as () => Promise<undefined>);
  const before = sent().length;
  await receiveNews(1);
  await eventually(() => expect(sent().slice(before)).toContain('query panelView'));
  await settled();
  expect(document.querySelector('[data-state]')?.getAttribute('data-state')).toBe('matched');
  expect(document.body.textContent).toContain('One ship at a time');
  if (send) sendMessage.mockImplementation(send as () => Promise<undefined>);
  vi.restoreAllMocks();
});
