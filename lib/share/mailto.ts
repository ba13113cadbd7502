/**
 * Longer addresses are cut off or refused on the way to some mail programs; the narrowest way lets 2,083 characters
 * through.
 */
const LONGEST_MAILTO = 1999;

/** The way to a mail program. */
export interface Mailto {
  readonly href: string;
  /** Whether all of the body is in it. */
  readonly whole: boolean;
}

/**
 * A `mailto:` address for a letter to nobody yet (RFC 6068). Where the body is too long for one, it ends before the
 * word that does not fit: half an address would be that of another page.
 *
 * @param subject one short line
 * @param body lines end in "\n"
 */
export function mailto(subject: string, body: string): Mailto {
  let href = `mailto:?subject=${encoded(subject)}&body=`;
  for (const [word] of body.matchAll(/\S+|\r?\n|\s/g)) {
    const next = word.endsWith('\n') ? '%0D%0A' : encoded(word);
    if (href.length + next.length > LONGEST_MAILTO) return { href, whole: false };
    href += next;
  }
  return { href, whole: true };
}

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
