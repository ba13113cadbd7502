import { giveBackAllSites } from './permissions.ts';
import { changeSettings, type Mode } from './settings.ts';

/** Changes the mode. *On click* needs no access to all sites, and gives it back. */
export async function changeMode(mode: Mode): Promise<void> {
  await changeSettings({ mode });
  if (mode === 'on-click') await giveBackAllSites();
}
