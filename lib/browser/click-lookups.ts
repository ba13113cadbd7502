import { browser } from './browser.ts';

/** Name in `storage.local` of the number of look-ups by click. It holds nothing about the pages. */
const CLICK_LOOKUPS = 'clickLookups';

/** The look-up by click at which a reader who has not chosen a mode is reminded of the choice, once. */
const REMIND_AT = 3;

/**
 * Counts a look-up by click, up to the reminder. A damaged number counts as none.
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
