import { removeSaved } from '../../../lib/library/removed-analyses.ts';
import { visit } from '../browser-and-tab.ts';
import { save } from '../database.ts';
import { control } from '../open-page.ts';
import { receiveIndex } from '../publication.ts';
import { CABLE, CONSENT, CONTRACT, FERRY, PORTS, RESERVOIR } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import { DAY, NOW } from '../times.ts';
import { headings, LIBRARY, NEWEST, offer } from './library-page.ts';

/*
 * States of the library while the reader selects analyses. Of the lens "The Rulebook", PORTS and CONTRACT are saved,
 * and RESERVOIR is not.
 */

/** The fields of a sample card that this file reads. */
interface Named {
  readonly headline: string;
}

const saveThree = async (): Promise<void> => {
  await receiveIndex();
  for (const [n, id] of (['ferry', 'ports', 'contract'] as const).entries())
    await save(id, undefined, NOW - DAY - n);
};

/** Clicks a row with Ctrl, which selects or deselects the row. */
export const select =
  ({ headline }: Named) =>
  async (): Promise<void> => {
    const row = await control(`button "${headline}"`);
    row.dispatchEvent(new MouseEvent('click', { bubbles: true, ctrlKey: true }));
  };

/** Returns the rows of a list, each with whether it is selected. */
const rows = (all: readonly Named[], selected: readonly Named[]): string[] =>
  all.map((one) => `button "${one.headline}" ${selected.includes(one) ? 'pressed' : 'not pressed'}`);

const END = 'button "End the selection"';
const ALL = 'button "Select all"';
const MORE = 'button "More actions" collapsed';

interface Selecting {
  readonly steps: NonNullable<PageState['steps']>;
  readonly selected: readonly Named[];
  /** The text of the bar that replaces the tools above the list. */
  readonly says: string;
  /** The controls that follow "Select all" in the bar. */
  readonly actions: readonly string[];
}

/** Returns the row of a state in the list of the lens "The Rulebook". */
const inLens = (state: string, { steps, selected, says, actions }: Selecting): PageState => ({
  state,
  page: `${LIBRARY}#lens=rulebook`,
  prepare: saveThree,
  steps,
  said: [says],
  offered: offer({
    unread: [FERRY, PORTS, CONTRACT],
    view: undefined,
    current: 'The Rulebook',
    tools: [END, ALL, ...actions],
    lists: [
      'button "Follow The Rulebook"',
      'link "All 3" current',
      'link "Saved 2"',
      ...rows([PORTS, CONTRACT, RESERVOIR], selected),
    ],
  }),
  headings: headings('The Rulebook', [NEWEST], { outlets: true }),
  also: { live: [says] },
});

const OF_SOME = ['button "Save 1"', 'button "Archive (2 of 3)"', MORE];

export const SELECTION: readonly PageState[] = [
  {
    state: 'says how many analyses are selected, and which rows these are',
    page: `${LIBRARY}#view=all`,
    prepare: saveThree,
    steps: [select(PORTS), select(FERRY), select(PORTS)],
    said: ['1 selected'],
    offered: offer({
      unread: [FERRY, PORTS, CONTRACT],
      tools: [END, ALL, 'button "Archive"', MORE],
      lists: rows([FERRY, PORTS, CONTRACT], [FERRY]),
    }),
    headings: headings('All', [NEWEST], { outlets: true }),
    also: { live: ['1 selected'] },
  },
  inLens('offers no action while no analysis is selected', {
    steps: ['button "More"', 'menuitem "Select analyses"'],
    selected: [],
    says: '0 selected',
    actions: ['button "Archive" disabled', `${MORE} disabled`],
  }),
  inLens('says how many selected analyses are saved, and to how many each action applies', {
    steps: [select(PORTS), ALL],
    selected: [PORTS, CONTRACT, RESERVOIR],
    says: '3 selected, 2 of them saved',
    actions: OF_SOME,
  }),
  inLens('says in its menu to how many analyses each action applies', {
    steps: [select(PORTS), ALL, 'button "More actions"'],
    selected: [PORTS, CONTRACT, RESERVOIR],
    says: '3 selected, 2 of them saved',
    actions: [
      ...OF_SOME.slice(0, 2),
      'button "More actions" expanded',
      'menuitem "Mark as read (2 of 3)"',
      'menuitem "Mark as unread (2 of 3)"',
      'menuitem "Unarchive (2 of 3)"',
      'menuitem "Labels (2 of 3)"',
      'menuitem "Export (2 of 3)"',
      'menuitem "Remove (2 of 3)"',
    ],
  }),
  inLens('offers only "Save" if no selected analysis is saved', {
    steps: [select(RESERVOIR)],
    selected: [RESERVOIR],
    says: '1 selected, 0 of them saved',
    actions: ['button "Save 1"', 'button "Archive" disabled', `${MORE} disabled`],
  }),
  inLens('names no numbers if all selected analyses are saved', {
    steps: [select(PORTS), select(CONTRACT)],
    selected: [PORTS, CONTRACT],
    says: '2 selected',
    actions: ['button "Archive"', MORE],
  }),
  {
    state: 'offers no change in the view of removed analyses',
    page: `${LIBRARY}#view=removed`,
    prepare: async () => {
      await saveThree();
      for (const [n, id] of ['ferry', 'ports', 'contract'].entries()) await removeSaved(id, NOW + n);
    },
    steps: [select(FERRY)],
    said: ['1 selected'],
    offered: offer({
      view: 'Recently removed',
      removed: 3,
      tools: [END, ALL],
      lists: [CONTRACT, PORTS, FERRY].flatMap((one) => [
        ...rows([one], [FERRY]),
        `button "Undo: Removed, ${one.headline}"`,
      ]),
    }),
    headings: headings('Recently removed', [NEWEST]),
    also: { live: ['1 selected'] },
  },
  {
    state: 'offers no change in a private window',
    page: `${LIBRARY}#lens=hidden-wiring`,
    prepare: async () => {
      await receiveIndex();
      visit(undefined, { isPrivate: true });
    },
    steps: [select(CONSENT)],
    said: ['1 selected, 0 of them saved'],
    offered: offer({
      view: undefined,
      current: 'Hidden Wiring',
      tools: [END, ALL],
      lists: ['button "Follow Hidden Wiring" disabled', ...rows([CONSENT, CABLE], [CONSENT])],
    }),
    headings: headings('Hidden Wiring', [NEWEST]),
  },
];
