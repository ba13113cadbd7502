import { grantWhenAsked, showButton } from '../browser-and-tab.ts';
import { settled } from '../open-page.ts';
import { receiveIndex, syncWhenAsked } from '../publication.ts';
import { CONTRACT, FERRY_PAGE, PORTS } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import { syncFailed, syncRuns } from '../sync-states.ts';
import { REFUSED } from './options-page.ts';
import {
  ARTICLES,
  AUTOMATIC,
  automatic,
  CLICK,
  GIVEN,
  HEADINGS,
  KEEP_TEXTS,
  LEAD,
  LEAD_ON_CLICK,
  NEVER,
  NOT_CHOSEN,
  OLDER,
  ON_CLICK,
  PIN,
  PINNED,
  PROMISE,
  PROMPT,
  SAMPLE,
  STILL_HIDDEN,
  TRY,
  WAITING,
  WATCH,
  WITHOUT_LIST,
  welcome,
} from './welcome-page.ts';

/*
 * States of the welcome page before and after the choice of a mode, without a list of analyses, and with the hint to
 * pin the button.
 */

export const WELCOMING: readonly PageState[] = [
  welcome({
    state: 'asks one question before the list of analyses arrives',
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
    state: 'lights up the button by itself after the browser grants all sites, and leads to an article',
    prepare: () => {
      grantWhenAsked(true);
      return receiveIndex();
    },
    steps: ['button "Light up by itself"'],
    said: [LEAD, GIVEN, WATCH, OLDER],
    offered: [...AUTOMATIC, 'link "Try it on this article"', ...ARTICLES, SAMPLE, KEEP_TEXTS],
    also: { live: ['Done. Try it on this article'], links: { 'Try it on this article': FERRY_PAGE } },
  }),
  welcome({
    state: 'confirms the choice even if there is no list yet',
    prepare: () => grantWhenAsked(true),
    steps: ['button "Light up by itself"'],
    said: [LEAD, GIVEN, WAITING, OLDER],
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
    state: 'confirms the choice of a reader who wants to look up pages only by click',
    prepare: () => receiveIndex(),
    steps: ['button "Only when I click"'],
    said: [LEAD_ON_CLICK, PROMPT, CLICK, OLDER],
    offered: [...ON_CLICK, 'link "Open this article and click the button"', ...ARTICLES, SAMPLE, KEEP_TEXTS],
    also: { live: ['Done. Open this article and click the button'] },
  }),
  welcome({
    state: 'marks the chosen mode when the reader opens it again',
    prepare: async () => {
      await automatic();
      await receiveIndex();
    },
    said: [LEAD, GIVEN, WATCH, OLDER],
    offered: [...AUTOMATIC, ...ARTICLES, SAMPLE, KEEP_TEXTS],
    also: { live: [] },
  }),
  welcome({
    state:
      'offers one link to an article with several analyses, and no link for an analysis without an article',
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
    state: 'shows the articles once the list has loaded',
    prepare: async () => {
      await syncFailed('offline');
      syncWhenAsked();
    },
    steps: ['button "Try again"'],
    said: [LEAD, CLICK],
    offered: [...NOT_CHOSEN, ...ARTICLES, SAMPLE, KEEP_TEXTS],
  }),
  welcome({
    state: 'asks for access to the publication if that is missing',
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
    state: 'is the next step after the choice of a mode',
    prepare: () => {
      showButton(false);
      grantWhenAsked(true);
      return receiveIndex();
    },
    steps: ['button "Light up by itself"'],
    said: [PIN],
    offered: [...AUTOMATIC, 'link "Try it on this article"', ...ARTICLES, SAMPLE, KEEP_TEXTS],
    headings: HEADINGS.toSpliced(1, 0, 'Keep the button in sight'),
    also: { live: [`Done. ${STILL_HIDDEN} Try it on this article`, PIN] },
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
    state: 'is not mentioned if the button is in the toolbar from the start',
    prepare: () => {
      showButton(true);
      return receiveIndex();
    },
    said: [],
    offered: [...NOT_CHOSEN, ...ARTICLES, SAMPLE, KEEP_TEXTS],
  }),
];
