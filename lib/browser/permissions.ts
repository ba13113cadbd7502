import { browser } from './browser.ts';
import { hostPatterns, PUBLICATION } from './publication.ts';

/** Every web site: what automatic mode needs. */
export const ALL_SITES = { origins: ['*://*/*'] };

/** The publication's own origin and its twin, granted at install. */
export const PUBLICATION_SITE = { origins: hostPatterns(PUBLICATION) };

/** Whether all pages may be read. */
export async function mayReadAllSites(): Promise<boolean> {
  return browser.permissions.contains(ALL_SITES);
}

/** Whether something that was granted is access to all sites, in any of the forms in which browsers write that. */
export function isAllSites(origins: readonly string[]): boolean {
  return ['http', 'https'].every((scheme) =>
    origins.some((origin) => ['<all_urls>', '*://*/*', `${scheme}://*/*`].includes(origin)),
  );
}

/** Whether the build itself grants all sites (managed installs): then there is nothing to give back. */
export function allSitesAreGivenByBuild(): boolean {
  return import.meta.env?.WXT_GRANT_ALL_SITES === '1';
}

/** Gives the access to all sites back to the browser. Access to the publication stays. */
export async function giveBackAllSites(): Promise<void> {
  if (!allSitesAreGivenByBuild()) await browser.permissions.remove(ALL_SITES);
}

/** Whether the publication may be asked for its index. */
export async function mayReadPublication(): Promise<boolean> {
  return browser.permissions.contains(PUBLICATION_SITE);
}

/** What a digest of new analyses needs. */
const NOTIFICATIONS = { permissions: ['notifications' as const] };

/** Whether notifications may be shown. */
export async function mayNotify(): Promise<boolean> {
  return browser.permissions.contains(NOTIFICATIONS);
}

/** Gives the permission to show notifications back to the browser. */
export async function giveBackNotifications(): Promise<void> {
  await browser.permissions.remove(NOTIFICATIONS);
}

/** As `askForAllSites`. */
export function askForNotifications(): Promise<boolean> {
  return browser.permissions.request(NOTIFICATIONS);
}

/** Asks the reader. Must be called within a click, before anything is awaited. */
export function askForAllSites(): Promise<boolean> {
  return browser.permissions.request(ALL_SITES);
}

/** As `askForAllSites`. */
export function askForPublication(): Promise<boolean> {
  return browser.permissions.request(PUBLICATION_SITE);
}
