import { formatterFor } from './interface-texts.ts';

/**
 * Returns a point in time in the format of the reader's language ("2 Jul 2026, 14:05").
 *
 * @param time milliseconds since the epoch
 */
export function formatMoment(time: number): string {
  return formatterFor(Intl.DateTimeFormat, { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}

/**
 * Returns a point in time relative to now, in words ("in 4 hours", "2 days ago").
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
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', Infinity];
  // Less than a minute, divided by infinity, is zero seconds, which `Intl` writes as "now".
  return formatterFor(Intl.RelativeTimeFormat, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}
