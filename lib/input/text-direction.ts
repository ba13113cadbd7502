/** Languages whose usual script runs from right to left (ISO 639). */
const RIGHT_TO_LEFT = new Set('ar arc ckb dv fa he iw khw ks nqo pnb ps sd syr ug ur yi'.split(' '));
const RIGHT_TO_LEFT_SCRIPTS = new Set('adlm arab hebr mand nkoo rohg samr syrc thaa'.split(' '));

/**
 * The writing direction of a language.
 *
 * @param tag BCP 47 language tag; a script subtag ("ks-Deva") overrides the usual script of the language
 * @returns `auto` if the tag is missing
 */
export function directionOf(tag: string | undefined): 'ltr' | 'rtl' | 'auto' {
  if (!tag) return 'auto';
  const [language = '', ...rest] = tag.toLowerCase().split('-');
  const script = rest.find((part) => part.length === 4 && /^[a-z]+$/.test(part));
  return (script ? RIGHT_TO_LEFT_SCRIPTS.has(script) : RIGHT_TO_LEFT.has(language)) ? 'rtl' : 'ltr';
}
