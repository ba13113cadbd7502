import type { Block, Inline } from './content-blocks.ts';

/**
 * Returns the plain text of a section: the texts of its paragraphs and headings, joined by line feeds. Empty texts are
 * left out. The stored offsets of highlights and of the reading position count UTF-16 code units of this text.
 */
export function sectionText(blocks: readonly Block[]): string {
  return leaves(blocks)
    .map((content) => inlineText(content))
    .filter((text) => text !== '')
    .join('\n');
}

function leaves(blocks: readonly Block[]): (readonly Inline[])[] {
  return blocks.flatMap((block): (readonly Inline[])[] => {
    if (block.type === 'list') return block.items.flatMap((item) => leaves(item));
    return block.type === 'quote' ? leaves(block.blocks) : [block.content];
  });
}

function inlineText(content: readonly Inline[]): string {
  return content.map((inline) => (typeof inline === 'string' ? inline : inlineText(inline.content))).join('');
}
