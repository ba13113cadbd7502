import type { JSX } from 'preact';
import type { Block, Inline } from '../../lib/analysis/content-blocks.ts';
import { MARK_ELEMENTS } from '../../lib/analysis/inline-elements.ts';
import { sectionText } from '../../lib/analysis/section-text.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { ExternalLink } from '../ui/external-link.tsx';

/** BCP 47 tag of the surrounding text's language. */
type Language = string | undefined;

/**
 * Draws blocks of text. Each block becomes an element. No text is parsed as HTML. A block whose text runs in another
 * direction than the surrounding language gets its own `lang` and `dir`.
 */
export function Blocks({ blocks, language }: { blocks: readonly Block[]; language: Language }): JSX.Element {
  return (
    <>
      {blocks.map((block, n) => {
        const own = languageAndDirection(sectionText([block]), language);
        const Element = elementOf(block);
        return (
          <Element key={n} {...(language && own.lang === language ? {} : own)}>
            {'content' in block && <Inlines content={block.content} />}
            {'blocks' in block && <Blocks blocks={block.blocks} language={own.lang} />}
            {'items' in block &&
              block.items.map((item, at) => (
                <li key={at}>
                  <Blocks blocks={item} language={own.lang} />
                </li>
              ))}
          </Element>
        );
      })}
    </>
  );
}

function elementOf(block: Block): 'p' | 'h3' | 'ol' | 'ul' | 'blockquote' {
  switch (block.type) {
    case 'paragraph':
      return 'p';
    case 'heading':
      return `h${block.level}` as 'h3';
    case 'list':
      return block.ordered ? 'ol' : 'ul';
    case 'quote':
      return 'blockquote';
  }
}

function Inlines({ content }: { content: readonly Inline[] }): JSX.Element {
  return (
    <>
      {content.map((inline, n) => (
        <OneInline key={n} inline={inline} />
      ))}
    </>
  );
}

function OneInline({ inline }: { inline: Inline }): JSX.Element | string {
  if (typeof inline === 'string') return inline;
  const content = <Inlines content={inline.content} />;
  if (inline.type === 'link') return <ExternalLink href={inline.href}>{content}</ExternalLink>;
  const Mark = MARK_ELEMENTS[inline.type];
  return <Mark>{content}</Mark>;
}
