const TIME = String.raw`\d{2}:\d{2}:\d{2}`;
/** The date forms of RFC 9110, 5.6.7: the preferred form and two obsolete forms. Other forms are ignored. */
const HTTP_DATE = new RegExp(
  String.raw`^(?:[a-z]+, ?)?\d{1,2}[ -][a-z]{3}[ -]\d{2,4} ${TIME} (?:GMT|UTC)$` +
    String.raw`|^(?:[a-z]{3},? )?[a-z]{3} {1,2}\d{1,2} ${TIME} \d{4}$`,
  'i',
);

/**
 * Returns the time from which a busy server allows the next request (`Retry-After`, RFC 9110, 10.2.3). The header
 * contains seconds or a date. A date is compared with the server's own clock, if the `Date` header shows it. If the
 * server sent the header twice, `Headers` joins the values with commas, and the longest time counts.
 *
 * @param now milliseconds since the epoch
 * @returns milliseconds since the epoch; `undefined` if the server does not say
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const written = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(?:\.\d+)?(?:\s*,\s*\d+(?:\.\d+)?)*$/.test(written))
    return now + Math.max(...written.split(',').map(Number)) * 1000;
  const date = httpDate(written);
  if (date === undefined) return undefined;
  return now + date - (httpDate(headers.get('date')?.trim() ?? '') ?? now);
}

function httpDate(written: string): number | undefined {
  if (written.length > 60 || !HTTP_DATE.test(written)) return undefined;
  // The oldest form names no time zone. It means UTC, as the other forms do.
  const time = Date.parse(/(?:GMT|UTC)$/i.test(written) ? written : `${written} GMT`);
  return Number.isNaN(time) ? undefined : time;
}
