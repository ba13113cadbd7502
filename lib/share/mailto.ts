/**
 * Maximum length of a `mailto:` address (characters). Systems and mail programs cut off or refuse long addresses.
 * Windows has the lowest known limit, 2,083 (`INTERNET_MAX_URL_LENGTH`).
 */
const MAX_MAILTO_LENGTH = 1999;

/** An address that opens a mail program. */
export interface Mailto {
  /** `mailto:` address. */
  readonly href: string;
  /** Whether it contains the whole body. */
  readonly whole: boolean;
}

/**
 * Returns a `mailto:` address without a recipient (RFC 6068, https://www.rfc-editor.org/rfc/rfc6068). If the body is
 * too long, it ends before the first word that does not fit. Links in the body are never cut in half, because half of a
 * link may lead to another page.
 *
 * @param subject one short line
 * @param body lines end in "\n"
 */
export function mailto(subject: string, body: string): Mailto {
  let href = `mailto:?subject=${encoded(subject)}&body=`;
  for (const [word] of body.matchAll(/\S+|\r?\n|\s/g)) {
    const next = word.endsWith('\n') ? '%0D%0A' : encoded(word);
    if (href.length + next.length > MAX_MAILTO_LENGTH) return { href, whole: false };
    href += next;
  }
  return { href, whole: true };
}

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
