import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import './clamped.css';

/**
 * A paragraph that is cut after `--lines` lines, with a button that shows the rest. Screen readers get all of it.
 *
 * @param of changes whenever the paragraph does
 */
export function Clamped({ of, children }: { of: string; children: JSX.Element }): JSX.Element {
  const { dir }: { dir?: 'ltr' | 'rtl' | 'auto' } = children.props;
  const box = useRef<HTMLDivElement>(null);
  const [isCut, setCut] = useState(false);
  const [isWhole, showWhole] = useState(false);
  useLayoutEffect(() => {
    const paragraph = box.current?.firstElementChild;
    if (!paragraph || isWhole) return;
    const measure = (): void => {
      // Letters of some typefaces are taller than their line, so count only what is as tall as half a line.
      const spare = Number.parseFloat(getComputedStyle(paragraph).lineHeight) / 2;
      setCut(paragraph.scrollHeight > paragraph.clientHeight + spare);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(paragraph);
    return () => observer.disconnect();
  }, [of, isWhole]);
  return (
    // The button stands at the end of the last line, so the direction of the text counts, not that of the interface.
    <div ref={box} dir={dir} class={`clamped${isWhole ? ' is-whole' : isCut ? ' is-cut' : ''}`}>
      {children}
      {isCut && (
        <button
          type="button"
          class="clamped-more"
          aria-expanded={isWhole}
          onClick={() => showWhole(!isWhole)}
        >
          {text(isWhole ? 'showLess' : 'showAll')}
        </button>
      )}
    </div>
  );
}
