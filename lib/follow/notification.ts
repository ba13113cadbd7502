import { browser } from '../browser/browser.ts';
import { countedText, interfaceLanguage, text } from '../browser/interface-texts.ts';
import { readLensHues } from '../browser/lens-hues.ts';
import { guardedListener } from '../browser/listener-errors.ts';
import { mayNotify } from '../browser/permissions.ts';
import { quietUntil } from '../browser/quiet-hours.ts';
import { readSettings } from '../browser/settings.ts';
import type { NewAnalysis } from '../db/records.ts';
import { lensIconPath } from '../mark/lens-glyphs.ts';
import { type NewForYou, newForYou } from './new-for-you-cards.ts';
import { claimUnnotified, hasUnnotified, lastNotified, markSeen } from './new-for-you-records.ts';

/**
 * Id of the notification. It never changes, so that a newer notification replaces the last one, and so that the
 * background recognises the notification even if the click on it has started the background.
 */
const NOTIFICATION = 'new-for-you';
const ALARM = 'notification';
/** Maximum number of headlines in one notification, which has little room. */
const MAX_HEADLINES = 3;

/**
 * Shows one notification about all analyses that became new since the last notification, if the reader has enabled
 * notifications. During quiet hours, sets an alarm for their end instead.
 */
export async function announceNew(now: Date = new Date()): Promise<void> {
  if (!(await hasUnnotified())) return;
  const { notify, quietHours } = await readSettings();
  if (!notify || !browser.notifications || !(await mayNotify())) {
    // Mark as notified, so that enabling notifications later does not announce old items.
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
  await browser.notifications.create(NOTIFICATION, {
    type: 'basic',
    iconUrl: browser.runtime.getURL(await iconOf(news)),
    ...notificationText(news),
  });
}

/**
 * Returns the path of the lens's picture if all analyses have the same lens, and the hue of that lens is known.
 * Otherwise returns the path of the extension's icon.
 */
async function iconOf(news: readonly NewForYou[]): Promise<string> {
  const [lens, ...others] = new Set(news.map(({ lens }) => lens?.id));
  const hues = await readLensHues();
  const hue = lens !== undefined && others.length === 0 && Object.hasOwn(hues, lens) ? hues[lens] : undefined;
  return hue === undefined ? '/icon/128.png' : lensIconPath(hue);
}

/** Whether an alarm is the alarm that `announceNew` sets for the end of quiet hours. */
export function isNotificationAlarm(alarm: { name: string }): boolean {
  return alarm.name === ALARM;
}

/**
 * Returns the texts of a notification: the number of analyses, the names of their lenses, and the first headlines.
 * Analyses that the reader asked about come first. For these, the text contains the headline of the source article if
 * the card has it, because the reader knows that headline.
 */
function notificationText(news: readonly NewForYou[]): { title: string; message: string } {
  const lenses = [...new Set(news.flatMap(({ lens }) => lens?.name ?? []))];
  const askedFirst = news.toSorted((a, b) => Number(b.asked ?? false) - Number(a.asked ?? false));
  const headlines = askedFirst
    .slice(0, MAX_HEADLINES)
    .map(({ card, asked }) =>
      asked ? text('notificationAsked', card.sourceHeadline ?? card.headline) : card.headline,
    );
  return {
    title:
      lenses.length === 0
        ? countedText('notificationTitleNoLens', news.length)
        : countedText(
            'notificationTitle',
            news.length,
            new Intl.ListFormat(interfaceLanguage(), { type: 'unit' }).format(lenses),
          ),
    message: [...headlines, ...(news.length > MAX_HEADLINES ? ['…'] : [])].join('; '),
  };
}

/**
 * Opens the library when the reader clicks the notification. `browser.notifications` does not exist until the reader
 * grants the permission, so call this at every start of the background and after each grant. A second call adds no
 * second listener, because the listener is always the same function.
 */
export function listenToNotificationClicks(): void {
  browser.notifications?.onClicked.addListener(openFromNotification);
}

const openFromNotification = guardedListener('click on the notification', async (id: string) => {
  if (id !== NOTIFICATION) return;
  const [first, ...others] = await lastNotified();
  const place =
    first === undefined || others.length > 0 ? '#new-for-you' : `#analysis=${encodeURIComponent(first)}`;
  await browser.tabs.create({ url: browser.runtime.getURL(`/library.html${place}`) });
  await browser.notifications?.clear(NOTIFICATION);
});

/**
 * Marks one new analysis as seen, or all new analyses. Removes the notification once the reader has seen all its
 * analyses.
 *
 * @param log stores the change in the journal, in the same transaction
 * @returns the records that were new until now
 */
export async function markSeenAndUpdateNotification(
  id: string | 'all',
  log?: (seen: readonly NewAnalysis[]) => Promise<void>,
): Promise<readonly NewAnalysis[]> {
  const { seen, isNotificationSeen } = await markSeen(id, log);
  if (isNotificationSeen) await browser.notifications?.clear(NOTIFICATION);
  return seen;
}

export async function clearNotification(): Promise<void> {
  await browser.notifications?.clear(NOTIFICATION);
}
