import { browser, granted } from '../../unit/fake-browser.ts';
import { ALL_SITES } from '../browser-and-tab.ts';
import type { PageState } from '../states.ts';

/** Texts and controls of the welcome page, for the tables of its states. */

const SKIP = 'link "Skip to content"';
export const NOT_CHOSEN = [
  'button "Light up by itself" not pressed',
  'button "Only when I click" not pressed',
];
export const AUTOMATIC = ['button "Light up by itself" pressed', 'button "Only when I click" not pressed'];
export const ON_CLICK = ['button "Light up by itself" not pressed', 'button "Only when I click" pressed'];
export const ARTICLES = [
  'link "Open the article Ferry talks resume in Merrow as strait stays closed"',
  'link "Open the article A port fee holiday for one shipping line"',
  'link "Open the article One supplier for every classroom"',
];
export const SAMPLE = 'button "Offline, or no time? Try it on a sample right here"';
export const KEEP_TEXTS = 'checkbox "Keep all texts on this device" not checked';
export const LENS_BUTTONS = [
  'button "Follow Global Power Plays"',
  'button "Follow The Rulebook"',
  'button "Follow Hidden Wiring"',
];

export const PROMISE = 'Read the news. See who gains.';
export const LEAD =
  'When NOLIGARCHY.US has analysed the article you are reading, this button lights up. One click shows who gains ' +
  'leverage, how, and what to watch next.';
export const LEAD_ON_CLICK =
  'Click this button on a news article. If NOLIGARCHY.US has analysed it, you see who gains leverage, how, and what ' +
  'to watch next.';
export const PROMPT =
  'Your browser will ask for access to your data on all websites. Civic Lens changes nothing there: it compares each ' +
  'address with a list on your device; no address leaves the browser.';
export const GIVEN =
  'Civic Lens compares each address with a list on your device; no address leaves the browser. You can take the ' +
  'access back in Options.';
export const WATCH = 'Each opens in a new tab. Watch the button.';
export const CLICK = 'Each opens in a new tab. Click the button there.';
export const WAITING = 'The newest articles appear here as soon as the list of analyses has arrived.';
export const OLDER =
  'Articles are matched against a list on your device. Opening an older analysis asks the publication for its text, ' +
  'and nothing else.';
export const ANY =
  'Articles are matched against a list on your device. Opening an analysis asks the publication for its text, and ' +
  'nothing else.';
export const KEPT =
  'Articles are matched against a list on your device, and the texts of the analyses are kept there too.';
export const FOLLOW =
  'Each analysis looks at the news through one lens. Follow those that interest you, and their newest analyses ' +
  'gather in your library.';
export const PIN = 'Open the puzzle-piece menu in the toolbar and pin Civic Lens.';
export const STILL_HIDDEN = 'Your browser still hides the button: pin it as shown below.';
export const PINNED = 'The button is in your toolbar.';

export const TRY = 'Try it on a real article';
export const NEVER = [
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
export const HEADINGS = [PROMISE, TRY, ...HEADLINES, ...NEVER];
export const WITHOUT_LIST = [PROMISE, TRY, ...NEVER];
export const WITH_LENSES = [...HEADINGS, 'Follow lenses'];

export const welcome = (
  row: Omit<PageState, 'page' | 'headings'> & { headings?: readonly string[] },
): PageState => ({
  page: '/welcome.html',
  headings: HEADINGS,
  ...row,
  offered: [SKIP, ...row.offered],
});

export const automatic = async (): Promise<void> => {
  granted.add(ALL_SITES);
  await browser.storage.local.set({ mode: 'automatic' });
};

/** Prevents navigation, so that the page stays when the reader opens an article. */
export const stay = (): void => {
  addEventListener('click', (event) => event.preventDefault(), { once: true });
};
