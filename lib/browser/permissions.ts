import { browser } from './browser.ts';
import { hostPatterns, PUBLICATION_ADDRESS } from './publication-address.ts';

/** Access to all sites, which automatic mode needs. */
export const ALL_SITES = { origins: ['*://*/*'] };

/**
 * Access to the publication and its twin, the same host with or without `www.`. The browser grants it at install
 * (https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/manifest.json/host_permissions).
 */
export const PUBLICATION_SITE = { origins: hostPatterns(PUBLICATION_ADDRESS) };

/** Whether Civic Lens may read all pages. */
export async function mayReadAllSites(): Promise<boolean> {
  return browser.permissions.contains(ALL_SITES);
}

/** Whether granted origins include all sites, in any of the notations that browsers use. */
export function isAllSites(origins: readonly string[]): boolean {
  return ['http', 'https'].every((scheme) =>
    origins.some((origin) => ['<all_urls>', '*://*/*', `${scheme}://*/*`].includes(origin)),
  );
}

/** Whether the manifest requires access to all sites, for managed installations. Such access cannot be given back. */
export function manifestGivesAllSites(): boolean {
  return isAllSites(browser.runtime.getManifest().host_permissions ?? []);
}

/**
 * Gives up access to all sites, if the reader has granted it. Chromium then also removes access to the publication,
 * because the removed pattern includes it. Ask for it again with `askForPublication`.
 */
export async function giveBackAllSites(): Promise<void> {
  if (!manifestGivesAllSites() && (await mayReadAllSites())) await browser.permissions.remove(ALL_SITES);
}

/** Whether Civic Lens may fetch files from the publication. */
export async function mayReadPublication(): Promise<boolean> {
  return browser.permissions.contains(PUBLICATION_SITE);
}

/** The permission to show notifications about new analyses. */
const NOTIFICATIONS = { permissions: ['notifications' as const] };

/** Whether the reader has granted the permission to show notifications. */
export async function mayNotify(): Promise<boolean> {
  return browser.permissions.contains(NOTIFICATIONS);
}

/** Gives up the permission to show notifications. */
export async function giveBackNotifications(): Promise<void> {
  await browser.permissions.remove(NOTIFICATIONS);
}

/** Asks the reader for permission to show notifications. Call it in a click handler, like `askForAllSites`. */
export function askForNotifications(): Promise<boolean> {
  return browser.permissions.request(NOTIFICATIONS);
}

/**
 * Asks the reader for access to all sites. Call it in a click handler, before the first `await`: browsers refuse the
 * request without a user gesture
 * (https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/permissions/request).
 *
 * @returns whether the reader agreed
 */
export function askForAllSites(): Promise<boolean> {
  return browser.permissions.request(ALL_SITES);
}

/** Asks the reader for access to the publication. Call it in a click handler, like `askForAllSites`. */
export function askForPublication(): Promise<boolean> {
  return browser.permissions.request(PUBLICATION_SITE);
}
