import type { Mutant } from './mutant.ts';

/** Mutants of the index: cards, matching, and reading the publication. */
export const INDEX: readonly Mutant[] = [
  {
    file: 'lib/index/match.ts',
    original: "if (hit.offSite) return headline === 'different' ? [] : match('syndicated');",
    broken: "if (hit.offSite) return match('syndicated');",
    why: 'A copy would match although its headline tells another story.',
  },
  {
    file: 'lib/index/match.ts',
    original: 'published >= analysed - 10 * DAY && published <= analysed + 2 * DAY',
    broken: 'published >= analysed - 10 * DAY || published <= analysed + 2 * DAY',
    why: 'Articles of any year would count as related to an analysis with the same headline.',
  },
  {
    file: 'lib/index/match.ts',
    original: 'newestById(cards).find((card) => urlKey(card.url) === key)',
    broken: 'newestById(cards)[0]',
    why: 'A page of the publication could show the analysis of another page.',
  },
  {
    file: 'lib/index/segment.ts',
    original: 'if (!known || outranks(card, known)) byId.set(card.id, card);',
    broken: 'if (!known) byId.set(card.id, card);',
    why: 'A corrected card would lose against its older version.',
  },
  {
    file: 'lib/index/segment.ts',
    original: 'at < segment.count && positions.length < limit',
    broken: 'at < segment.count && positions.length <= limit',
    why: 'A page of cards would contain one card more than requested.',
  },
  {
    file: 'lib/index/byte-packing.ts',
    original: '(hashes[middle] ?? 0) < wanted',
    broken: '(hashes[middle] ?? 0) <= wanted',
    why: 'No lookup would find anything.',
  },
  {
    file: 'lib/index/byte-packing.ts',
    original: 'count <= 0x10000 ?',
    broken: 'count <= 0x20000 ?',
    why: 'In a segment of more than 65,536 cards, a lookup would find the wrong cards.',
  },
  {
    file: 'lib/index/superseded-cards.ts',
    original: 'if (known && !outranksBy(',
    broken: 'if (known && outranksBy(',
    why: 'Of two versions of a card, the older version would be shown.',
  },
  {
    file: 'lib/db/index-commit.ts',
    original: 'keepBlocksOf(db.cardBlocks, names),',
    broken: '',
    why: 'The database would grow with every renewal of the index.',
  },
  {
    file: 'lib/db/index-queries.ts',
    original: 'positions.filter((position) => !holds(gone, position))',
    broken: 'positions',
    why: 'An analysis that is listed in two months would be offered twice.',
  },
  {
    file: 'lib/db/changes-by-listing.ts',
    original: 'isFeed(source) || silent.has(source) || !isComplete',
    broken: 'isFeed(source) || !isComplete',
    why: 'Analyses would be withdrawn because the sitemap that names them is unchanged.',
  },
  {
    file: 'lib/db/changes-by-listing.ts',
    original: 'isDenied: before.some((source) => answered.has(source))',
    broken: 'isDenied: true',
    why: 'Analyses would be withdrawn because the sitemap that named them has moved.',
  },
  {
    file: 'lib/publication/site/distinct-ids.ts',
    original: 'if (holder) return',
    broken: 'if (holder && oldestFirst.length > 1) return',
    why: 'Another page could get the id of a saved analysis whose page is gone.',
  },
  {
    file: 'lib/publication/site/site-sources.ts',
    original: 'if (this.isRobotsChanged) this.forgetSitemaps();',
    broken: '',
    why: 'Pages that robots.txt allows again would not be found in an unchanged sitemap.',
  },
  {
    file: 'lib/publication/site/read-all-sitemaps.ts',
    original: 'if (sitemaps.length === 0) this.#miss(false);',
    broken: '',
    why: 'An index of sitemaps that is empty by mistake would withdraw all pages.',
  },
  {
    file: 'lib/publication/site/read-all-sitemaps.ts',
    original: 'else if (isRoot) this.#miss(false);',
    broken: '',
    why: 'A sitemap that is empty by mistake would withdraw all pages.',
  },
  {
    file: 'lib/db/index-commit.ts',
    original: '[checkCommitBasis(basis), checkSource(next.origin), ',
    broken: '[checkSource(next.origin), ',
    why: 'A slow sync would replace a newer index by an older index.',
  },
  {
    file: 'lib/db/open-database.ts',
    original: "transaction.addEventListener('error', listener, { capture: true });",
    broken: '',
    why: 'After a failed write, the next write could destroy the whole library.',
  },
];
