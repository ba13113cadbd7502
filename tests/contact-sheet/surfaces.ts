import type { Page } from 'puppeteer-core';
import type { TabView } from '../../lib/tab/tab-view.ts';
import { AS_INSTALLED, GRANTED, type Variant } from '../build.ts';
import { ageIndex } from '../e2e/harness/database.ts';
import type { Reader } from '../e2e/harness/reader.ts';
import { type Surface as Opened, pageSurface, stateOf, until } from '../e2e/harness/surface.ts';
import { articleOf, UNTITLED } from './articles.ts';
import { LIBRARY, pressIn } from './library-surfaces.ts';
import {
  correctWithoutText,
  expectReminder,
  failToRead,
  followLens,
  keepDatabaseBusy,
  loseIndex,
  pressing,
  readFeed,
  rememberPages,
  reportWrong,
  saveAndRemove,
  showAppearance,
  showReason,
  showReminder,
  suggest,
  switchOff,
  tellAnotherStory,
  untilThere,
  WITHDRAWN,
  withdrawSaved,
} from './surface-steps.ts';

/** One page of the extension in one state. */
export interface Surface {
  readonly name: string;
  /** A popup or side panel (`panel`), or a page that fills a tab (`page`). */
  readonly form: 'panel' | 'page';
  /** The build in which the page has this state. */
  readonly variant: Variant;
  /** Opens the page and waits until it shows its state. */
  open(reader: Reader): Promise<Page>;
}

/** One picture of the popup in a state. */
interface PanelPicture {
  /** The page that the popup is about: its address, its name among the sample pages, or a page of the extension. */
  readonly about: string;
  /** Words of the publication that the popup shows once it is complete. */
  readonly words?: string;
  /** Changes the extension's data before the popup opens. */
  readonly prepare?: (reader: Reader) => Promise<unknown>;
  /** Presses buttons in the popup once it is complete. */
  readonly press?: (popup: Opened) => Promise<unknown>;
  readonly file?: 'sidepanel.html';
  readonly variant?: Variant;
  /** Set if the background does not watch pages in this state, so that there is no tab record to wait for. */
  readonly isUnwatched?: true;
}

type State = TabView['state'] | 'loading';

const ON_PUBLICATION = 'http://noligarchy.localhost:4170/analysis/water-meter-bylaw';
const LAST_HEADING = 'What to watch next';
/**
 * Pictures of every state of the popup. The first picture of a state has the name of the state. The name of each other
 * picture also says what is different.
 */
const PANELS: Readonly<Record<State, readonly [PanelPicture, Readonly<Record<string, PanelPicture>>?]>> = {
  matched: [
    { about: 'a desktop host', words: LAST_HEADING },
    {
      'side panel': { about: 'a desktop host', words: LAST_HEADING, file: 'sidepanel.html' },
      'long headline': { about: articleOf('long-headline'), words: LAST_HEADING },
      'no lens': { about: articleOf('no-lens'), words: 'What happened' },
      'lost text': { about: articleOf('lost-text') },
      Chinese: { about: articleOf('chinese'), words: '接下来看什么' },
      Arabic: { about: articleOf('arabic'), words: 'ماذا حدث' },
      '8,000 words': { about: articleOf('eight-thousand-words'), words: 'Why it matters' },
      'on the publication': { about: ON_PUBLICATION, words: 'What happened' },
      letter: { about: 'tracking parameters', words: LAST_HEADING, press: reportWrong },
      reason: { about: 'a desktop host', words: LAST_HEADING, press: showReason },
      appearance: { about: 'a desktop host', words: LAST_HEADING, press: showAppearance },
      share: {
        about: 'a desktop host',
        words: LAST_HEADING,
        press: pressing('.icon-button[aria-haspopup=menu]', '[role=menu]'),
      },
      // A toast with Undo does not close by itself, so the picture shows it. An analysis without a text is so short
      // that its facts stand where the toast appears.
      toast: { about: articleOf('lost-text'), press: saveAndRemove },
      reminder: {
        about: 'a desktop host',
        words: LAST_HEADING,
        prepare: expectReminder,
        press: showReminder,
        isUnwatched: true,
      },
      'saved, menu': {
        about: 'a desktop host',
        words: LAST_HEADING,
        press: pressing('.button.is-saved', '[role=menu]'),
      },
      'reading aloud': {
        about: 'a desktop host',
        words: LAST_HEADING,
        file: 'sidepanel.html',
        press: pressing('.icon-button[aria-expanded]:not([aria-haspopup], .appearance-place *)', '.player'),
      },
    },
  ],
  choose: [{ about: 'two analyses' }, { twelve: { about: articleOf('twelve') } }],
  uncertain: [{ about: 'a forwarded address', prepare: tellAnotherStory }],
  none: [
    { about: 'nobody analysed: quiet-gazette' },
    {
      related: { about: 'the same headline elsewhere' },
      'no title': { about: UNTITLED },
      failed: { about: 'nobody analysed: quiet-gazette', press: failToRead },
      letter: { about: 'nobody analysed: quiet-gazette', press: suggest },
    },
  ],
  'not-article': [
    { about: 'home of harbour-courier' },
    {
      'on the publication': { about: 'http://noligarchy.localhost:4170/' },
      'linked stories': {
        about: 'home of harbour-courier',
        press: pressing('.panel-offer', '.linked .row, .linked .muted:not([role])'),
      },
    },
  ],
  off: [{ about: 'a second article of the outlet', prepare: switchOff }],
  'not-checked': [{ about: 'a desktop host', file: 'sidepanel.html', variant: AS_INSTALLED }],
  unreadable: [{ about: 'options.html' }],
  loading: [{ about: 'nobody analysed: quiet-gazette', prepare: keepDatabaseBusy }],
  // These states change the index. The states above need the unchanged index.
  stale: [{ about: 'nobody analysed: quiet-gazette', prepare: (reader) => ageIndex(reader, 4) }],
  'no-index': [{ about: 'a desktop host', prepare: loseIndex }],
  partial: [{ about: 'nobody analysed: quiet-gazette', prepare: readFeed }],
};

/** The states whose pictures come last, because they change the index. */
const LAST: readonly State[] = ['stale', 'no-index', 'partial'];

function panelSurface(name: string, state: State, picture: PanelPicture): Surface {
  return {
    name,
    form: 'panel',
    variant: picture.variant ?? GRANTED,
    open: (reader) => openPanel(reader, name, state, picture),
  };
}

async function openPanel(reader: Reader, name: string, state: State, picture: PanelPicture): Promise<Page> {
  const { about, words = '', prepare, file = 'popup.html', variant = GRANTED } = picture;
  const mode = variant === GRANTED ? { mode: 'automatic' } : {};
  await reader.ask((api, settings) => api.storage.local.set(settings), { sitesOff: [], ...mode });
  reader.sample.replacedPages.clear();
  await prepare?.(reader);
  const article = await openArticle(reader, about);
  // In the states in `WITHOUT_RECORD`, the background writes no tab record.
  if (!WITHOUT_RECORD.has(state) && !picture.isUnwatched) await reader.untilLookedAt(article);
  const page = await reader.open(`/${file}?tab=${await reader.tabId(article)}`);
  await until(`"${name}" shows its state`, async () => (await stateOf(pageSurface(page))) === state);
  if (state !== 'loading') await untilWords(page, name, words);
  await picture.press?.(pageSurface(page));
  return page;
}

const WITHOUT_RECORD: ReadonlySet<State> = new Set([
  'loading',
  'off',
  'not-checked',
  'unreadable',
  'no-index',
]);

function openArticle(reader: Reader, about: string): Promise<Page> {
  if (about.endsWith('.html')) return reader.open(`/${about}`);
  return reader.visit(about.startsWith('http:') ? about : reader.sample.page(about).address);
}

async function untilWords(page: Page, name: string, words: string): Promise<void> {
  await until(`"${name}" is complete`, () =>
    page.evaluate(
      (wanted) =>
        document.querySelector('h1, h2') !== null &&
        document.querySelector('[aria-busy=true]') === null &&
        document.body.innerText.toLowerCase().includes(wanted.toLowerCase()),
      words,
    ),
  );
}

interface PagePicture {
  readonly path: string;
  readonly words: string;
  readonly variant?: Variant;
  /** Changes the extension's data before the page opens. */
  readonly prepare?: (reader: Reader) => Promise<unknown>;
}

/** Pages that fill a tab, with words that they show once they are complete. */
const PAGES: Readonly<Record<string, PagePicture>> = {
  library: { path: '/library.html', words: 'ferry' },
  'library, reading': { path: '/library.html#analysis=ferry-talks-merrow-strait', words: LAST_HEADING },
  'library, long headline': { path: '/library.html#analysis=long-headline', words: LAST_HEADING },
  'library, Arabic': { path: '/library.html#analysis=arabic', words: 'ماذا حدث' },
  options: { path: '/options.html', words: '' },
  'options, remembered pages': { path: '/options.html', words: 'bus company', prepare: rememberPages },
  welcome: { path: '/welcome.html', words: '' },
  'welcome, as installed': { path: '/welcome.html', words: '', variant: AS_INSTALLED },
};

/**
 * All surfaces. They share the extension's data, so a surface that changes data comes after the surfaces that need the
 * unchanged data.
 */
export const SURFACES: readonly Surface[] = [
  ...Object.entries(PAGES).map(
    ([name, { path, words, variant = GRANTED, prepare }]): Surface => ({
      name,
      form: 'page',
      variant,
      open: async (reader) => {
        await prepare?.(reader);
        const page = await reader.open(path);
        await untilWords(page, name, words);
        return page;
      },
    }),
  ),
  ...Object.entries(LIBRARY).map(
    ([name, picture]): Surface => ({
      name,
      form: 'page',
      variant: GRANTED,
      open: async (reader) => {
        await picture.prepare?.(reader);
        const page = await reader.open(`/library.html${picture.hash}`);
        await untilWords(page, name, picture.words ?? '');
        await pressIn(page, picture);
        return page;
      },
    }),
  ),
  ...panelSurfaces((Object.keys(PANELS) as State[]).filter((state) => !LAST.includes(state))),
  { name: 'tab gone', form: 'panel', variant: GRANTED, open: openForClosedTab },
  panelSurface('matched, outdated text', 'matched', {
    about: 'a plain article',
    words: LAST_HEADING,
    prepare: correctWithoutText,
    press: untilThere('.notice .button'),
  }),
  {
    name: 'library, withdrawn',
    form: 'page',
    variant: GRANTED,
    open: async (reader) => {
      await withdrawSaved(reader);
      const page = await reader.open(`/library.html#analysis=${WITHDRAWN}`);
      await untilWords(page, 'library, withdrawn', LAST_HEADING);
      return page;
    },
  },
  panelSurface('none, new for you', 'none', {
    about: 'nobody analysed: quiet-gazette',
    prepare: followLens,
    press: untilThere('#new-for-you'),
  }),
  ...panelSurfaces(LAST),
];

function panelSurfaces(states: readonly State[]): Surface[] {
  return states.flatMap((state) => {
    const [first, others = {}] = PANELS[state];
    return [
      panelSurface(state, state, first),
      ...Object.entries(others).map(([more, picture]) => panelSurface(`${state}, ${more}`, state, picture)),
    ];
  });
}

/** Opens the popup for a tab that was closed before. */
async function openForClosedTab(reader: Reader): Promise<Page> {
  const article = await openArticle(reader, 'a desktop host');
  const id = await reader.tabId(article);
  await article.close();
  const page = await reader.open(`/popup.html?tab=${id}`);
  await untilWords(page, 'tab gone', '');
  return page;
}
