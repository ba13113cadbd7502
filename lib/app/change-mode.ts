import { giveBackAllSites } from '../browser/permissions.ts';
import { changeSettings, type Mode } from '../browser/settings.ts';

/** Changes the mode. *On click* needs no access to all sites, and gives it back. */
export async function changeMode(mode: Mode): Promise<void> {
  await changeSettings({ mode });
  if (mode === 'on-click') await giveBackAllSites();
}
