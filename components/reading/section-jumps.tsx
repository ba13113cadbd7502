import type { JSX, RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type TextKey, text } from '../../lib/browser/interface-texts.ts';
import { startTask } from '../../lib/browser/listener-errors.ts';
import type { PublicationText } from './readable-analysis.ts';
import './section-jumps.css';

/** Short names of the publication's usual headings, by the heading in lower case. */
const SHORT: ReadonlyMap<string, TextKey> = new Map([
  ['what happened', 'jumpHappened'],
  ['who gains leverage', 'jumpGains'],
  ['what mechanism is operating', 'jumpMechanism'],
  ['why it matters', 'jumpWhy'],
  ['what to watch next', 'jumpWatch'],
]);

interface Props {
  /** The headings of the sections, in order. */
  readonly headings: readonly string[];
  /** The element that contains the sections. They are its first `headings.length` children of type `section`. */
  readonly place: RefObject<HTMLElement | null>;
  readonly publicationText: PublicationText;
}

/** A row of buttons that jump to the sections of a text. The row is sticky, and marks the current section. */
export function SectionJumps({ headings, place, publicationText }: Props): JSX.Element {
  const row = useRef<HTMLElement>(null);
  const [current, setCurrent] = useState(0);
  const jumpTo = useRef<((n: number) => void) | undefined>(undefined);
  // The code that watches the sections is loaded after the first paint.
  useEffect(() => {
    const ended = new AbortController();
    startTask('watch which section is read', async () => {
      const { watchSections } = await import('./watch-sections.ts');
      if (!place.current || !row.current || ended.signal.aborted) return;
      const parts = { row: row.current, text: place.current, number: headings.length };
      jumpTo.current = watchSections(parts, setCurrent, ended.signal);
    });
    return () => ended.abort();
  }, [headings.length]);
  // The row stands in an element with the publication's language and direction. Short names are texts of the interface,
  // so they need the language and direction of the interface.
  const { lang } = document.documentElement;
  const dir = document.documentElement.dir as 'ltr';
  return (
    <nav ref={row} class="jumps" lang={lang} aria-label={text('sections')}>
      {headings.map((heading, n) => {
        const short = SHORT.get(heading.trim().toLowerCase());
        const words = short ? { title: heading, lang, dir } : publicationText(heading);
        return (
          <button
            key={n}
            type="button"
            aria-current={n === current ? 'true' : undefined}
            {...words}
            onClick={() => jumpTo.current?.(n)}
          >
            {short ? text(short) : heading}
          </button>
        );
      })}
    </nav>
  );
}
