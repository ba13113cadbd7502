import { vi } from 'vitest';
import type { PageIdentity } from '../../../lib/page/page-identity.ts';
import { lookUpLink } from '../../../lib/tab/look-up-link.ts';
import { browser } from '../../unit/fake-browser.ts';
import { visit } from '../browser-and-tab.ts';
import { closeDatabase } from '../database.ts';
import { receiveIndex, receivePart } from '../publication.ts';
import { FERRY, FERRY_PAGE } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import { syncState } from '../sync-states.ts';
import { BACK, CLOSED_HEADER, EMPTY, entries, headings, NEWEST, offer, TO_NEWEST } from './library-page.ts';

/* States that show the result of a link lookup, or the reason why a command had no effect. */

const LOOKED_UP = '/library.html#looked-up';

export const LINKS: readonly PageState[] = [
  {
    state: 'shows the analysis of the article behind the link',
    page: LOOKED_UP,
    prepare: async () => {
      await receiveIndex();
      await lookUp(`https://www.google.com/url?q=${encodeURIComponent(FERRY_PAGE)}&sa=U`);
    },
    said: [
      'Link looked up Global Power Plays Ferry talks resume without the crews Northern Ledger – World · yesterday',
    ],
    offered: offer({ lists: [...entries(FERRY), TO_NEWEST] }),
    headings: headings('All', ['Link looked up', EMPTY, NEWEST]),
    also: {
      live: [
        'Link looked up Global Power Plays Ferry talks resume without the crews Northern Ledger – World · yesterday',
      ],
    },
  },
  {
    state: 'says that no analysis is known',
    page: LOOKED_UP,
    prepare: async () => {
      await receiveIndex();
      await lookUp('https://quiet-gazette.example/culture/2026/07/02/mountain-choir-announces-tour');
    },
    said: ['Link looked up No analysis of the article behind this link is known.'],
    offered: offer(),
    headings: headings('All', ['Link looked up', EMPTY, NEWEST]),
  },
  {
    state: 'does not say that no analysis is known if the index does not reach back to the article',
    page: LOOKED_UP,
    prepare: async () => {
      await receivePart('2026-07-01');
      await lookUp('https://quiet-gazette.example/culture/2026/06/02/mountain-choir-announces-tour');
    },
    said: [
      'Link looked up Only part of the list of analyses has arrived: it is known back to 1 July 2026. The article ' +
        'behind this link may have an analysis in the rest.',
    ],
    offered: offer(),
    headings: headings('All', ['Link looked up', EMPTY, NEWEST]),
  },
  {
    state: 'does not say that no analysis is known if the index is outdated',
    page: LOOKED_UP,
    prepare: async () => {
      await receiveIndex();
      await syncState({ checkedAt: new Date(2026, 5, 3, 12).getTime() });
      await lookUp('https://quiet-gazette.example/culture/2026/07/02/mountain-choir-announces-tour');
    },
    said: [
      'Link looked up The list of analyses is old: it was last confirmed on 3 Jun 2026, 12:00. An analysis of the ' +
        'article behind this link may have appeared since.',
    ],
    offered: offer(),
    headings: headings('All', ['Link looked up', EMPTY, NEWEST]),
  },
  {
    state: 'does not say that no analysis is known if the clock was wrong at the last check',
    page: LOOKED_UP,
    prepare: async () => {
      await receiveIndex();
      await syncState({ checkedAt: new Date(2036, 5, 3, 12).getTime() });
      await lookUp('https://quiet-gazette.example/culture/2026/07/02/mountain-choir-announces-tour');
    },
    said: [
      'Link looked up The clock of this device was wrong, so it is not known when the list of analyses was last ' +
        'updated. An analysis of the article behind this link may have appeared since.',
    ],
    offered: offer(),
    headings: headings('All', ['Link looked up', EMPTY, NEWEST]),
  },
  {
    state: 'says that a link cannot be looked up before the list of analyses arrives',
    page: LOOKED_UP,
    prepare: () => lookUp(FERRY_PAGE),
    said: ['Link looked up The list of analyses has not arrived yet, so this link cannot be looked up.'],
    offered: offer({ lenses: [], main: [] }),
    headings: ['All', 'Link looked up', EMPTY],
  },
  {
    state: 'says that a link cannot be looked up while the database is closed',
    page: LOOKED_UP,
    prepare: async () => {
      await receiveIndex();
      closeDatabase(new DOMException('Internal error.', 'UnknownError'));
      await lookUp(FERRY_PAGE);
    },
    said: ['Link looked up The list of analyses cannot be opened now, so this link cannot be looked up.'],
    offered: ['link "Skip to content"', ...CLOSED_HEADER],
    headings: ['Link looked up', 'Your library cannot be opened now', 'Saved'],
  },
  {
    state: 'shows no result if no link was looked up',
    page: LOOKED_UP,
    prepare: () => receiveIndex(),
    said: [],
    offered: offer(),
    headings: headings('All', [EMPTY, NEWEST]),
  },
];

const ABOUT_TAB = '/library.html#tab=7';

const CHOIR = 'https://quiet-gazette.example/culture/2026/07/02/mountain-choir-announces-tour';

export const COMMANDS: readonly PageState[] = [
  {
    state: 'says that the page on which the reader used the command has no analysis',
    page: ABOUT_TAB,
    prepare: async () => {
      await receiveIndex();
      visit(article(CHOIR));
    },
    said: ['The page you were on NOLIGARCHY.US has not published an analysis of this article.'],
    offered: offer(),
    headings: headings('All', ['The page you were on', EMPTY, NEWEST]),
    also: { live: ['The page you were on NOLIGARCHY.US has not published an analysis of this article.'] },
  },
  {
    state: 'offers the analysis that the command does not save in a private window',
    page: ABOUT_TAB,
    prepare: async () => {
      await receiveIndex();
      visit(article(FERRY_PAGE), { isPrivate: true });
    },
    said: [
      'The page you were on 1 analysis of this article Nothing is kept in private windows. ' +
        'Global Power Plays Ferry talks resume without the crews Northern Ledger – World · yesterday',
    ],
    offered: offer({ lists: [...entries(FERRY), TO_NEWEST] }),
    headings: headings('All', ['The page you were on', EMPTY, NEWEST]),
  },
  {
    state: 'says that the list of analyses has not arrived',
    page: ABOUT_TAB,
    prepare: () => visit(article(CHOIR)),
    said: [
      'The page you were on Civic Lens fetches it once and then works on its own. Until then it cannot tell ' +
        'whether this page was analysed.',
    ],
    offered: offer({ lenses: [], main: [] }),
    headings: ['All', 'The page you were on', EMPTY],
  },
  {
    state: 'says in a private window that the list of analyses cannot be opened',
    page: ABOUT_TAB,
    prepare: async () => {
      await receiveIndex();
      closeDatabase(new DOMException('Internal error opening backing store.', 'UnknownError'));
      browser.extension.inIncognitoContext = true;
      visit(article(CHOIR), { isPrivate: true });
    },
    said: [
      'The page you were on The list of analyses cannot be opened now Nothing is kept in private windows.',
    ],
    offered: offer({ tools: [], lists: [], lenses: [], main: [] }),
    headings: ['All', 'The page you were on'],
  },
  {
    state: 'shows nothing about a closed tab',
    page: '/library.html#tab=7',
    prepare: async () => {
      await receiveIndex();
      visit(undefined);
      vi.spyOn(browser.tabs, 'get').mockRejectedValue(new Error('No tab with id: 7.'));
    },
    said: [],
    offered: offer(),
    headings: headings('All', [EMPTY, NEWEST]),
  },
  {
    state: 'shows no analysis at an address with an invalid %',
    page: '/library.html#analysis=%E0%A4%A',
    prepare: () => receiveIndex(),
    said: ['This analysis is not on this device.'],
    offered: offer({ main: [BACK] }),
    headings: headings('All', [EMPTY]),
  },
  {
    state: 'shows nothing about a tab at an address without tab id',
    page: '/library.html#tab=%',
    prepare: () => receiveIndex(),
    said: [],
    offered: offer(),
    headings: headings('All', [EMPTY, NEWEST]),
  },
];

/** Returns the identity of a page with an article. */
function article(address: string): PageIdentity {
  const said = { address, loadedAs: address, claims: [], headlines: [], articles: [], microdata: true };
  return { ...said, ogType: 'article', published: '2026-07-02' };
}

/** Looks up a link, as when the reader chooses "Look up this link" from the link's menu. */
function lookUp(address: string): Promise<void> {
  return lookUpLink({ menuItemId: 'look-up-link', linkUrl: address });
}
