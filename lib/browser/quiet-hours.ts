/**
 * A part of every day in which nothing is notified, in the reader's own time: "22:00" to "08:00" of the next day.
 * Both alike: none.
 */
export interface QuietHours {
  /** `HH:MM` */
  readonly from: string;
  readonly to: string;
}

/** @returns when the quiet hours that hold now will end (ms since the epoch); `undefined` outside of them */
export function quietUntil({ from, to }: QuietHours, now: Date): number | undefined {
  const clock = minutes(now.getHours(), now.getMinutes());
  const [start, end] = [minuteOfDay(from), minuteOfDay(to)];
  const quiet = start <= end ? start <= clock && clock < end : start <= clock || clock < end;
  if (!quiet) return undefined;
  const until = new Date(now);
  // The calendar's own arithmetic knows of days with 23 or 25 hours.
  until.setHours(0, end, 0, 0);
  if (end <= clock) until.setDate(until.getDate() + 1);
  return until.getTime();
}

/** A time as `<input type="time">` and the settings write it. */
export function isTimeOfDay(value: unknown): value is string {
  return typeof value === 'string' && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value);
}

function minuteOfDay(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return minutes(hours, rest);
}

function minutes(hours: number, rest: number): number {
  return hours * 60 + rest;
}
