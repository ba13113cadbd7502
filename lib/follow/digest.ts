import { browser } from '../browser/browser.ts';
import { on } from '../browser/guard.ts';
import { count, language } from '../browser/interface-texts.ts';
import { mayNotify } from '../browser/permissions.ts';
import { quietUntil } from '../browser/quiet-hours.ts';
import { readSettings } from '../browser/settings.ts';
import type { NewAnalysis } from '../db/records.ts';
import { claimUnnotified, hasUnnotified, lastNotified, markSeen } from './new-entries.ts';
import { type NewForYou, newForYou } from './new-for-you.ts';

/**
 * Always the same: a newer digest takes the place of the one before, and a click is understood by whatever background
 * it wakes.
 */
const DIGEST = 'new-for-you';
const ALARM = 'digest';
/** A notification has room for few headlines. */
const MOST_HEADLINES = 3;

/**
 * Tells of what became new since the last time, in one notification, if the reader wants any; within quiet hours when
 * they end.
 */
export async function announceNew(now: Date = new Date()): Promise<void> {
  if (!(await hasUnnotified())) return;
  const { notify, quietHours } = await readSettings();
  if (!notify || !browser.notifications || !(await mayNotify())) {
    // Who switches notifications on later is not told of what was new long before.
    await claimUnnotified(now.getTime());
    return;
  }
  const until = quietUntil(quietHours, now);
  if (until !== undefined) {
    await browser.alarms.create(ALARM, { when: until });
    return;
  }
  const news = await newForYou(await claimUnnotified(now.getTime()));
  if (news.length === 0) return;
  await browser.notifications.create(DIGEST, {
    type: 'basic',
    iconUrl: browser.runtime.getURL('/icon/128.png'),
    ...digestText(news),
  });
}

/** Whether an alarm is the one at the end of quiet hours. */
export function isDigestAlarm(alarm: { name: string }): boolean {
  return alarm.name === ALARM;
}

/** What a digest says: how many analyses in which lenses, and their headlines. */
export function digestText(news: readonly NewForYou[]): { title: string; message: string } {
  const lenses = [...new Set(news.flatMap(({ lens }) => lens?.name ?? []))];
  const headlines = news.slice(0, MOST_HEADLINES).map(({ card }) => card.headline);
  return {
    title:
      lenses.length === 0
        ? count('digestTitleNoLens', news.length)
        : count('digestTitle', news.length, new Intl.ListFormat(language(), { type: 'unit' }).format(lenses)),
    message: [...headlines, ...(news.length > MOST_HEADLINES ? ['…'] : [])].join('; '),
  };
}

/**
 * Opens the library when the reader clicks the digest. Chrome offers `notifications` only once the permission is
 * granted, so call this at every start of the background and after each grant. Calling it twice adds no second
 * listener.
 */
export function listenToDigest(): void {
  browser.notifications?.onClicked.addListener(openDigest);
}

const openDigest = on('click on the notification', async (id: string) => {
  if (id !== DIGEST) return;
  const [first, ...others] = await lastNotified();
  const place =
    first === undefined || others.length > 0 ? '#new-for-you' : `#analysis=${encodeURIComponent(first)}`;
  await browser.tabs.create({ url: browser.runtime.getURL(`/library.html${place}`) });
  await browser.notifications?.clear(DIGEST);
});

/**
 * Notes that the reader has seen a new analysis, or all. Once they have seen all that the notification tells of, it
 * goes. Returns what was new until now.
 */
export async function markSeenAndUpdateDigest(id: string | 'all'): Promise<readonly NewAnalysis[]> {
  const { seen, isDigestSeen } = await markSeen(id);
  if (isDigestSeen) await browser.notifications?.clear(DIGEST);
  return seen;
}

/** Takes the notification away, whatever it tells of. */
export async function clearDigest(): Promise<void> {
  await browser.notifications?.clear(DIGEST);
}
