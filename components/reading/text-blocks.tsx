import type { JSX } from 'preact';
import type { Block, Inline } from '../../lib/analysis/content-blocks.ts';
import { type LanguageAndDirection, languageAndDirection } from '../../lib/input/text-direction.ts';

/**
 * Draws blocks of text. Each block becomes an element. No text is parsed as HTML. A block whose text runs in another
 * direction than the text around it gets a language and a direction of its own.
 */
export function Blocks({ blocks, language }: { blocks: readonly Block[]; language: Language }): JSX.Element {
  return (
    <>
      {blocks.map((block, n) => {
        const own = languageAndDirection(wordsIn(block), language);
        return (
          <OneBlock
            key={n}
            block={block}
            attributes={language && own.lang === language ? {} : own}
            language={own.lang}
          />
        );
      })}
    </>
  );
}

/** BCP 47 tag of the surrounding text's language. */
type Language = string | undefined;

function OneBlock({
  block,
  attributes,
  language,
}: {
  block: Block;
  attributes: Partial<LanguageAndDirection>;
  language: Language;
}): JSX.Element {
  switch (block.type) {
    case 'paragraph':
      return (
        <p {...attributes}>
          <Inlines content={block.content} />
        </p>
      );
    case 'heading': {
      const Heading = `h${block.level}` as 'h3';
      return (
        <Heading {...attributes}>
          <Inlines content={block.content} />
        </Heading>
      );
    }
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List {...attributes}>
          {block.items.map((item, n) => (
            <li key={n}>
              <Blocks blocks={item} language={language} />
            </li>
          ))}
        </List>
      );
    }
    case 'quote':
      return (
        <blockquote {...attributes}>
          <Blocks blocks={block.blocks} language={language} />
        </blockquote>
      );
  }
}

/** Returns the text of a block, from which its language and direction are determined. */
function wordsIn(block: Block): string {
  switch (block.type) {
    case 'list':
      return block.items.flat().map(wordsIn).join(' ');
    case 'quote':
      return block.blocks.map(wordsIn).join(' ');
    default:
      return wordsOf(block.content);
  }
}

function wordsOf(content: readonly Inline[]): string {
  return content.map((inline) => (typeof inline === 'string' ? inline : wordsOf(inline.content))).join('');
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
  switch (inline.type) {
    case 'emphasis':
      return <em>{content}</em>;
    case 'strong':
      return <strong>{content}</strong>;
    case 'code':
      return <code>{content}</code>;
    case 'sup':
      return <sup>{content}</sup>;
    case 'sub':
      return <sub>{content}</sub>;
    case 'deleted':
      return <del>{content}</del>;
    case 'inserted':
      return <ins>{content}</ins>;
    case 'quotation':
      return <q>{content}</q>;
    case 'link':
      return <ExternalLink href={inline.href}>{content}</ExternalLink>;
  }
}

/** A link to a web page. Opens a new tab, and sends the site no `Referer`. */
export function ExternalLink({
  href,
  class: className,
  label,
  children,
}: {
  href: string;
  class?: string;
  /** Accessible name and tooltip. Set if the visible text alone is too short to be clear. */
  label?: string;
  children: preact.ComponentChildren;
}): JSX.Element {
  return (
    <a
      href={href}
      class={className}
      aria-label={label}
      title={label}
      target="_blank"
      rel="noopener noreferrer"
    >
      {children}
    </a>
  );
}
