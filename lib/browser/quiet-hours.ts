/**
 * The part of every day in which the reader gets no notifications, in local time: for example, from "22:00" to "08:00"
 * of the next day. If both times are equal, there are no quiet hours.
 */
export interface QuietHours {
  /** `HH:MM` */
  readonly from: string;
  /** `HH:MM`; on the next day if it is earlier than `from`. */
  readonly to: string;
}

/**
 * Returns the end of the quiet hours that are in effect at a given time.
 *
 * @returns milliseconds since the epoch; `undefined` if `now` is outside the quiet hours
 */
export function quietUntil({ from, to }: QuietHours, now: Date): number | undefined {
  const clock = minutes(now.getHours(), now.getMinutes());
  const [start, end] = [minuteOfDay(from), minuteOfDay(to)];
  const quiet = start <= end ? start <= clock && clock < end : start <= clock || clock < end;
  if (!quiet) return undefined;
  const until = new Date(now);
  // The setters of `Date` are correct on days with 23 or 25 hours.
  until.setHours(0, end, 0, 0);
  if (end <= clock) until.setDate(until.getDate() + 1);
  return until.getTime();
}

/** Whether a value is a time in the form `HH:MM`, as in `<input type="time">` and the settings. */
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
