import { expect, vi } from 'vitest';
import { browser, granted } from '../../unit/fake-browser.ts';
import { ALL_SITES, grantWhenAsked, showButton } from '../browser-and-tab.ts';
import { settled } from '../open-page.ts';
import { goOffline, receiveIndex, syncWhenAsked } from '../publication.ts';
import { CONTRACT, FERRY_PAGE, PORTS } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import { syncFailed, syncRuns } from '../sync-states.ts';
import { REFUSED } from './options-page.ts';

/** Texts and controls of the welcome page in each state. */

const SKIP = 'link "Skip to content"';
const NOT_CHOSEN = ['button "Light up by itself" not pressed', 'button "Only when I click" not pressed'];
const AUTOMATIC = ['button "Light up by itself" pressed', 'button "Only when I click" not pressed'];
const ON_CLICK = ['button "Light up by itself" not pressed', 'button "Only when I click" pressed'];
const ARTICLES = [
  'link "Open the article Ferry talks resume in Merrow as strait stays closed"',
  'link "Open the article A port fee holiday for one shipping line"',
  'link "Open the article One supplier for every classroom"',
];
const SAMPLE = 'button "Offline, or no time? Try it on a sample right here"';
const KEEP_TEXTS = 'checkbox "Keep all texts on this device" not checked';
const LENS_BUTTONS = [
  'button "Follow Global Power Plays"',
  'button "Follow The Rulebook"',
  'button "Follow Hidden Wiring"',
];

const PROMISE = 'Read the news. See who gains.';
const LEAD =
  'When NOLIGARCHY.US has analysed the article you are reading, this button lights up. One click shows who gains ' +
  'leverage, how, and what to watch next.';
const LEAD_ON_CLICK =
  'Click this button on a news article. If NOLIGARCHY.US has analysed it, you see who gains leverage, how, and what ' +
  'to watch next.';
const PROMPT =
  'Your browser will ask whether Civic Lens may read the sites you visit. It compares each address with a list on ' +
  'your device; no address leaves the browser.';
const WATCH = 'Each opens in a new tab. Watch the button.';
const CLICK = 'Each opens in a new tab. Click the button there.';
const WAITING = 'The newest articles appear here as soon as the list of analyses has arrived.';
const OLDER =
  'Articles are matched against a list on your device. Opening an older analysis asks the publication for its text, ' +
  'and nothing else.';
const ANY =
  'Articles are matched against a list on your device. Opening an analysis asks the publication for its text, and ' +
  'nothing else.';
const KEPT =
  'Articles are matched against a list on your device, and the texts of the analyses are kept there too.';
const FOLLOW =
  'Each analysis looks at the news through one lens. Follow those that interest you, and their newest analyses ' +
  'gather in your library.';
const PIN = 'Open the puzzle-piece menu in the toolbar and pin Civic Lens.';
const PINNED = 'The button is in your toolbar.';

const TRY = 'Try it on a real article';
const NEVER = [
  'What it never does',
  'No address leaves your browser',
  'No account, no tracking',
  'Off means off',
];
const HEADLINES = [
  'Ferry talks resume in Merrow as strait stays closed',
  'A port fee holiday for one shipping line',
  'One supplier for every classroom',
];
const HEADINGS = [PROMISE, TRY, ...HEADLINES, ...NEVER];
const WITHOUT_LIST = [PROMISE, TRY, ...NEVER];
const WITH_LENSES = [...HEADINGS, 'Follow lenses'];

const welcome = (
  row: Omit<PageState, 'page' | 'headings'> & { headings?: readonly string[] },
): PageState => ({
  page: '/welcome.html',
  headings: HEADINGS,
  ...row,
  offered: [SKIP, ...row.offered],
});

const automatic = async (): Promise<void> => {
  granted.add(ALL_SITES);
  await browser.storage.local.set({ mode: 'automatic' });
};

/** Stops the page from leaving when the reader opens an article. */
const stay = (): void => {
  addEventListener('click', (event) => event.preventDefault(), { once: true });
};

export const WELCOMING: readonly PageState[] = [
  welcome({
    state: 'asks one thing before the list of analyses arrives',
    said: [LEAD, PROMPT, WAITING, OLDER],
    offered: [...NOT_CHOSEN, SAMPLE, KEEP_TEXTS],
    headings: WITHOUT_LIST,
    also: {
      title: 'Welcome to Civic Lens',
      live: [WAITING],
      hints: { 'Light up by itself': PROMPT },
    },
  }),
  welcome({
    state: 'offers the newest articles to try',
    prepare: () => receiveIndex(),
    said: [LEAD, PROMPT, CLICK, OLDER],
    offered: [...NOT_CHOSEN, ...ARTICLES, SAMPLE, KEEP_TEXTS],
    also: {
      links: {
        'Open the article Ferry talks resume in Merrow as strait stays closed': FERRY_PAGE,
        'Open the article A port fee holiday for one shipping line': PORTS.sources[0] ?? '',
        'Open the article One supplier for every classroom': CONTRACT.sources[0] ?? '',
      },
      live: [],
    },
  }),
  welcome({
    state: 'lights up by itself after the browser grants all sites, and leads to an article',
    prepare: () => {
      grantWhenAsked(true);
      return receiveIndex();
    },
    steps: ['button "Light up by itself"'],
    said: [LEAD, PROMPT, WATCH, OLDER],
    offered: [...AUTOMATIC, 'link "Try it on this article"', ...ARTICLES, SAMPLE, KEEP_TEXTS],
    also: { live: ['Done. Try it on this article'], links: { 'Try it on this article': FERRY_PAGE } },
  }),
  welcome({
    state: 'confirms the choice even if there is no list yet',
    prepare: () => grantWhenAsked(true),
    steps: ['button "Light up by itself"'],
    said: [LEAD, PROMPT, WAITING, OLDER],
    offered: [...AUTOMATIC, SAMPLE, KEEP_TEXTS],
    headings: WITHOUT_LIST,
    also: { live: ['Done.', WAITING] },
  }),
  welcome({
    state: 'stays on click after the browser refuses, and says so',
    prepare: () => {
      grantWhenAsked(false);
      return receiveIndex();
    },
    steps: ['button "Light up by itself"'],
    said: [LEAD_ON_CLICK, PROMPT, CLICK, OLDER],
    offered: [...ON_CLICK, 'link "Open this article and click the button"', ...ARTICLES, SAMPLE, KEEP_TEXTS],
    also: { live: [`${REFUSED} Open this article and click the button`] },
  }),
  welcome({
    state: 'has words of its own for a reader who looks only by click',
    prepare: () => receiveIndex(),
    steps: ['button "Only when I click"'],
    said: [LEAD_ON_CLICK, PROMPT, CLICK, OLDER],
    offered: [...ON_CLICK, 'link "Open this article and click the button"', ...ARTICLES, SAMPLE, KEEP_TEXTS],
    also: { live: ['Done. Open this article and click the button'] },
  }),
  welcome({
    state: 'marks the choice when it is opened again',
    prepare: async () => {
      await automatic();
      await receiveIndex();
    },
    said: [LEAD, PROMPT, WATCH, OLDER],
    offered: [...AUTOMATIC, ...ARTICLES, SAMPLE, KEEP_TEXTS],
    also: { live: [] },
  }),
  welcome({
    state: 'offers one link to an article with several analyses, and none without an article',
    prepare: () =>
      receiveIndex({ without: ['ports', 'reservoir', 'cable'], changed: { ferry: { sources: [] } } }),
    said: [LEAD, PROMPT, CLICK, OLDER],
    offered: [
      ...NOT_CHOSEN,
      'link "Open the article One supplier for every classroom"',
      'link "Open the article Parents cannot opt out of the school app"',
      SAMPLE,
      KEEP_TEXTS,
    ],
    headings: [
      PROMISE,
      TRY,
      'One supplier for every classroom',
      'Parents cannot opt out of the school app',
      ...NEVER,
    ],
  }),
];

export const WELCOME_TROUBLE: readonly PageState[] = [
  welcome({
    state: 'says why the list could not be loaded, and offers to try again',
    prepare: () => syncFailed('offline'),
    said: [LEAD, 'The list of analyses could not be loaded: this device is offline.'],
    offered: [...NOT_CHOSEN, 'button "Try again"', SAMPLE, KEEP_TEXTS],
    headings: WITHOUT_LIST,
    also: { live: ['The list of analyses could not be loaded: this device is offline.'] },
  }),
  welcome({
    state: 'shows the articles once that succeeds',
    prepare: async () => {
      await syncFailed('offline');
      syncWhenAsked();
    },
    steps: ['button "Try again"'],
    said: [LEAD, CLICK],
    offered: [...NOT_CHOSEN, ...ARTICLES, SAMPLE, KEEP_TEXTS],
  }),
  welcome({
    state: 'asks for access to the publication if it is missing',
    prepare: () => syncFailed('no-permission'),
    said: [LEAD, 'The list of analyses could not be loaded: Civic Lens has no access to the publication.'],
    offered: [...NOT_CHOSEN, 'button "Allow access again"', SAMPLE, KEEP_TEXTS],
    headings: WITHOUT_LIST,
  }),
  welcome({
    state: 'waits while the list is being loaded again',
    prepare: async () => {
      await syncFailed('offline');
      await syncRuns();
    },
    said: [LEAD, WAITING],
    offered: [...NOT_CHOSEN, 'button "Checking…" disabled', SAMPLE, KEEP_TEXTS],
    headings: WITHOUT_LIST,
  }),
];

export const PINNING: readonly PageState[] = [
  welcome({
    state: 'is explained if the browser hides the button',
    prepare: () => {
      showButton(false);
      return receiveIndex();
    },
    said: [PIN],
    offered: [...NOT_CHOSEN, ...ARTICLES, SAMPLE, KEEP_TEXTS],
    headings: HEADINGS.toSpliced(1, 0, 'Keep the button in sight'),
    also: { live: [PIN] },
  }),
  welcome({
    state: 'ends by itself once the button is in the toolbar',
    prepare: () => {
      showButton(false);
      return receiveIndex();
    },
    steps: [
      settled,
      () => {
        showButton(true);
        dispatchEvent(new Event('focus'));
      },
    ],
    said: [PINNED],
    offered: [...NOT_CHOSEN, ...ARTICLES, SAMPLE, KEEP_TEXTS],
    headings: HEADINGS.toSpliced(1, 0, 'Keep the button in sight'),
    also: { live: [PINNED] },
  }),
  welcome({
    state: 'is not mentioned if the button is there from the start',
    prepare: () => {
      showButton(true);
      return receiveIndex();
    },
    said: [],
    offered: [...NOT_CHOSEN, ...ARTICLES, SAMPLE, KEEP_TEXTS],
  }),
];

export const KEEPING_TEXTS: readonly PageState[] = [
  welcome({
    state: 'is offered beside the promise, which then changes',
    prepare: () => receiveIndex(),
    steps: ['checkbox "Keep all texts on this device"'],
    said: [KEPT],
    offered: [...NOT_CHOSEN, ...ARTICLES, SAMPLE, KEEP_TEXTS.replace('not checked', 'checked')],
  }),
  welcome({
    state: 'can be taken back',
    prepare: async () => {
      await browser.storage.local.set({ keepTexts: 'all' });
      await receiveIndex();
    },
    steps: ['checkbox "Keep all texts on this device"'],
    said: [OLDER],
    offered: [...NOT_CHOSEN, ...ARTICLES, SAMPLE, KEEP_TEXTS],
  }),
  welcome({
    state: 'is not offered if the publication has no texts in advance',
    prepare: () => receiveIndex({ offersTexts: false }),
    said: [ANY],
    offered: [...NOT_CHOSEN, ...ARTICLES, SAMPLE],
  }),
  welcome({
    state: 'is told if the device has no room for the choice',
    prepare: () => receiveIndex(),
    steps: [
      settled,
      () => {
        vi.spyOn(console, 'error').mockReturnValue();
        vi.spyOn(browser.storage.local, 'set').mockRejectedValue(new Error('IO error'));
      },
      'checkbox "Keep all texts on this device"',
    ],
    said: [OLDER],
    offered: [...NOT_CHOSEN, ...ARTICLES, SAMPLE, KEEP_TEXTS],
    also: { live: ['Not changed: this device has no room left. Free some space and try again.'] },
  }),
];

const SAMPLE_READING = [
  'The inspection service on the Corrin Isles.',
  'This is a sample, so it is not kept.',
];
const SAMPLE_CONTROLS = [
  'button "Save" disabled',
  'button "Read aloud" collapsed',
  'button "Follow Who Decides" disabled',
  'button "This article" collapsed',
  'button "Happened" current',
  'button "Who gains"',
  'button "How it works"',
  'button "Why"',
  'button "Watch"',
  'button "Follow The Sample Gazette" disabled',
  'link "Open on NOLIGARCHY.US"',
  'button "Close the sample"',
];
const SAMPLE_HEADINGS = [
  'A sample, right here',
  'Ferry talks resume after fourteen months of silence',
  'The power to stop a sailing moves to inspectors',
  'What happened',
  'Who gains leverage',
  'What mechanism is operating',
  'Why it matters',
  'What to watch next',
  'Details',
];

export const SAMPLING: readonly PageState[] = [
  welcome({
    state: 'shows an invented article with its analysis, offline, and then the lenses',
    prepare: async () => {
      await receiveIndex();
      goOffline();
    },
    steps: [SAMPLE],
    said: [...SAMPLE_READING, FOLLOW],
    offered: [...NOT_CHOSEN, ...ARTICLES, ...SAMPLE_CONTROLS, KEEP_TEXTS, ...LENS_BUTTONS],
    headings: [...HEADINGS.slice(0, 5), ...SAMPLE_HEADINGS, ...NEVER, 'Follow lenses'],
  }),
  welcome({
    state: 'works before the list of analyses arrives',
    prepare: goOffline,
    steps: [SAMPLE],
    said: [...SAMPLE_READING, FOLLOW],
    offered: [...NOT_CHOSEN, ...SAMPLE_CONTROLS, KEEP_TEXTS],
    headings: [PROMISE, TRY, ...SAMPLE_HEADINGS, ...NEVER, 'Follow lenses'],
  }),
  welcome({
    state: 'takes the keyboard along when it opens and closes',
    prepare: () => receiveIndex(),
    steps: [
      SAMPLE,
      settled,
      () => expect(document.activeElement?.textContent).toBe('A sample, right here'),
      'button "Close the sample"',
      settled,
      () =>
        expect(document.activeElement?.textContent).toBe(
          'Offline, or no time? Try it on a sample right here',
        ),
    ],
    said: [FOLLOW],
    offered: [...NOT_CHOSEN, ...ARTICLES, SAMPLE, KEEP_TEXTS, ...LENS_BUTTONS],
    headings: WITH_LENSES,
  }),
];

export const ARTICLE_CARDS: readonly PageState[] = [
  welcome({
    state: 'name lens, headline of the article, outlet and day',
    prepare: () => receiveIndex(),
    said: [
      'Global Power Plays Ferry talks resume in Merrow as strait stays closed Northern Ledger – World · yesterday',
      'The Rulebook A port fee holiday for one shipping line Harbour Courier · 2 days ago',
      'The Rulebook One supplier for every classroom Quiet Gazette · 20 June',
    ],
    offered: [...NOT_CHOSEN, ...ARTICLES, SAMPLE, KEEP_TEXTS],
  }),
];

export const FOLLOWING: readonly PageState[] = [
  welcome({
    state: 'are offered once the reader has opened an article',
    prepare: () => receiveIndex(),
    steps: [settled, stay, ARTICLES[1] ?? ''],
    said: [FOLLOW],
    offered: [...NOT_CHOSEN, ...ARTICLES, SAMPLE, KEEP_TEXTS, ...LENS_BUTTONS],
    headings: WITH_LENSES,
  }),
  welcome({
    state: 'are followed with their buttons',
    prepare: () => receiveIndex(),
    steps: [settled, stay, ARTICLES[1] ?? '', 'button "Follow The Rulebook"'],
    said: [FOLLOW],
    offered: [
      ...NOT_CHOSEN,
      ...ARTICLES,
      SAMPLE,
      KEEP_TEXTS,
      ...LENS_BUTTONS.map((name) => name.replace('Follow The Rulebook', 'Following The Rulebook')),
    ],
    headings: WITH_LENSES,
  }),
];
