import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type ChangeName, changeInBackground } from '../../../lib/app/change-in-background.ts';
import { deleteEverything } from '../../../lib/app/delete-everything.ts';
import { answerAgain, answerStory, withdrawAnswer } from '../../../lib/app/remembered-page-actions.ts';
import { db } from '../../../lib/db/database.ts';
import type { PageToRemember } from '../../../lib/db/remembered-page-records.ts';
import { KEPT_FOR_MS } from '../../../lib/db/remembered-pages.ts';
import { fillFromSecondCopy } from '../../../lib/library/fill-from-second-copy.ts';
import { updateSecondCopy } from '../../../lib/library/second-copy.ts';
import type { PageIdentity } from '../../../lib/page/page-identity.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { applyAnswersToTabs } from '../../../lib/tab/apply-story-answers.ts';
import { handlePage } from '../../../lib/tab/examine-page.ts';
import { firstView } from '../../../lib/tab/first-view.ts';
import { lookUpAddress } from '../../../lib/tab/look-up-link.ts';
import { refreshBadges } from '../../../lib/tab/refresh-badges.ts';
import {
  forgetOldAnswers,
  answerStory as storeAnswer,
  storyAnswers,
} from '../../../lib/tab/story-answers.ts';
import { readTabRecord } from '../../../lib/tab/tab-record.ts';
import { type TabView, viewTab } from '../../../lib/tab/tab-view.ts';
import { kept, loseDatabase } from '../db/lost-database.ts';
import { browser, resetBrowser, scriptResult } from '../fake-browser.ts';
import { card, type Served, serve } from '../sync/served-index.ts';

/**
 * Tests the answers *Same story* and *Different story*: the match, the badge and the view change immediately.
 */

const FERRY = 'https://outlet.example/ferry';
const HEADLINE = 'Council reverses its bus lane plan';
const IDENTITY: PageIdentity = {
  address: FERRY,
  loadedAs: FERRY,
  claims: [],
  headlines: [HEADLINE],
  articles: [],
  microdata: true,
};
const JULY = {
  month: '2026-07',
  cards: [card('ferry', { sourceHeadline: 'Harbour fees rise again in autumn' }), card('ports')],
};
const PAGE: PageToRemember = {
  address: FERRY,
  keys: [{ key: 'outlet.example/ferry', by: 'address', offSite: false }],
  headlines: [HEADLINE],
};
let served: Served;
let tabId: number;

beforeEach(async () => {
  resetBrowser('https://noligarchy.us/*', '*://*/*');
  const background = (message: { name: ChangeName; args: unknown[] }) =>
    changeInBackground(message.name, message.args);
  browser.runtime.sendMessage.mockImplementation(background as never);
  await loseDatabase();
  await fillFromSecondCopy();
  await fakeBrowser.storage.local.set({ mode: 'automatic' });
  served = serve([JULY]);
  vi.stubGlobal('fetch', served.get);
  scriptResult.mockResolvedValue(IDENTITY);
  ({ id: tabId = -1 } = await fakeBrowser.tabs.create({ url: FERRY }));
  await sync(served.get);
  return () => vi.unstubAllGlobals();
});

const visit = (incognito = false): ReturnType<typeof handlePage> =>
  handlePage({ id: tabId, index: 0, incognito, url: FERRY } as never, IDENTITY);
const badge = (): unknown =>
  (browser.action.setBadgeText.mock.lastCall as unknown as [{ text: string }] | undefined)?.[0].text;

/** Returns the state of the view, the reasons of its matches, and the answers that it names. */
function summary(view: TabView): object {
  const reasons = 'matches' in view ? view.matches.map(({ because }) => because) : [];
  const answers = 'answers' in view ? view.answers?.map(({ analysis, same }) => [analysis, same]) : undefined;
  return { state: view.state, reasons, answers };
}
const shown = async (): Promise<object> => summary(await viewTab(tabId, true));
const UNCERTAIN = {
  state: 'uncertain',
  reasons: [{ kind: 'uncertain', by: 'address', headline: 'different' }],
  answers: undefined,
};
const SAME = {
  state: 'matched',
  reasons: [{ kind: 'exact', by: 'reader', headline: 'different' }],
  answers: [['ferry', true]],
};
const DIFFERENT = { state: 'none', reasons: [], answers: [['ferry', false]] };

async function remembered(): Promise<PageToRemember> {
  const view = await viewTab(tabId, true);
  if (!('remember' in view) || !view.remember) throw new Error('nothing to remember');
  return view.remember;
}

describe('an answer about the page in a tab', () => {
  it('is stored with the page as the view describes it', async () => {
    await visit();
    expect(await remembered()).toEqual(PAGE);
    const answer = await answerStory(await remembered(), 'ferry', true);
    expect(await storyAnswers()).toEqual([answer]);
    expect(answer).toEqual({
      id: expect.any(String),
      page: 'outlet.example/ferry',
      headline: HEADLINE,
      analysis: 'ferry',
      same: true,
      answeredAt: expect.any(Number),
    });
  });

  it.each([
    ['Same story', true, SAME, '1'],
    ['Different story', false, DIFFERENT, ''],
  ])('%s changes view and badge immediately, and so does its withdrawal', async (_, same, after, text) => {
    await visit();
    expect([await shown(), badge()]).toEqual([UNCERTAIN, '']);
    const { id = '' } = (await answerStory(await remembered(), 'ferry', same)) ?? {};
    expect((await readTabRecord(tabId))?.sure.map((match) => match.id)).toEqual(same ? ['ferry'] : []);
    await vi.waitFor(() => expect(badge()).toBe(text));
    expect(await shown()).toEqual(after);

    const withdrawn = await withdrawAnswer(id);
    expect(await shown()).toEqual(UNCERTAIN);
    expect((await readTabRecord(tabId))?.sure).toEqual([]);
    await vi.waitFor(() => expect(badge()).toBe(''));
    if (!withdrawn) throw new Error('no answer');
    await answerAgain(withdrawn);
    expect(await shown()).toEqual(after);
  });

  it('is replaced by a new answer', async () => {
    await visit();
    await answerStory(PAGE, 'ferry', true);
    await answerStory(PAGE, 'ferry', false);
    expect([await shown(), (await storyAnswers()).length]).toEqual([DIFFERENT, 1]);
  });

  it('counts for the next visit, and for all addresses of the article', async () => {
    await storeAnswer(PAGE, 'ferry', true);
    await fakeBrowser.tabs.update(tabId, { url: `${FERRY}?utm_source=x` });
    scriptResult.mockResolvedValue({ ...IDENTITY, address: `${FERRY}?utm_source=x` });
    expect(await shown()).toEqual(SAME);
    await fakeBrowser.tabs.update(tabId, { url: FERRY });
    await visit();
    expect(badge()).toBe('1');
  });

  it('does not count for another page', async () => {
    await storeAnswer(
      { ...PAGE, keys: [{ key: 'outlet.example/x', by: 'address', offSite: false }] },
      'ferry',
      true,
    );
    await visit();
    expect(await shown()).toEqual(UNCERTAIN);
  });

  it('`Different story` no longer counts once the headline is that of the article', async () => {
    await storeAnswer(PAGE, 'ferry', false);
    const headlines = ['Harbour fees rise again in autumn'];
    await handlePage({ id: tabId, index: 0, incognito: false } as never, { ...IDENTITY, headlines });
    expect(await shown()).toMatchObject({ state: 'matched', reasons: [{ by: 'address', headline: 'same' }] });
  });

  it('`Different story` also counts for a link, although its headline is unknown', async () => {
    expect(await lookUpAddress(FERRY)).toEqual({ state: 'found', ids: ['ferry'] });
    await storeAnswer(PAGE, 'ferry', false);
    expect(await lookUpAddress(FERRY)).toEqual({ state: 'none' });
  });

  it('changes the first view of popup and panel, and so does its withdrawal', async () => {
    await visit();
    await answerStory(PAGE, 'ferry', false);
    expect(await firstView({ id: tabId, isPrivate: false, url: FERRY })).toBeUndefined();
    await withdrawAnswer((await storyAnswers())[0]?.id ?? '');
    const first = await firstView({ id: tabId, isPrivate: false, url: FERRY });
    const { page: _, ...view } = first?.view ?? { page: '' };
    expect(view).toEqual(await viewTab(tabId, true));
  });

  it('counts in the view if the background was killed before it updated the tab records', async () => {
    await visit();
    await storeAnswer(PAGE, 'ferry', true);
    expect((await readTabRecord(tabId))?.sure).toEqual([]);
    expect(await shown()).toEqual(SAME);
    expect((await readTabRecord(tabId))?.sure).toHaveLength(1);
  });

  it('counts even if the reader gives it while the background examines the page', async () => {
    const get = browser.tabs.get.bind(browser.tabs);
    vi.spyOn(browser.tabs, 'get').mockImplementationOnce(async (id) => {
      await storeAnswer(PAGE, 'ferry', true);
      await applyAnswersToTabs();
      return get(id);
    });
    await visit();
    expect([(await readTabRecord(tabId))?.sure.length, badge()]).toEqual([1, '1']);
  });
});

describe('with two analyses of the page', () => {
  beforeEach(async () => {
    const second = card('other', {
      sources: [FERRY],
      sourceHeadline: 'A third and very different thing happened',
    });
    served.publish([{ ...JULY, cards: [...JULY.cards, second] }]);
    await sync(served.get);
    await visit();
  });

  it('an answer about one analysis leaves the question about the other', async () => {
    await answerStory(PAGE, 'ferry', false);
    expect(await viewTab(tabId, true)).toMatchObject({
      state: 'uncertain',
      matches: [{ card: { id: 'other' } }],
    });
    await answerStory(PAGE, 'other', true);
    expect(await viewTab(tabId, true)).toMatchObject({
      state: 'matched',
      matches: [{ card: { id: 'other' } }],
      answers: [
        { analysis: 'ferry', same: false, headline: 'What ferry changes' },
        { analysis: 'other', same: true, headline: 'What other changes' },
      ],
    });
  });
});

describe('in a private window', () => {
  it('the view has nothing to remember, and nothing is written', async () => {
    await fakeBrowser.tabs.update(tabId, { url: FERRY });
    vi.spyOn(browser.tabs, 'get').mockResolvedValue({ id: tabId, url: FERRY, incognito: true } as never);
    await visit(true);
    const view = await viewTab(tabId, true);
    expect(view).toMatchObject({ state: 'uncertain', pageHeadline: HEADLINE });
    expect('remember' in view).toBe(false);
    expect(await readTabRecord(tabId)).toBeUndefined();
  });
});

describe('answers', () => {
  it('are deleted after 90 days, and the badge changes', async () => {
    const at = Date.now();
    await storeAnswer(PAGE, 'ferry', true, at - KEPT_FOR_MS + 60_000);
    await visit();
    await forgetOldAnswers(at);
    expect(await shown()).toEqual(SAME);
    await forgetOldAnswers(at + 60_000);
    expect(await applyAnswersToTabs()).toBe(true);
    await refreshBadges();
    expect([await db.answers.count(), await shown(), badge()]).toEqual([0, UNCERTAIN, '']);
  });

  it('start their 90 days again if their time is in the future', async () => {
    const at = Date.now();
    await storeAnswer(PAGE, 'ferry', true, at + 10 * KEPT_FOR_MS);
    await forgetOldAnswers(at);
    expect(await storyAnswers(at)).toMatchObject([{ answeredAt: at }]);
  });

  it('return from the second copy, except answers that the reader gave again or withdrew since', async () => {
    const ports = {
      ...PAGE,
      keys: [{ key: 'outlet.example/ports', by: 'address', offSite: false } as const],
    };
    await storeAnswer(PAGE, 'ferry', true);
    const { id = '' } = (await storeAnswer(ports, 'ports', true)) ?? {};
    await updateSecondCopy();
    await loseDatabase();
    await storeAnswer(PAGE, 'ferry', false);
    await withdrawAnswer(id);
    await fillFromSecondCopy();
    expect((await storyAnswers()).map(({ analysis, same }) => [analysis, same])).toEqual([['ferry', false]]);
  });

  it('count while the database cannot be opened', async () => {
    await visit();
    await answerStory(PAGE, 'ferry', false);
    await updateSecondCopy();
    await fakeBrowser.storage.session.clear();
    db.close({ disableAutoOpen: false });
    const refused = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('Internal error.', 'UnknownError');
    });
    const view = await viewTab(tabId, true);
    refused.mockRestore();
    expect(view).toEqual({ state: 'no-index', closed: true });
  });

  it('are deleted with everything else, and no badge stays', async () => {
    await visit();
    await answerStory(PAGE, 'ferry', true);
    await updateSecondCopy();
    await deleteEverything();
    expect([await storyAnswers(), await kept(), badge()]).toEqual([[], {}, '']);
  });
});
