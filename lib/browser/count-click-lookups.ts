import { browser } from './browser.ts';

/** Key in `storage.local` of the number of look-ups by click. Nothing about the pages is stored. */
const CLICK_LOOKUPS = 'clickLookups';

/** After this many look-ups by click, the popup tells a reader who has not chosen a mode about automatic mode. */
const REMIND_AT = 3;

/**
 * Counts a look-up by click, until the reminder is due. A damaged number counts as 0.
 *
 * @returns whether the reminder is due now
 */
export async function countClickLookup(): Promise<{ readonly isReminderDue: boolean }> {
  const stored: unknown = (await browser.storage.local.get(CLICK_LOOKUPS))[CLICK_LOOKUPS];
  const before = Number.isSafeInteger(stored) ? Math.max(0, Number(stored)) : 0;
  if (before >= REMIND_AT) return { isReminderDue: false };
  await browser.storage.local.set({ [CLICK_LOOKUPS]: before + 1 });
  return { isReminderDue: before + 1 === REMIND_AT };
}
