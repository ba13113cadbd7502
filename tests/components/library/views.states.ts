import { expect } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { browser } from '../../unit/fake-browser.ts';
import { visit } from '../browser-and-tab.ts';
import { save } from '../database.ts';
import { control, eventually, settled } from '../open-page.ts';
import { receiveIndex } from '../publication.ts';
import { CABLE, CONSENT, CONTRACT, FERRY, PORTS, RESERVOIR } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import { DAY, NOW } from '../times.ts';
import { entries, headings, LIBRARY, NEWEST, offer, TOOLS } from './library-page.ts';

/* States of the views of the library, which the tests open by their addresses. */

/** Saves one analysis of each state: ferry is unread, ports is being read, contract is read, consent is archived. */
const saveFour = async (): Promise<void> => {
  await receiveIndex();
  const states = { ferry: 'unread', ports: 'reading', contract: 'read', consent: 'archived' } as const;
  for (const [n, [id, state]] of Object.entries(states).entries()) {
    await save(id, undefined, NOW - DAY - n);
    await db.saved.update(id, { state });
  }
};

const FOUR = { unread: [FERRY], reading: [PORTS], read: [CONTRACT], archived: [CONSENT] };

/** Returns the row of a state in which the four analyses of `saveFour` are saved. */
const four = (
  state: string,
  address: string,
  { title = 'All', said = [], below = [NEWEST], ...list }: Four,
): PageState => ({
  state,
  page: `${LIBRARY}${address}`,
  prepare: list.prepare ?? saveFour,
  steps: list.steps ?? [],
  said,
  offered: [...offer({ ...FOUR, ...list }), ...(list.toast ?? [])],
  headings: headings(title, below, { outlets: true }),
  also: { ...(list.live ? { live: list.live } : {}) },
});

interface Four
  extends NonNullable<Parameters<typeof offer>[0]>,
    Partial<Pick<PageState, 'prepare' | 'steps'>> {
  readonly title?: string;
  readonly said?: readonly string[];
  readonly below?: readonly string[];
  readonly live?: readonly string[];
  /** Controls of the toast. */
  readonly toast?: readonly string[];
}

/** Returns a function that checks the rows of the list, each given as an id and a reading state, and their number. */
const shows =
  (...rows: readonly string[]) =>
  () =>
    eventually(() => {
      const list = document.querySelector<HTMLElement>('[data-count]');
      const shown = [...(list?.querySelectorAll<HTMLElement>('[data-analysis]') ?? [])];
      expect(shown.map(({ dataset }) => `${dataset.analysis} ${dataset.reading}`)).toEqual(rows);
      expect(list?.dataset.count).toBe(String(rows.length));
    });

const press =
  (key: string, more: KeyboardEventInit = {}) =>
  () => {
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
  };

const focusIs = (name: string) => () =>
  eventually(() => expect(document.activeElement?.textContent).toBe(name));

const searchBoxHasFocus = () =>
  eventually(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Search your library'));

const addressIs = (hash: string) => () => eventually(() => expect(location.hash).toBe(hash));

/** The button that saves a search or a filtered list. */
const STORE = 'button "Save this search"';

const REMOVE_ALL = 'button "Remove the filter “All”"';

const ACROSS_LENS = 'Analyses by month May 2026 1 Jun 2026 1 Jul 2026 1';

export const VIEWS: readonly PageState[] = [
  four('shows all saved analyses, including archived ones', '#view=all', {
    steps: [shows('ferry unread', 'ports reading', 'contract read', 'consent archived')],
  }),
  four('shows only unread analyses', '#view=unread', {
    view: 'Unread',
    title: 'Unread',
    lists: entries(FERRY),
    steps: [shows('ferry unread')],
  }),
  four('shows only analyses that the reader has begun', '#view=reading', {
    view: 'Reading',
    title: 'Reading',
    lists: entries(PORTS),
    steps: [shows('ports reading')],
  }),
  four('shows only read analyses', '#view=read', {
    view: undefined,
    title: 'Read',
    lists: entries(CONTRACT),
    steps: [shows('contract read')],
  }),
  four('shows the archive', '#view=archive', {
    view: 'Archive',
    title: 'Archive',
    lists: entries(CONSENT),
    steps: [shows('consent archived')],
  }),
  four('shows only one lens until the reader removes this filter', '#view=all&lens=rulebook', {
    view: undefined,
    tools: [STORE, ...TOOLS],
    lists: ['button "Remove the filter “The Rulebook”"', ...entries(PORTS, CONTRACT)],
    steps: [shows('ports reading', 'contract read')],
  }),
  four('shows more analyses when the reader removes a filter', '#view=unread&lens=rulebook', {
    view: 'Unread',
    title: 'Unread',
    lists: entries(FERRY),
    steps: [shows(), 'button "Remove the filter “The Rulebook”"', addressIs('#view=unread')],
  }),
  four('says that nothing matches, and offers to remove the filters', '#view=unread&outlet=Quiet%20Gazette', {
    view: undefined,
    title: 'Unread',
    tools: [STORE, ...TOOLS],
    lists: ['button "Remove the filter “Quiet Gazette”"', 'link "Clear filters"'],
    below: ['No analysis matches', NEWEST],
    steps: [shows()],
  }),
  four(
    'shows each filter, even if two filters and the view have the same name',
    '#view=all&topic=All&label=All',
    {
      view: undefined,
      tools: [STORE, ...TOOLS],
      lists: [REMOVE_ALL, REMOVE_ALL, 'link "Clear filters"'],
      below: ['No analysis matches', NEWEST],
    },
  ),
  four('shows the filter by topic if the label in the title has the same name', '#topic=All&label=All', {
    view: undefined,
    tools: [STORE, ...TOOLS],
    lists: [REMOVE_ALL, 'link "Clear filters"'],
    below: ['No analysis matches', NEWEST],
  }),
  four('keeps the view in the address while an analysis is open', '#view=unread', {
    view: 'Unread',
    title: 'Unread',
    lists: entries(FERRY),
    steps: [
      `button "${FERRY.headline}"`,
      addressIs('#view=unread&analysis=ferry'),
      'button "Back"',
      addressIs('#view=unread'),
    ],
  }),
  four('changes to another view, and the browser’s "Back" returns to the view before', '#view=all', {
    view: 'Archive',
    title: 'Archive',
    lists: entries(CONSENT),
    steps: [
      'link "Archive 1"',
      shows('consent archived'),
      'link "Unread 1"',
      shows('ferry unread'),
      () => history.back(),
      shows('consent archived'),
    ],
  }),
  four('can be sorted by outlet, and this order is stored', '#view=all', {
    lists: entries(PORTS, FERRY, CONTRACT, CONSENT),
    tools: ['button "By outlet" collapsed', 'button "Filters" collapsed'],
    steps: [
      'button "Newest saved"',
      'menuitemradio "By outlet"',
      shows('ports reading', 'ferry unread', 'contract read', 'consent archived'),
      async () => expect((await browser.storage.local.get('librarySort')).librarySort).toBe('outlet'),
    ],
  }),
  ...(
    [
      ['nothing is unread', '#view=unread', 'Unread', 'Nothing unread'],
      ['nothing is begun', '#view=reading', 'Reading', 'Nothing begun'],
      ['the archive is empty', '#view=archive', 'Archive', 'The archive is empty'],
    ] as const
  ).map(
    ([what, address, view, title]): PageState => ({
      state: `says if ${what}, and offers other lists`,
      page: `${LIBRARY}${address}`,
      prepare: async () => {
        await receiveIndex();
        await save('ports', NOW);
      },
      said: [],
      offered: offer({
        read: [PORTS],
        view,
        lists: ['link "All saved analyses"', 'link "Newest analyses"'],
      }),
      headings: headings(view, [title, NEWEST], { outlets: true }),
    }),
  ),
];

export const PATHS: readonly PageState[] = [
  four('contain saved and unsaved analyses of a lens, with their number by month', '#lens=rulebook', {
    view: undefined,
    current: 'The Rulebook',
    title: 'The Rulebook',
    tools: [STORE, 'button "Newest first" collapsed', 'button "Filters" collapsed'],
    lists: [
      'button "Follow The Rulebook"',
      'link "All 3" current',
      'link "Saved 2"',
      ...entries(PORTS, CONTRACT, RESERVOIR),
    ],
    said: ['3 analyses since 2026, 2 of them saved', ACROSS_LENS],
    steps: [shows('ports reading', 'contract read', 'reservoir not-saved')],
  }),
  four('contain only the saved analyses of a lens after "Saved"', '#lens=rulebook', {
    view: undefined,
    current: 'The Rulebook',
    title: 'The Rulebook',
    tools: [STORE, ...TOOLS],
    lists: [
      'button "Follow The Rulebook"',
      'link "All 3"',
      'link "Saved 2" current',
      ...entries(PORTS, CONTRACT),
    ],
    said: ['3 analyses since 2026, 2 of them saved', ACROSS_LENS],
    steps: ['link "Saved 2"', addressIs('#lens=rulebook&saved=1'), shows('ports reading', 'contract read')],
  }),
  four('offer to follow their topic', '#topic=labour', {
    view: undefined,
    title: 'labour',
    tools: [STORE, 'button "Newest first" collapsed', 'button "Filters" collapsed'],
    lists: ['button "Following labour"', ...entries(FERRY)],
    said: ['1 analysis since 2026, 1 of them saved'],
    steps: ['button "Follow labour"', shows('ferry unread')],
    live: ['Following labour.'],
  }),
  four('contain saved and unsaved analyses of an outlet', '#outlet=quiet%20gazette', {
    view: undefined,
    title: 'quiet gazette',
    tools: [STORE, 'button "Newest first" collapsed', 'button "Filters" collapsed'],
    lists: [
      'button "Follow Quiet Gazette"',
      'link "All 3" current',
      'link "Saved 2"',
      ...entries(CONTRACT, CONSENT, RESERVOIR),
    ],
    said: ['3 analyses since 2026, 2 of them saved', 'Analyses by month May 2026 1 Jun 2026 2'],
    steps: [shows('contract read', 'consent archived', 'reservoir not-saved')],
  }),
  {
    state: 'disable the button "Follow" in a private window, where nothing is stored',
    page: `${LIBRARY}#lens=hidden-wiring`,
    prepare: async () => {
      await receiveIndex();
      visit(undefined, { isPrivate: true });
    },
    said: ['2 analyses since 2026'],
    offered: offer({
      view: undefined,
      current: 'Hidden Wiring',
      tools: [
        'button "Save this search" disabled',
        'button "Newest first" collapsed',
        'button "Filters" collapsed',
      ],
      lists: ['button "Follow Hidden Wiring" disabled', ...entries(CONSENT, CABLE)],
    }),
    headings: headings('Hidden Wiring', [NEWEST]),
  },
];

export const KEYS: readonly PageState[] = [
  four('include j and k, which move in the list, and o, which opens; then j opens the next analysis', '', {
    steps: [
      settled,
      press('j'),
      focusIs(FERRY.headline),
      press('j'),
      focusIs(PORTS.headline),
      press('k'),
      focusIs(FERRY.headline),
      press('o'),
      addressIs('#analysis=ferry'),
      press('j'),
      addressIs('#analysis=ports'),
      'button "Back"',
    ],
  }),
  four('are at the same positions on a keyboard without Latin letters', '', {
    steps: [
      settled,
      press('о', { code: 'KeyJ' }),
      focusIs(FERRY.headline),
      press('щ', { code: 'KeyO' }),
      addressIs('#analysis=ferry'),
      'button "Back"',
    ],
  }),
  four('do nothing while the reader types, or with a modifier key', '', {
    steps: [
      async () => (await control('searchbox "Search your library"')).focus(),
      press('s'),
      press('j'),
      settled,
      searchBoxHasFocus,
      () => (document.activeElement as HTMLElement).blur(),
      press('s', { ctrlKey: true }),
      press('?', { ctrlKey: true }),
      settled,
      async () => expect(await db.saved.count()).toBe(4),
    ],
  }),
  four('include /, which moves the focus to the search box', '', {
    hasHint: true,
    steps: [settled, press('/'), searchBoxHasFocus],
  }),
  four('do nothing if they are switched off in Options', '', {
    prepare: async () => {
      await saveFour();
      await browser.storage.local.set({ letterKeys: false });
    },
    steps: [settled, press('s'), press('j'), settled, async () => expect(await db.saved.count()).toBe(4)],
  }),
  four('include s, which removes an analysis and offers Undo', '', {
    unread: [],
    removed: 1,
    lists: [...entries(PORTS, CONTRACT, CONSENT)],
    steps: [settled, press('j'), focusIs(FERRY.headline), press('s'), focusIs(PORTS.headline)],
    live: ['Removed from your library. Undo'],
    toast: ['button "Undo"', 'button "Close"'],
  }),
  four('include a, which archives an analysis and offers Undo', '', {
    unread: [],
    archived: [CONSENT, FERRY],
    removed: 1,
    lists: entries(FERRY, PORTS, CONTRACT, CONSENT),
    steps: [settled, press('j'), focusIs(FERRY.headline), press('a')],
    live: ['Archived. Undo'],
    toast: ['button "Undo"', 'button "Close"'],
  }),
  four('include u, which marks an analysis as read', '', {
    unread: [],
    read: [CONTRACT, FERRY],
    removed: 1,
    lists: entries(FERRY, PORTS, CONTRACT, CONSENT),
    steps: [settled, press('j'), focusIs(FERRY.headline), press('u')],
    live: ['Marked as read. Undo'],
    toast: ['button "Undo"', 'button "Close"'],
  }),
  four('include x, which selects, so that the reader can archive all analyses of the view at once', '', {
    unread: [],
    reading: [],
    read: [],
    archived: [FERRY, PORTS, CONTRACT, CONSENT],
    removed: 1,
    steps: [settled, press('x'), 'button "Select all"', 'button "Archive"'],
    live: ['Archived 4 analyses. Undo'],
    toast: ['button "Undo"', 'button "Close"'],
  }),
  four('select several analyses to archive, and Undo restores their earlier states', '', {
    steps: [
      settled,
      press('x'),
      'button "Select all"',
      'button "Archive"',
      'button "Undo"',
      shows('ferry unread', 'ports reading', 'contract read', 'consent archived'),
    ],
  }),
  four('include End and Home, which move to the ends of the list', '', {
    steps: [
      settled,
      press('j'),
      focusIs(FERRY.headline),
      press('End'),
      focusIs(CONSENT.headline),
      press('Home'),
      focusIs(FERRY.headline),
      press('ArrowDown'),
      focusIs(PORTS.headline),
    ],
  }),
];
