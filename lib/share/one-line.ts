/**
 * Returns a text as one line, without control characters and without unpaired surrogates, which UTF-8 cannot encode.
 */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** Returns the local day of a point in time (ms since the epoch) as `YYYY-MM-DD`. */
export function localDay(time: number): string {
  const date = new Date(time);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
