import { expect, vi } from 'vitest';
import { browser } from '../../unit/fake-browser.ts';
import { copied, refuseToCopy } from '../browser-and-tab.ts';
import { eventually, settled } from '../open-page.ts';
import { FERRY_HEADINGS } from '../reading.ts';
import { FERRY } from '../sample-cards.ts';
import type { PageState } from '../states.ts';
import { after, ferryInPopup, ferryPage, on, POPUP } from './popup-page.ts';

/* States of the menu that shares an analysis, and the messages after each action. */

const ADDRESS = 'https://noligarchy.us/analysis/ferry-talks';

const QUOTE = 'menuitem "Copy quotation Select words in the analysis first" disabled';

const ITEMS = [
  'menuitem "Copy link"',
  QUOTE,
  'menuitem "Copy citation"',
  'menuitem "Copy citation as Markdown"',
  'menuitem "Copy citation as BibTeX"',
  'menuitem "Copy citation as CSL-JSON"',
  'menuitem "Print"',
];

const SHARE = 'button "Share"';

interface SharingState extends Pick<PageState, 'state' | 'steps' | 'also'> {
  readonly prepare?: PageState['prepare'];
  readonly said?: readonly string[];
  /** The controls of the open menu, or of the element that replaced the menu. */
  readonly open?: readonly string[];
  readonly isExpanded?: boolean;
}

const COPIED = 'Copied';
const REFUSED = 'The browser refused to copy. The text is selected: copy it with the keyboard or the menu.';

const sharing = ({ state, open = [], isExpanded = false, ...row }: SharingState): PageState => ({
  state,
  page: POPUP,
  prepare: row.prepare ?? on(ferryPage()),
  steps: row.steps ?? [],
  said: row.said ?? [],
  offered: ferryInPopup().flatMap((name) =>
    name === `${SHARE} collapsed` ? [`${SHARE} ${isExpanded ? 'expanded' : 'collapsed'}`, ...open] : [name],
  ),
  headings: FERRY_HEADINGS,
  ...(row.also ? { also: row.also } : {}),
});

/** Selects the first place in the page where these words are. */
const select = (words: string) => async (): Promise<void> => {
  await settled();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = (walker.currentNode as Text).data.indexOf(words);
    if (at < 0) continue;
    getSelection()?.setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
    return;
  }
  throw new Error(`The page has no words "${words}".`);
};

const expectCopied = (words: string | RegExp) => () =>
  eventually(() =>
    typeof words === 'string' ? expect(copied()).toBe(words) : expect(copied()).toMatch(words),
  );

/** Gives the browser a share sheet that calls `sheet`. */
const shareSheet = (sheet: (shared: ShareData) => Promise<void>) =>
  after(() => {
    vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { share: vi.fn(sheet) }));
  }, ferryPage());

const WITH_SHEET = [...ITEMS.slice(0, -1), 'menuitem "Share with…"', 'menuitem "Print"'];

export const SHARING: readonly PageState[] = [
  sharing({
    state: 'offers to copy, to cite and to print, and says how to quote',
    steps: [SHARE],
    isExpanded: true,
    open: ITEMS,
    said: ['Select words in the analysis first'],
    also: { live: [] },
  }),
  sharing({
    state: 'moves the focus into the menu, and back with Escape',
    steps: [
      SHARE,
      settled,
      () => expect(document.activeElement?.textContent).toBe('Copy link'),
      () => pressKey('Escape'),
      settled,
      () => expect(document.activeElement?.getAttribute('aria-label')).toBe('Share'),
    ],
  }),
  ...(
    [
      ['Copy link', ADDRESS],
      [
        'Copy citation',
        `NOLIGARCHY.US: “${FERRY.headline}”. Global Power Plays, 2 July 2026, updated 3 July 2026. ${ADDRESS} ` +
          '(read 3 July 2026)',
      ],
      ['Copy citation as Markdown', /^NOLIGARCHY\.US: “\[Ferry talks resume without the crews\]\(https:/],
      ['Copy citation as BibTeX', /^@misc\{noligarchy-us-2026-ferry,\n/],
      ['Copy citation as CSL-JSON', /^\[\n {2}\{\n {4}"id": "noligarchy-us-2026-ferry"/],
    ] as const
  ).map(([name, words]) =>
    sharing({
      state: `says that it copied: ${name}`,
      steps: [SHARE, `menuitem "${name}"`, expectCopied(words)],
      said: [COPIED],
      also: { live: [COPIED] },
    }),
  ),
  sharing({
    state: 'copies a quotation of the selected words with their source',
    steps: [
      select('resumed'),
      SHARE,
      'menuitem "Copy quotation"',
      expectCopied(`“resumed”\n— ${FERRY.headline} (NOLIGARCHY.US, 2 July 2026)\n${ADDRESS}#:~:text=resumed`),
    ],
    said: [COPIED],
    also: { live: [COPIED] },
  }),
  sharing({
    state: 'offers to quote once words are selected',
    steps: [SHARE, select('One ship at a time')],
    isExpanded: true,
    open: ITEMS.map((name) => (name === QUOTE ? 'menuitem "Copy quotation"' : name)),
  }),
  sharing({
    state: 'does not offer to quote words of the interface',
    steps: [select('Published'), SHARE],
    isExpanded: true,
    open: ITEMS,
    said: ['Select words in the analysis first'],
  }),
  sharing({
    state: 'shows the text, already selected, if the browser refuses to copy',
    prepare: after(refuseToCopy, ferryPage()),
    steps: [
      SHARE,
      'menuitem "Copy link"',
      settled,
      () => {
        const field = document.activeElement as HTMLTextAreaElement;
        expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe(ADDRESS);
      },
    ],
    open: ['textbox "Text to copy"', 'button "Close"'],
    said: [REFUSED],
    also: { live: [REFUSED], values: { 'Text to copy': ADDRESS } },
  }),
  sharing({
    state: 'hides the text that was not copied after "Close", and the focus returns to the button',
    prepare: after(refuseToCopy, ferryPage()),
    steps: [
      SHARE,
      'menuitem "Copy link"',
      'button "Close"',
      settled,
      () => expect(document.activeElement?.getAttribute('aria-label')).toBe('Share'),
    ],
  }),
  sharing({
    state: 'offers the share sheet of the system if there is one',
    prepare: shareSheet(async () => undefined),
    steps: [SHARE],
    isExpanded: true,
    open: WITH_SHEET,
    said: ['Select words in the analysis first'],
  }),
  sharing({
    state: 'shares headline and address',
    prepare: shareSheet(async () => undefined),
    steps: [
      SHARE,
      'menuitem "Share with…"',
      () =>
        eventually(() =>
          expect(navigator.share).toHaveBeenCalledExactlyOnceWith({ title: FERRY.headline, url: ADDRESS }),
        ),
    ],
    also: { live: [] },
  }),
  sharing({
    state: 'says nothing if the reader closes the share sheet',
    prepare: shareSheet(() => Promise.reject(new DOMException('', 'AbortError'))),
    steps: [SHARE, 'menuitem "Share with…"'],
    also: { live: [] },
  }),
  sharing({
    state: 'says that the browser could not share the analysis',
    prepare: shareSheet(() => Promise.reject(new DOMException('', 'NotAllowedError'))),
    steps: [SHARE, 'menuitem "Share with…"'],
    open: ['button "Close"'],
    said: ['The browser could not share this.'],
    also: { live: ['The browser could not share this.'] },
  }),
  sharing({
    state: 'opens the analysis in the library to print it',
    steps: [
      () => vi.spyOn(browser.tabs, 'create'),
      SHARE,
      'menuitem "Print"',
      () =>
        eventually(() =>
          expect(browser.tabs.create).toHaveBeenCalledExactlyOnceWith({
            url: browser.runtime.getURL('/library.html#analysis=ferry&print'),
          }),
        ),
    ],
  }),
];

function pressKey(key: string): void {
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
}
