import { changeSettings, readSettings } from './settings.ts';

/**
 * Switches Civic Lens off or on for a site.
 *
 * @param site folded host
 */
export async function switchSite(site: string, off: boolean): Promise<void> {
  const { sitesOff } = await readSettings();
  const others = sitesOff.filter((other) => other !== site);
  await changeSettings({ sitesOff: off ? [...others, site].sort() : others });
}
