import { existingTab, tabIdInAddress } from './panel-tab.ts';

/** Whether the page's address names a tab (`?tab=<id>`) that no longer exists. */
export async function isNamedTabGone(): Promise<boolean> {
  const id = tabIdInAddress(location.search);
  return id !== undefined && (await existingTab(id)) === undefined;
}
