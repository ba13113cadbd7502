import { openTab, tabNamedIn } from './panel-tab.ts';

/** Whether the address of this page names a tab that is gone. */
export async function isNamedTabGone(): Promise<boolean> {
  const id = tabNamedIn(location.search);
  return id !== undefined && (await openTab(id)) === undefined;
}
