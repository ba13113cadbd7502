import type { JSX, RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type TextKey, text } from '../../lib/browser/interface-texts.ts';
import type { PublicationText } from './readable-analysis.ts';
import './section-jumps.css';

/** Short names of the headings that nearly all analyses have, by the heading in lower case. */
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
  /** The element whose first `section` children are these sections. */
  readonly place: RefObject<HTMLElement | null>;
  readonly publicationText: PublicationText;
}

/** Jumps to the sections of a text. It stays in sight and marks the section that is being read. */
export function SectionJumps({ headings, place, publicationText }: Props): JSX.Element {
  const row = useRef<HTMLElement>(null);
  const [current, jumpTo] = useCurrentSection(place, headings.length);
  useEffect(() => keepInSight(row.current, row.current?.children[current]), [current]);
  return (
    <nav ref={row} class="jumps" aria-label={text('sections')}>
      {headings.map((heading, n) => {
        const short = SHORT.get(heading.trim().toLowerCase());
        const words = short ? { title: heading } : publicationText;
        return (
          <button
            key={n}
            type="button"
            aria-current={n === current ? 'true' : undefined}
            {...words}
            onClick={() => jumpTo(n)}
          >
            {short ? text(short) : heading}
          </button>
        );
      })}
    </nav>
  );
}

/** Scrolls a row sideways until one of its children is in sight. */
function keepInSight(row: Element | null, child: Element | undefined): void {
  if (!row || !child) return;
  const [outer, inner] = [row.getBoundingClientRect(), child.getBoundingClientRect()];
  const hidden = Math.min(0, inner.left - outer.left) || Math.max(0, inner.right - outer.right);
  if (hidden !== 0) row.scrollBy({ left: hidden });
}

function sectionsIn(place: Element | null, length: number): readonly Element[] {
  return [...(place?.querySelectorAll(':scope > section') ?? [])].slice(0, length);
}

/** The band of the window in which a section counts as the one that is being read. */
const READING_BAND = '-15% 0px -60% 0px';

/** The number of the first section in the band; above or below the text, that of its first or last section. */
function firstOf(sections: readonly Element[], inBand: ReadonlySet<Element>): number {
  const first = sections.findIndex((section) => inBand.has(section));
  if (first >= 0) return first;
  const isAbove = (sections[0]?.getBoundingClientRect().top ?? 0) > 0;
  return isAbove ? 0 : sections.length - 1;
}

/** The events of a reader who scrolls. */
const SCROLLING = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;

/**
 * The section that is being read, and a function that jumps to a section. A jump that cannot bring its section into
 * the reading band, at the end of the text, still marks it until the reader scrolls.
 */
function useCurrentSection(
  place: RefObject<HTMLElement | null>,
  length: number,
): readonly [number, (n: number) => void] {
  const [current, setCurrent] = useState(0);
  const jumped = useRef(false);
  useEffect(() => {
    const sections = sectionsIn(place.current, length);
    // The head of the analysis: while it is in the band, the reader has not begun.
    const above = place.current?.previousElementSibling;
    const read = new Set<Element>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) read.add(target);
          else read.delete(target);
        }
        if (jumped.current) return;
        if (above && read.has(above)) setCurrent(0);
        else setCurrent(firstOf(sections, read));
      },
      { rootMargin: READING_BAND },
    );
    for (const element of [above, ...sections]) if (element) observer.observe(element);
    const ended = new AbortController();
    const release = (): void => {
      jumped.current = false;
    };
    for (const event of SCROLLING) addEventListener(event, release, { passive: true, signal: ended.signal });
    return () => {
      observer.disconnect();
      ended.abort();
    };
  }, [length]);
  const jumpTo = (n: number): void => {
    const section = sectionsIn(place.current, length)[n];
    const heading = section?.querySelector('h2');
    if (!section || !heading) return;
    jumped.current = true;
    setCurrent(n);
    heading.focus({ preventScroll: true });
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    section.scrollIntoView({ block: 'start', behavior: isCalm ? 'instant' : 'smooth' });
  };
  return [current, jumpTo];
}
