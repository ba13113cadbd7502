import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import './shortened-paragraph.css';

/**
 * Cuts a paragraph after `--lines` lines, with a button that shows the rest. Screen readers read the whole paragraph.
 *
 * @param of any string that changes whenever the paragraph changes
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
      // Letters of some typefaces are taller than their line. So the text counts as cut only if more than half a line
      // is hidden.
      const spare = Number.parseFloat(getComputedStyle(paragraph).lineHeight) / 2;
      setCut(paragraph.scrollHeight > paragraph.clientHeight + spare);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(paragraph);
    return () => observer.disconnect();
  }, [of, isWhole]);
  return (
    // The button is at the end of the last line, so its side depends on the direction of the text, not of the
    // interface.
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
