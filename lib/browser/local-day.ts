/** Returns the local day of a point in time (ms since the epoch) as `YYYY-MM-DD`. */
export function localDay(time: number): string {
  const date = new Date(time);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
