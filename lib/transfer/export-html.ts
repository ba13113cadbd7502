import type { AnalysisText } from '../analysis/analysis.ts';
import type { Block, Inline } from '../analysis/content-blocks.ts';
import { MARK_ELEMENTS } from '../analysis/inline-elements.ts';
import type { Highlight, SavedAnalysis } from '../db/records.ts';
import { directionOf, languageAndDirection } from '../input/text-direction.ts';
import type { AnalysisInFile } from './analysis-in-file.ts';
import { escapeMarkup } from './escape-markup.ts';
import { EXPORT_FOLDER } from './exported-bookmarks-folder.ts';
import { type FactValue, factsOf, isoTime, momentOf } from './exported-facts.ts';
import type { FileWords } from './file-words.ts';

/** Writes HTML: one file with whole analyses that opens without the extension, and bookmarks for other programs. */

/**
 * Returns the address if it leads to a web page; otherwise `undefined`. Addresses come from the publication and from
 * imported files, so they may be unsafe.
 */
function safeHref(address: string): string | undefined {
  return /^https?:\/\//i.test(address) ? escapeMarkup(address) : undefined;
}

function link(address: string, inner: string): string {
  const href = safeHref(address);
  return href ? `<a href="${href}" rel="noreferrer">${inner}</a>` : inner;
}

const STYLE = [
  ':root{color-scheme:light dark}',
  'body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.0625rem/1.6 Georgia,"Noto Serif",serif}',
  'article{border-top:1px solid #8885;padding-top:1.5rem;margin-top:3rem}',
  'h1,h2,h3,h4,nav,.facts{font-family:system-ui,sans-serif;line-height:1.3}',
  '.facts,nav{font-size:.875rem}',
  'dl{display:grid;grid-template-columns:max-content 1fr;gap:.125rem 1rem}dt{opacity:.75}dd{margin:0}',
  'blockquote{margin-inline:0;padding-inline-start:1rem;border-inline-start:3px solid #c9a227}',
  '.note{white-space:pre-wrap}',
  '@media print{nav{display:none}article{break-before:page;border:0}}',
].join('');

/**
 * Writes a self-contained page with whole analyses, and a list of its contents above them. It has no script and loads
 * nothing. It links to the analyses, to their original articles, and to the pages that their facts and texts name.
 *
 * @param records the analyses of all blocks, in the same order
 */
export async function* analysesAsHtml(
  records: readonly SavedAnalysis[],
  blocks: AsyncIterable<readonly AnalysisInFile[]>,
  words: FileWords,
): AsyncGenerator<string> {
  const { language } = words;
  const title = escapeMarkup(words.title);
  yield [
    `<!doctype html><html lang="${escapeMarkup(language)}" dir="${directionOf(language)}"><head><meta charset="utf-8">`,
    `<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title><style>${STYLE}</style></head><body><h1>${title}</h1>\n`,
  ].join('\n');
  const contents = records.map((saved, n) => {
    const { headline } = saved.card;
    return `<li><a href="#a${n + 1}" ${languageOf(saved, headline)}>${escapeMarkup(headline)}</a></li>\n`;
  });
  yield `<nav><ol>\n${contents.join('')}</ol></nav>\n`;
  let number = 0;
  for await (const block of blocks) yield block.map((kept) => article(kept, ++number, words)).join('\n');
  yield '</body></html>\n';
}

function languageOf({ publication }: SavedAnalysis, text: string): string {
  const { lang, dir } = languageAndDirection(text, publication.language);
  return `${lang ? `lang="${escapeMarkup(lang)}" ` : ''}dir="${dir}"`;
}

function article({ saved, text }: AnalysisInFile, number: number, words: FileWords): string {
  const { card, note, highlights = [] } = saved;
  return [
    `<article id="a${number}" ${languageOf(saved, card.headline)}><h2>${escapeMarkup(card.headline)}</h2>`,
    card.summary ? `<p>${escapeMarkup(card.summary)}</p>` : '',
    factsAsHtml(saved, words),
    `<p class="facts">${linksOf(saved, words).join(' · ')}</p>`,
    note ? `<h3>${escapeMarkup(words.note)}</h3><p class="note" dir="auto">${escapeMarkup(note)}</p>` : '',
    highlights.length > 0 ? `<h3>${escapeMarkup(words.highlights)}</h3>` : '',
    ...highlights.map(highlightAsHtml),
    text ? textAsHtml(text.text) : `<p><em>${escapeMarkup(words.pendingText)}</em></p>`,
    '</article>',
  ].join('\n');
}

function highlightAsHtml({ exact, comment, createdAt }: Highlight): string {
  const made = momentOf(createdAt);
  return [
    `<blockquote><p class="note">${escapeMarkup(exact)}</p></blockquote>`,
    ...(comment ? [`<p class="note" dir="auto">${escapeMarkup(comment)}</p>`] : []),
    ...(made ? [`<p class="facts">${valueAsHtml(made)}</p>`] : []),
  ].join('');
}

/** Returns the facts as a list of names and values. Names have the language of the interface. */
function factsAsHtml(saved: SavedAnalysis, words: FileWords): string {
  const name = `lang="${escapeMarkup(words.language)}" dir="${directionOf(words.language)}"`;
  const rows = factsOf(saved, words).map(
    (fact) =>
      `<dt ${name}>${escapeMarkup(fact.name)}</dt><dd dir="auto">${fact.values.map(valueAsHtml).join(', ')}</dd>`,
  );
  return `<dl class="facts">${rows.join('')}</dl>`;
}

function valueAsHtml({ words, address, time }: FactValue): string {
  if (time !== undefined) return `<time datetime="${escapeMarkup(time)}">${escapeMarkup(words)}</time>`;
  return address === undefined ? escapeMarkup(words) : link(address, escapeMarkup(words));
}

/** Returns links to the analysis, and to the addresses of the original article. */
function linksOf({ card }: SavedAnalysis, words: FileWords): string[] {
  const originals = card.sources.map(({ url, outlet }, n) => {
    const name = outlet ?? (n === 0 ? card.outlet : undefined);
    return link(url, escapeMarkup(name ? `${words.original} (${name})` : words.original));
  });
  return [link(card.url, escapeMarkup(words.analysis)), ...originals];
}

function textAsHtml({ sections, attribution }: AnalysisText): string {
  return [
    ...sections.map(({ heading, blocks }) => `<h3>${escapeMarkup(heading)}</h3>\n${blocksAsHtml(blocks)}`),
    blocksAsHtml(attribution),
  ].join('\n');
}

function blocksAsHtml(blocks: readonly Block[]): string {
  return blocks.map(blockAsHtml).join('\n');
}

function blockAsHtml(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return `<p>${inlinesAsHtml(block.content)}</p>`;
    case 'heading': {
      const level = Math.min(6, block.level + 1);
      return `<h${level}>${inlinesAsHtml(block.content)}</h${level}>`;
    }
    case 'quote':
      return `<blockquote>${blocksAsHtml(block.blocks)}</blockquote>`;
    case 'list': {
      const element = block.ordered ? 'ol' : 'ul';
      return `<${element}>${block.items.map((item) => `<li>${blocksAsHtml(item)}</li>`).join('')}</${element}>`;
    }
  }
}

function inlinesAsHtml(content: readonly Inline[]): string {
  return content
    .map((inline) => {
      if (typeof inline === 'string') return escapeMarkup(inline);
      const inner = inlinesAsHtml(inline.content);
      if (inline.type === 'link') return link(inline.href, inner);
      return `<${MARK_ELEMENTS[inline.type]}>${inner}</${MARK_ELEMENTS[inline.type]}>`;
    })
    .join('');
}

/**
 * Writes bookmarks of the analyses, in the form that all browsers and most bookmark programs read
 * (https://learn.microsoft.com/previous-versions/windows/internet-explorer/ie-developer/platform-apis/aa753582). Labels
 * become tags. Archived analyses are in a separate folder.
 */
export async function* analysesAsBookmarks(
  blocks: AsyncIterable<readonly AnalysisInFile[]>,
  title: string,
  archive: string,
): AsyncGenerator<string> {
  yield [
    '<!DOCTYPE NETSCAPE-Bookmark-file-1>',
    '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">',
    `<TITLE>${escapeMarkup(title)}</TITLE>`,
    `<H1>${escapeMarkup(title)}</H1>`,
    `<DL><p>\n<DT><H3 ${EXPORT_FOLDER}="true">${escapeMarkup(title)}</H3>\n<DL><p>\n`,
  ].join('\n');
  const archived: string[] = [];
  for await (const block of blocks) {
    for (const kept of block) {
      const bookmark = bookmarkOf(kept);
      if (kept.saved.state === 'archived') archived.push(bookmark);
      else yield bookmark;
    }
  }
  if (archived.length > 0)
    yield `<DT><H3>${escapeMarkup(archive)}</H3>\n<DL><p>\n${archived.join('')}</DL><p>\n`;
  yield '</DL><p>\n</DL><p>\n';
}

function bookmarkOf({ saved }: AnalysisInFile): string {
  const { card, labels = [], note, savedAt, state } = saved;
  const attributes = [
    `HREF="${safeHref(card.url) ?? ''}"`,
    ...(isoTime(savedAt) ? [`ADD_DATE="${Math.floor(savedAt / 1000)}"`] : []),
    ...(labels.length > 0
      ? [`TAGS="${escapeMarkup(labels.map((label) => label.replaceAll(',', ' ')).join(','))}"`]
      : []),
    ...(state === 'unread' ? ['TOREAD="1"'] : []),
  ];
  const line = `<DT><A ${attributes.join(' ')}>${escapeMarkup(card.headline)}</A>\n`;
  return note ? `${line}<DD>${escapeMarkup(note)}\n` : line;
}
