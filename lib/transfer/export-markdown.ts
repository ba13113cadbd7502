import type { AnalysisText } from '../analysis/analysis.ts';
import type { Block, Inline } from '../analysis/content-blocks.ts';
import { escapeMarkdown, markdownLink } from '../analysis/escape-markdown.ts';
import { MARK_ELEMENTS } from '../analysis/inline-elements.ts';
import type { Highlight, SavedAnalysis } from '../db/records.ts';
import { hash32 } from '../index/byte-packing.ts';
import type { Topic } from '../index/card.ts';
import type { AnalysisInFile } from './analysis-in-file.ts';
import { isoTime, momentOf } from './exported-facts.ts';
import type { FileWords } from './file-words.ts';

/**
 * Returns the name of an analysis's Markdown file. It depends only on the id, so that a later export replaces the file.
 * Two ids have different names, even on systems that do not distinguish upper and lower case, unless their 32-bit
 * hashes collide.
 */
export function markdownName(id: string): string {
  const slug = id
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, 80)
    .toLowerCase()
    .toWellFormed();
  const isReserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/.test(slug);
  if (slug === id && slug !== '' && !isReserved) return `${slug}.md`;
  return `${slug || 'analysis'}-${hash32(id).toString(36)}.md`;
}

/**
 * Returns an analysis as Markdown (CommonMark) with YAML front matter, as Obsidian and other programs read it. The note
 * and the highlights are above the text.
 */
export function markdownFile({ saved, text }: AnalysisInFile, words: FileWords): string {
  const { card, note, highlights = [] } = saved;
  const parts = [
    frontMatter(saved),
    `# ${escapeMarkdown(card.headline)}`,
    ...(card.summary ? [paragraphLine(card.summary)] : []),
    linksOf(saved, words).join(' · '),
    ...(card.topics.length > 0
      ? [`${escapeMarkdown(words.topics)}: ${card.topics.map(topicAsMarkdown).join(', ')}`]
      : []),
    ...(note ? [`## ${escapeMarkdown(words.note)}`, note] : []),
    ...(highlights.length > 0
      ? [`## ${escapeMarkdown(words.highlights)}`, ...highlights.map(highlightAsMarkdown)]
      : []),
    ...(text ? textAsMarkdown(text.text) : [`*${escapeMarkdown(words.pendingText)}*`]),
  ];
  return `${parts.join('\n\n')}\n`.toWellFormed();
}

/**
 * Returns YAML (https://yaml.org/spec/1.2.2/). Every JSON string is also a YAML string, except for a few characters
 * (see `yaml`).
 */
function frontMatter(saved: SavedAnalysis): string {
  const { card, lens, publication, labels = [], readAt, withdrawnAt } = saved;
  const fields: readonly (readonly [name: string, value: unknown])[] = [
    ['title', card.headline],
    ['id', card.id],
    ['url', card.url],
    ['publication', publication.name],
    ['language', publication.language],
    ['source', card.sources.map(({ url }) => url)],
    ['outlet', card.outlet],
    ['source_title', card.sourceHeadline],
    ['lens', lens?.name],
    ['type', card.type],
    ['published', card.published],
    ['updated', card.updated],
    ['read_minutes', card.readMinutes],
    ['topics', card.topics.map(({ name }) => name)],
    ['saved', isoTime(saved.savedAt)],
    ['state', saved.state],
    ['read', isoTime(readAt)],
    ['withdrawn', isoTime(withdrawnAt)],
    ['labels', labels],
    // Tags in Obsidian contain no spaces: https://help.obsidian.md/tags
    ['tags', labels.map((label) => label.replace(/[^\p{L}\p{M}\p{N}_/-]+/gu, '-'))],
  ];
  const lines = fields.flatMap(([name, value]): string[] => {
    if (value === undefined || value === '') return [];
    if (!Array.isArray(value)) return [`${name}: ${yaml(value)}`];
    return value.length === 0 ? [] : [`${name}:`, ...value.map((one) => `  - ${yaml(one)}`)];
  });
  return ['---', ...lines, '---'].join('\n');
}

/** Returns links to the analysis, to the addresses of the original article, to the lens and to the publication. */
function linksOf({ card, lens, publication }: SavedAnalysis, words: FileWords): string[] {
  const originals = card.sources.map(({ url, outlet }) =>
    markdownLink(outlet ? `${words.original} (${outlet})` : words.original, url),
  );
  return [
    markdownLink(words.analysis, card.url),
    ...originals,
    ...(lens?.url ? [markdownLink(lens.name, lens.url)] : []),
    markdownLink(publication.name, publication.url),
  ];
}

function topicAsMarkdown({ name, url }: Topic): string {
  return url === undefined ? escapeMarkdown(name) : markdownLink(name, url);
}

function yaml(value: unknown): string {
  // JSON allows these characters unescaped; YAML does not.
  const text = typeof value === 'string' ? value.toWellFormed() : value;
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Returns the passage as a quotation, then the comment, then the day. */
function highlightAsMarkdown({ exact, comment, createdAt }: Highlight): string {
  const quote = exact
    .split('\n')
    .map((line) => `> ${paragraphLine(line)}`)
    .join('\n');
  const made = momentOf(createdAt);
  return [quote, ...(comment ? [comment] : []), ...(made ? [`*${made.words}*`] : [])].join('\n\n');
}

function textAsMarkdown({ sections, attribution }: AnalysisText): string[] {
  return [
    ...sections.flatMap(({ heading, blocks }) => [
      `## ${escapeMarkdown(heading)}`,
      ...blocks.map(blockAsMarkdown),
    ]),
    ...(attribution.length > 0 ? ['---', ...attribution.map(blockAsMarkdown)] : []),
  ];
}

function blockAsMarkdown(block: Block): string {
  switch (block.type) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${inlinesAsMarkdown(block.content)}`;
    case 'paragraph':
      return withEscapedStart(inlinesAsMarkdown(block.content));
    case 'quote':
      return indented(block.blocks.map(blockAsMarkdown).join('\n\n'), '> ', '> ');
    case 'list':
      return block.items
        .map((item, n) => {
          const marker = block.ordered ? `${n + 1}. ` : '- ';
          return indented(item.map(blockAsMarkdown).join('\n\n'), marker, ' '.repeat(marker.length));
        })
        .join('\n');
  }
}

function indented(text: string, first: string, others: string): string {
  return text
    .split('\n')
    .map((line, n) => (n === 0 ? first : others) + line)
    .map((line) => line.trimEnd())
    .join('\n');
}

function inlinesAsMarkdown(content: readonly Inline[]): string {
  return content
    .map(inlineAsMarkdown)
    .join('')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

function inlineAsMarkdown(inline: Inline): string {
  if (typeof inline === 'string') return escapeMarkdown(inline);
  const inner = inline.content.map(inlineAsMarkdown).join('');
  switch (inline.type) {
    case 'link':
      // The text is already escaped, so use `markdownLink` only to write the address, with an empty text.
      return inner.trim() === '' ? '' : markdownLink('', inline.href).replace('[]', () => `[${inner}]`);
    case 'emphasis':
      return marked(inner, '*');
    case 'strong':
      return marked(inner, '**');
    case 'deleted':
      return marked(inner, '~~');
    case 'code':
      return marked(inner, '`', (text) => text.replace(/\\([\\`*_[\]<>&~|])/g, '$1').replaceAll('`', "'"));
    default: {
      // CommonMark lacks these marks, but may contain HTML.
      const element = MARK_ELEMENTS[inline.type];
      return `<${element}>${inner}</${element}>`;
    }
  }
}

/** Puts marks around a text, inside its outer spaces: Markdown would not recognize `** text**`. */
function marked(text: string, mark: string, change = (inner: string): string => inner): string {
  const [, before = '', inner = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  return inner === '' ? text : `${before}${mark}${change(inner)}${mark}${after}`;
}

function paragraphLine(text: string): string {
  return withEscapedStart(escapeMarkdown(text.replace(/\s+/g, ' ').trim()));
}

/** Escapes characters at the start of a line that would begin a heading, a list or a rule. */
function withEscapedStart(line: string): string {
  return line
    .replace(/^(#{1,6}(?=\s|$)|[-+=](?=\s|$|[-=]))/, '\\$1')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}
