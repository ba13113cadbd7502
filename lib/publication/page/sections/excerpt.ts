import type { AnalysisText } from '../../../analysis/analysis.ts';
import { type Block, type Inline, plainText } from '../../../analysis/content-blocks.ts';

/** Matches the end of a truncated text. */
const CUT = new RegExp(
  [
    String.raw`(?:…|⋯|\.{2,}|(?: \.){2,}|\[(?:…|\.\.\.|\+)\]|\((?:more(?:…|\.\.\.)?|continued)\)`,
    String.raw`|\b(?:read|continue) more|[…⋯.]\W*continued? (?:on|at|in|online)\b.{0,60})\W*$`,
  ].join(''),
  'i',
);
/** Matches the words of a link to the rest of a text. */
const ONWARD = new RegExp(
  [
    String.raw`^\W*(?:continue(?: reading)?|keep reading`,
    '|read (?:more|on|all|the (?:full|whole|entire|complete|rest)|it (?:all|in full)|in full',
    '|this (?:analysis|article|post|story)(?: in full)?)',
    String.raw`|(?:the )?(?:full|whole|complete) (?:analysis|article|post|story|text)|more)\b`,
  ].join(''),
  'i',
);
/** Matches a line that says where the rest of the text is. */
const ELSEWHERE = new RegExp(
  [
    String.raw`^.{0,40}\b(?:read|see|view|open|visit|find|get|click|tap|continue)\b`,
    String.raw`.{0,40}\b(?:full|whole|entire|complete|rest|original)\b.{0,80}$`,
  ].join(''),
  'i',
);
/** Matches a sentence that says where the whole analysis is. Such a sentence counts even if it has no link. */
const POINTS_TO_WHOLE = new RegExp(
  [
    String.raw`^\W*(?:visit|see|go to|click)\b.{0,60}\bfor the (?:full|whole|entire|complete)`,
    String.raw` (?:analysis|article|post|story|text)\W*$`,
    String.raw`|^\W*read\b.{0,40}\bin full\b.{0,60}$`,
    String.raw`|^\W*the (?:full|whole|entire|complete|rest of (?:the|this)) (?:analysis|article|post|story|text) is`,
    String.raw` (?:available|online|on our|for|only)\b.{0,80}$`,
  ].join(''),
  'i',
);
/**
 * A line that is only a link to the feed item's own page, and is not longer than this (UTF-16 units), leads to the rest
 * of the text, whatever its language.
 */
const MAX_ONWARD_LINE_LENGTH = 60;
/** Matches the words of a paywall. */
const PAYWALL = new RegExp(
  [
    String.raw`\b(?:subscribe|sign up|sign in|log in|upgrade|become a (?:paid |paying )?(?:member|subscriber)|join)\b`,
    String.raw`.{0,40}\b(?:to (?:continue|keep|read|unlock)|for (?:full )?access)`,
    String.raw`|\bto (?:continue|keep|finish|unlock)\b.{0,40}\b(?:subscribe|sign (?:up|in)|log in|upgrade|join)\b`,
    String.raw`|\bto (?:continue|keep|finish|unlock)\b.{0,40}\bbecome\b`,
    String.raw`|\bfor (?:paid |paying )?(?:subscribers|members) only|\b(?:subscribers|members)[ -]only\b`,
    '|^this (?:post|analysis|article) is for (?:paid |paying )?(?:subscribers|members)',
    String.raw`|^upgrade to (?:paid|premium)\b`,
    String.raw`|\balready (?:a |have an? )?(?:paid |paying )?(?:subscriber|member|account)\b`,
    String.raw`|\bwant (?:to read )?the (?:full|whole|entire|rest)\b.{0,60}\bsubscribe\b`,
    String.raw`|\b(?:this is|you(?:.re| are) reading|end of) (?:a|the|your) (?:free )?preview\b`,
    String.raw`|\bread \d{1,2} ?% of this\b`,
  ].join(''),
  'i',
);

/** The feed item to which a text belongs. */
interface Item {
  /** Addresses of the item's own page. */
  readonly addresses: readonly string[];
  readonly headline: string;
}

/**
 * Whether a text is only the beginning of the whole text: it is truncated, has a link to the rest, or ends with a
 * paywall.
 */
export function isExcerpt(text: AnalysisText, item: Item): boolean {
  const { addresses } = item;
  const blocks = [...text.sections.flatMap((section) => section.blocks), ...text.attribution];
  const places = new Set(addresses.map(placeOf));
  if (
    linksIn(blocks).some(
      ({ href, words }) => ONWARD.test(words) && words.length < 120 && places.has(placeOf(href)),
    )
  )
    return true;
  if (blocks.slice(-3).some((block) => isReadMore(block, places))) return true;
  const own = withoutFurniture(text, item);
  const lines = linesOf(own.sections.flatMap((section) => section.blocks));
  const last = linesOf([...own.sections.flatMap((section) => section.blocks), ...own.attribution]);
  return (
    [lines.at(-1) ?? '', last.at(-1) ?? ''].some((line) => CUT.test(line.slice(-200))) ||
    linesOf(blocks)
      .slice(-3)
      .some(
        (line) => line.length < 200 && (PAYWALL.test(line) || /^\W*(?:continue|keep) reading\b/i.test(line)),
      )
  );
}

function linesOf(blocks: readonly Block[]): string[] {
  return plainText(blocks).split('\n').filter(Boolean);
}

/** Whether a paragraph is only a link to the item's own page, or says that the rest is elsewhere. */
function isReadMore(block: Block, places: ReadonlySet<string>): boolean {
  const words = plainText([block]).trim();
  if (block.type !== 'paragraph' || isFurniture(block, [...places])) return false;
  const own = linksIn([block]).filter(({ href }) => places.has(placeOf(href)));
  return (
    own.some((link) => link.words === words && words.length <= MAX_ONWARD_LINE_LENGTH) ||
    (words.length < 200 && own.length > 0 && ELSEWHERE.test(words)) ||
    // A sentence without a link counts only if it sends the reader to the whole analysis: other sentences may be part
    // of the text.
    POINTS_TO_WHOLE.test(words)
  );
}

function placeOf(address: string): string {
  return address.replace(/[?#].*$/s, '').replace(/\/$/, '');
}

function linksIn(blocks: readonly Block[]): { href: string; words: string }[] {
  return blocks.flatMap((block) => {
    if (block.type === 'list') return block.items.flatMap(linksIn);
    return block.type === 'quote' ? linksIn(block.blocks) : linksOf(block.content);
  });
}

function linksOf(content: readonly Inline[]): { href: string; words: string }[] {
  return content.flatMap((inline) => {
    if (typeof inline === 'string') return [];
    if (inline.type !== 'link') return linksOf(inline.content);
    return [{ href: inline.href, words: plainText([{ type: 'paragraph', content: inline.content }]).trim() }];
  });
}

const NETWORK = [
  'facebook|twitter|x|linkedin|whatsapp|reddit|telegram|bluesky|mastodon|threads|pinterest|pocket',
  '|flipboard|hacker news|tumblr|instagram|youtube|e-?mail|print|pdf|copy(?: link)?|link',
].join('');
/** Matches lines that feed generators add after a text. */
const FURNITURE: readonly RegExp[] = [
  /^(?:the|this) (?:post|article|analysis|entry|story|page)\b.{0,400}\b(?:appeared first|first appeared)\b.{0,200}$/i,
  /^.{1,300} (?:appeared first|first appeared) (?:on|at|in) .{1,200}$/i,
  /^(?:©|\(c\)|copyright\b|&copy;).{0,300}$/i,
  /^.{0,250}\ball rights reserved\.?$/i,
  new RegExp(
    [
      '^(?:share|tweet|post|send|forward)(?: (?:this|it|on|via|by|to|the (?:post|article|analysis)))*',
      String.raw`\W*(?:(?:${NETWORK}|on|via|and|\W)\s*)*$`,
    ].join(''),
    'i',
  ),
  new RegExp(String.raw`^(?:(?:share |tweet |post )?(?:(?:on|via|by) )?(?:${NETWORK})\b\W*){2,}$`, 'i'),
  new RegExp(
    [
      String.raw`^(?:leave a (?:comment|reply)|(?:view|read|\d+) comments?|comments?(?: \(\d+\))?|comment on this`,
      String.raw`|discuss(?: this)?)\b.{0,60}$`,
    ].join(''),
    'i',
  ),
  /^(?:view|read) (?:this )?(?:\w+ )?(?:in|on) (?:your |the )?(?:browser|web|site|app)\b.{0,40}$/i,
  /^(?:view|read) this (?:analysis|article|post|story) (?:at|on) .{1,60}$/i,
  /^(?:follow|like|find) us\b.{0,120}$/i,
  /^(?:subscribe|sign up|unsubscribe|get our newsletter|donate|become a member)\b.{0,120}$/i,
  /^support (?:us|our (?:work|journalism|project))\b.{0,120}$/i,
  /^(?:get|want|receive) (?:more )?(?:stories|analyses|posts|articles|updates)\b.{0,40}\b(?:inbox|e-?mail)\b.{0,40}$/i,
  /^if you (?:enjoyed|liked|found) (?:this|it|the (?:post|article|analysis))\b.{0,200}$/i,
  /^(?:posted|filed) (?:in|under|on|by) \S.{0,80}$/i,
  /^click (?:here )?to (?:share|e-?mail|print|tweet|copy)\b.{0,80}$/i,
  /^(?:re)?(?:printed|published|used) (?:with|by) permission\b.{0,80}$/i,
  /^(?:advertisements?|sponsored(?: content)?):?$/i,
  /^[*–—_·•~#=\s-]+$/,
  /^(?:related(?: posts?| articles?| analys[ei]s)?|you may also like|more from)\b.{0,40}:?.{0,200}$/i,
  /^(?:via|source feed|feed|powered by|generated by)\b.{0,80}$/i,
  /^thanks for reading\b.{0,200}$/i,
  /^\W*(?:permalink|permanent link|comments?)(?:\W+(?:permalink|permanent link|comments?))*\W*$/i,
  /^(?:view|read) (?:this )?(?:in|on|at) [\w-]+(?:\.[\w-]+)+\W*$/i,
  /^(?:e-?mail|print|bookmark|pin|save)(?: (?:this|it|(?:this|the) (?:post|article|analysis|page)))\W*$/i,
  new RegExp(String.raw`^follow .{1,60} on (?:${NETWORK})\W*$`, 'i'),
  /^republish (?:this|our)\b.{0,120}$/i,
  /^this (?:rss )?feed (?:is|may)\b.{0,200}$/i,
  /^like(?: this)?:?(?: like)?(?: loading(?:…|\.\.\.)?)?$/i,
];

/**
 * Matches a line that says where a text was first published. In a feed, such a line is about the feed item; in an
 * analysis, it is about the source article. `isFurniture` removes the line only if it has links and all of them lead to
 * the item's own host.
 */
const FIRST_PUBLISHED =
  /^(?:.{0,300} )?\b(?:originally|first) (?:published|posted|appeared)(?: (?:on|at|in|by) .{1,200})?\W*$/i;

/**
 * A last line whose links all lead to the item's own host, and which has at most this much text beside its links
 * (UTF-16 units), is about the site. For example, such a line says in any language that the text first appeared there.
 */
const MAX_TEXT_BESIDE_LINKS = 50;

/**
 * Removes lines that feeds add after a text, such as share links, a copyright notice or the place of first publication.
 */
export function withoutFurniture(text: AnalysisText, item: Item): AnalysisText {
  const attribution = trimmed(text.attribution, item);
  const sections = text.sections.map((section, n) =>
    n === text.sections.length - 1 || n === text.sections.length - 2
      ? { ...section, blocks: trimmed(section.blocks, item) }
      : section,
  );
  return { sections: sections.filter(({ blocks }) => blocks.length > 0), attribution };
}

function trimmed(blocks: readonly Block[], item: Item): readonly Block[] {
  const isExtra = (block: Block | undefined): boolean =>
    isFurniture(block, item.addresses) || isAboutSite(block, item);
  let end = blocks.length;
  while (end > 0 && isExtra(blocks[end - 1])) end--;
  return end === blocks.length ? blocks : blocks.slice(0, end);
}

function isFurniture(block: Block | undefined, addresses: readonly string[]): boolean {
  if (!block) return false;
  const words = plainText([block]).replaceAll('\n', ' · ').replace(/\s+/g, ' ').trim();
  if (words === '') return true;
  if (words.length > 500) return false;
  if (FURNITURE.some((pattern) => pattern.test(words))) return true;
  return FIRST_PUBLISHED.test(words) && linksToOwnHost(block, addresses).length > 0;
}

/** Returns the links of a block if all of them lead to the item's own host; otherwise none. */
function linksToOwnHost(block: Block, addresses: readonly string[]): { href: string; words: string }[] {
  const links = linksIn([block]);
  const hosts = new Set(addresses.map(hostOf));
  return links.every(({ href }) => hosts.has(hostOf(href))) ? links : [];
}

/**
 * Whether a block is about the site and not part of the text: all its links lead to the item's own host, and there is
 * little text beside them. If all links lead to the item's own page, their words must be the item's headline, because
 * another link to this page may lead to the rest of the text.
 */
function isAboutSite(block: Block | undefined, { addresses, headline }: Item): boolean {
  if (block?.type !== 'paragraph') return false;
  const links = linksToOwnHost(block, addresses);
  if (links.length === 0) return false;
  const linked = links.reduce((length, { words }) => length + words.length, 0);
  if (plainText([block]).trim().length - linked > MAX_TEXT_BESIDE_LINKS) return false;
  const places = new Set(addresses.map(placeOf));
  const own = links.filter(({ href }) => places.has(placeOf(href)));
  return own.length < links.length || own.every(({ words }) => words === headline);
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : '';
}
