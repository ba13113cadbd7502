import { formatterFor, text } from './interface-texts.ts';

/**
 * Returns a point in time in the format of the reader's language ("2 Jul 2026, 14:05").
 *
 * @param time milliseconds since the epoch
 */
export function formatMoment(time: number): string {
  return formatterFor(Intl.DateTimeFormat, { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}

/**
 * Returns a point in time that is close to now. If it is today, returns only the time of day ("14:05"); otherwise, the
 * result is that of `formatMoment`.
 *
 * @param time milliseconds since the epoch
 */
export function formatNearMoment(time: number, now = Date.now()): string {
  return new Date(time).toDateString() === new Date(now).toDateString()
    ? formatterFor(Intl.DateTimeFormat, { timeStyle: 'short' }).format(time)
    : formatMoment(time);
}

/**
 * Returns a point in time relative to now, in words ("in 4 hours", "2 days ago", "just now").
 *
 * @param time milliseconds since the epoch
 */
export function formatRelativeTime(time: number, now = Date.now()): string {
  const seconds = (time - now) / 1000;
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const;
  const found = units.find(([, length]) => Math.abs(seconds) >= length);
  if (!found) return text('justNow');
  const [unit, size] = found;
  return formatterFor(Intl.RelativeTimeFormat, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}
