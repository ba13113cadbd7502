import { asList, asObject, asText } from '../input/json-values.ts';
import { MAX_PAGE_ADDRESS_LENGTH } from './page-identity.ts';
import {
  MAX_LANGUAGE_LENGTH,
  MAX_LINKS,
  MAX_WORDS_LENGTH,
  type PageLink,
  type PageLinks,
} from './page-links.ts';

/**
 * Checks the links that a script has read in a page. A compromised page could return anything in the script's name.
 *
 * @returns the links within the limits; none if `raw` has another form
 */
export function parsePageLinks(raw: unknown): PageLinks {
  const result = asObject(raw);
  const language = result?.language;
  return {
    links: asList(result?.links, MAX_LINKS).flatMap(asLink),
    language:
      typeof language === 'string' && LANGUAGE_TAG.test(language)
        ? language.slice(0, MAX_LANGUAGE_LENGTH)
        : '',
  };
}

/** The form of a BCP 47 tag: https://www.rfc-editor.org/rfc/rfc5646. */
const LANGUAGE_TAG = /^[a-z]{2,8}(?:-[a-z\d]{1,8})*$/i;

function asLink(raw: unknown): PageLink[] {
  const { address, words } = asObject(raw) ?? {};
  if (typeof address !== 'string' || address.length > MAX_PAGE_ADDRESS_LENGTH || !/^https?:/.test(address))
    return [];
  return [{ address, words: asText(words, MAX_WORDS_LENGTH) ?? '' }];
}
