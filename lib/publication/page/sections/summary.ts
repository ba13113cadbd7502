import { plainText } from '../../../analysis/content-blocks.ts';
import { asText, type JsonObject } from '../../../input/json-values.ts';
import { foldText } from '../html/fold-text.ts';
import type { Metadata } from '../metadata/metadata.ts';
import type { PageText } from './sections.ts';

/** A longer line is not a summary, and longer descriptions are cut (UTF-16 units). Cards have the same limit. */
const MAX_SUMMARY_LENGTH = 3000;

/** Returns the descriptions in the metadata, the most specific first: JSON-LD and microdata, then `meta` elements. */
export function descriptionsOf(nodes: readonly JsonObject[], meta: Metadata['meta']): string[] {
  const stated = nodes.flatMap(({ description, alternativeHeadline, abstract }) => [
    description,
    alternativeHeadline,
    abstract,
  ]);
  return [
    ...stated,
    ...['og:description', 'description', 'twitter:description'].map((name) => meta.get(name)?.[0]),
  ].flatMap((value) => asText(value, MAX_SUMMARY_LENGTH) ?? []);
}

/**
 * Returns the standfirst of an analysis: the line below the headline that the metadata repeats, or else the subtitle,
 * or else the only line below the headline that is a sentence. If several lines are sentences, returns `undefined`. If
 * no line is a sentence, returns the description in the metadata, unless it is truncated, part of the text, or possibly
 * about the whole site.
 */
export function summaryOf(
  text: PageText,
  descriptions: readonly string[],
  meta: Metadata['meta'],
): string | undefined {
  const lines = text.lead.filter((line) => line.length <= MAX_SUMMARY_LENGTH);
  const repeated = [...(text.subtitle ? [text.subtitle] : []), ...lines].find((line) =>
    descriptions.some((description) => agrees(line, description)),
  );
  const sentences = lines.filter(
    (line) => /[.!?…]["”’)]?$/.test(line) && !/^(?:by|photo|image|credit)\b/i.test(line),
  );
  const seen = repeated ?? text.subtitle ?? (sentences.length === 1 ? sentences[0] : undefined);
  if (seen || sentences.length > 0) return asText(seen, MAX_SUMMARY_LENGTH);
  const [particular] = descriptions;
  const isParticular =
    particular !== undefined &&
    (meta.get('og:type')?.[0] === 'article' || particular !== meta.get('description')?.[0]);
  return isParticular && !isCut(particular) && !beginsText(text, particular) ? particular : undefined;
}

function agrees(line: string, description: string): boolean {
  const [a, b] = [foldText(line), foldText(description)];
  // Some generators write only the beginning of the standfirst into the description, because search engines shorten
  // longer descriptions.
  return a !== '' && (a === b || (isCut(description) && b.length >= 60 && a.startsWith(b)));
}

function isCut(text: string): boolean {
  return /(?:…|\.\.\.|\[…\])\s*$|continue reading/i.test(text);
}

function beginsText({ sections }: PageText, description: string): boolean {
  const start = foldText(description);
  const body = sections.map(
    ({ heading, blocks }) => `${heading} ${plainText(blocks).slice(0, MAX_SUMMARY_LENGTH)}`,
  );
  return body.some((part) => foldText(part).includes(start));
}
