import { browser } from '../browser/browser.ts';
import { text } from '../browser/interface-texts.ts';
import { mayReadAllSites } from '../browser/permissions.ts';
import { PUBLICATION_ADDRESS } from '../browser/publication-address.ts';
import { readSettings, type Settings } from '../browser/settings.ts';
import { isDatabaseFailure } from '../db/failures.ts';
import { gapsOf } from '../db/index-queries.ts';
import type { SyncState } from '../db/index-records.ts';
import { indexState, syncState } from '../db/index-state.ts';
import type { Gaps } from '../index/index-completeness.ts';
import { type IconForm, type ToolbarIcon, toolbarIconPath } from '../mark/toolbar-icon.ts';
import { staleness } from '../sync/schedule.ts';

/*
 * The default button is the toolbar button in all tabs that have no button of their own. The browser keeps it, so the
 * background does not have to start for each page. The browser forgets it at a restart.
 */

/** Icon and title of the toolbar button. The title says in words what the icon shows. */
export interface Button {
  readonly icon: ToolbarIcon;
  readonly title: string;
}

/** The facts that determine the default button. */
export interface ButtonFacts {
  readonly mode: Settings['mode'];
  /** Whether the reader has granted access to all sites. */
  readonly mayReadPages: boolean;
  /** Absent if there is no index, or if the database cannot be opened. */
  readonly index?: Pick<Gaps, 'incomplete'>;
  readonly sync: {
    readonly checkedAt?: number;
    readonly failure?: Pick<SyncState['failure'] & {}, 'reason'>;
  };
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Returns the buttons that report no match. Each of them except `off` can be the default button. */
export function plainButtons() {
  return {
    notLooked: { icon: 'not-looked', title: text('iconNotLooked') },
    nothing: { icon: 'nothing', title: text('iconNothing') },
    nothingSoFar: { icon: 'nothing', title: text('iconNothingSoFar') },
    nothingInOldList: { icon: 'nothing', title: text('iconNothingInOldList') },
    needsList: { icon: 'needs-you', title: text('iconNeedsList') },
    needsAccess: { icon: 'needs-you', title: text('iconNeedsAccess') },
    needsPublication: {
      icon: 'needs-you',
      title: text('iconNeedsPublication', new URL(PUBLICATION_ADDRESS).hostname),
    },
    off: { icon: 'off', title: text('iconOff') },
  } as const satisfies Record<string, Button>;
}

/** Returns the plain button with this title; `undefined` if the title reports a match. */
export function plainButtonWith(title: string): Button | undefined {
  return Object.values(plainButtons()).find((button) => button.title === title);
}

export function defaultButton({ mode, mayReadPages, index, sync, now }: ButtonFacts): Button {
  const buttons = plainButtons();
  if (sync.failure?.reason === 'no-permission') return buttons.needsPublication;
  if (!index && sync.failure) return buttons.needsList;
  if (mode !== 'automatic') return buttons.notLooked;
  if (!mayReadPages) return buttons.needsAccess;
  // Until the first sync has ended, pages are not looked up.
  if (!index) return buttons.notLooked;
  if (staleness(sync, now)) return buttons.nothingInOldList;
  return index.incomplete ? buttons.nothingSoFar : buttons.nothing;
}

/** Returns the files of an icon: SVG if the manifest uses SVG, otherwise PNG. */
export function iconFile(icon: ToolbarIcon): { path: string | Record<number, string> } {
  const first: unknown = browser.runtime.getManifest().action?.default_icon;
  const form: IconForm = typeof first === 'string' ? 'svg' : 'png';
  return { path: toolbarIconPath(icon, form) };
}

/**
 * Sets the default button to match the present state, unless it is set already. Call it at the start of the background
 * and after a change of mode, access or index. Calls run one after another, so that the last call sets the last state.
 *
 * @returns whether the button has changed
 */
export function showDefaultButton(): Promise<boolean> {
  return navigator.locks.request('civic-lens-button', async () => {
    const { icon, title } = defaultButton(await buttonFacts());
    // Compare titles, because the browser does not return the icon. Title and icon are always set together.
    if ((await browser.action.getTitle({})) === title) return false;
    await Promise.all([browser.action.setIcon(iconFile(icon)), browser.action.setTitle({ title })]);
    return true;
  });
}

async function buttonFacts(): Promise<ButtonFacts> {
  const [{ mode }, mayReadPages, state] = await Promise.all([
    readSettings(),
    mayReadAllSites(),
    Promise.all([indexGaps(), syncState()]).catch((error: unknown) => {
      if (!isDatabaseFailure(error)) throw error;
    }),
  ]);
  const [index, sync] = state ?? [undefined, { failure: { reason: 'database' as const } }];
  return { mode, mayReadPages, ...(index ? { index } : {}), sync, now: Date.now() };
}

/** Returns the gaps of the index; `undefined` if there is no index. */
async function indexGaps(): Promise<Gaps | undefined> {
  const index = await indexState();
  return index && gapsOf(index);
}
