import { formatCalendarDay } from '../../lib/browser/interface-texts.ts';
import { formatMoment } from '../../lib/browser/time-texts.ts';
import type { Correction } from '../../lib/db/correction-records.ts';
import { type Card, timeOfDate } from '../../lib/index/card.ts';

/**
 * A version of an analysis, and its card. If the card has no `updated`, the date of the version may come from a
 * correction.
 */
export interface DatedVersion {
  readonly version: string;
  readonly card: Card;
}

/**
 * Returns the date of the version's last update or, without an update, the date on which the analysis was published. If
 * the publication updated the analysis without a date, returns the time at which the extension on this device found the
 * update (ms since the epoch).
 */
function dateOf({ version, card }: DatedVersion, corrections: readonly Correction[]): string | number {
  if (card.updated !== undefined) return card.updated;
  return corrections.find(({ id, to }) => id === card.id && to === version)?.seenAt ?? card.published;
}

/**
 * Returns a name for each version: its day. If two versions have the same day, their names include the time, if it is
 * known.
 *
 * @param corrections all corrections seen on this device
 */
export function versionNames(
  versions: readonly DatedVersion[],
  corrections: readonly Correction[],
): ReadonlyMap<string, string> {
  const dates = versions.map((one) => dateOf(one, corrections));
  const days = dates.map((date) => formatCalendarDay(date));
  return new Map(
    versions.map(({ version }, n) => {
      const [date, name = ''] = [dates[n] ?? 0, days[n]];
      const isAlone = days.filter((other) => other === name).length === 1;
      const hasTime = typeof date === 'number' || date.length > 'YYYY-MM-DD'.length;
      return [
        version,
        isAlone || !hasTime ? name : formatMoment(typeof date === 'number' ? date : timeOfDate(date)),
      ];
    }),
  );
}
