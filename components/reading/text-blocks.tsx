import type { JSX } from 'preact';
import type { Block, Inline } from '../../lib/analysis/content-blocks.ts';

/** Draws blocks of text. Each block becomes an element. No text is parsed as HTML. */
export function Blocks({ blocks }: { blocks: readonly Block[] }): JSX.Element {
  return (
    <>
      {blocks.map((block, n) => (
        <OneBlock key={n} block={block} />
      ))}
    </>
  );
}

function OneBlock({ block }: { block: Block }): JSX.Element {
  switch (block.type) {
    case 'paragraph':
      return (
        <p>
          <Inlines content={block.content} />
        </p>
      );
    case 'heading': {
      const Heading = `h${block.level}` as 'h3';
      return (
        <Heading>
          <Inlines content={block.content} />
        </Heading>
      );
    }
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List>
          {block.items.map((item, n) => (
            <li key={n}>
              <Blocks blocks={item} />
            </li>
          ))}
        </List>
      );
    }
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.blocks} />
        </blockquote>
      );
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
