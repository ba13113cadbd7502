import { hostName } from '../address/host-name.ts';
import { hash32 } from '../index/byte-packing.ts';
import type { Card } from '../index/card.ts';

/** Maximum length of the analysis's id in a key (characters). */
const MAX_LENGTH = 60;

/**
 * Returns the key of an analysis in a bibliography, for example "noligarchy-us-2026-ferry-talks". It has only ASCII
 * letters, digits and hyphens, because BibTeX forbids most other characters. Analyses with different ids get different
 * keys, unless their 32-bit hashes collide.
 */
export function citationKey(card: Card): string {
  const id = plain(card.id);
  // `plain` may remove a part of the id, and removes all of an id in Chinese. The hash makes the key unique again.
  const isWhole = id === card.id.toLowerCase() && id.length <= MAX_LENGTH;
  const parts = [id.slice(0, MAX_LENGTH).replace(/-$/, ''), isWhole ? '' : hash32(card.id).toString(36)];
  return [plain(hostName(card.url)), card.published.slice(0, 4), ...parts].filter(Boolean).join('-');
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
