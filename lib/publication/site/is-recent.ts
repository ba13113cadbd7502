/**
 * Whether `time` is less than `span` before `now` (all in ms). A time in the future comes from a wrong clock, so the
 * result is `false`.
 */
export function isRecent(time: number | undefined, now: number, span: number): boolean {
  return time !== undefined && time <= now && now - time < span;
}
