import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { Mark } from '../ui/icons.tsx';
import { LensGlyph } from '../ui/lens-name.tsx';
import './how-it-works-drawing.css';

/** Hue number of the lens in the drawing. */
const HUE = 1;
const ADDRESS = 'northern-ledger.example';
/** Widths of the lines of text in the drawing (percent). */
const ARTICLE_LINES = [90, 62, 46, 100, 100, 96, 100, 80, 100, 100, 70, 100, 88, 94];
const ANALYSIS_LINES = [80, 100, 100, 62, 100, 94, 70];

/**
 * A drawing in three steps: an article, the number on the toolbar button, and the analysis in the popup. The animation
 * plays once; readers who prefer reduced motion see the last step. Hidden from screen readers, because the text beside
 * it says the same.
 */
export function HowItWorksDrawing(): JSX.Element {
  return (
    <div class="drawing" data-hue={HUE} aria-hidden="true">
      <div class="drawing-window">
        <div class="drawing-bar">
          <span class="drawing-address">{ADDRESS}</span>
          <span class="drawing-button">
            <Mark />
            <b>1</b>
          </span>
        </div>
        <Lines widths={ARTICLE_LINES} />
      </div>
      <div class="drawing-popup">
        <span class="lens-name">
          <LensGlyph hue={HUE} />
          <span>{text('sampleLens')}</span>
        </span>
        <p>{text('sampleAnalysisHeadline')}</p>
        <Lines widths={ANALYSIS_LINES} />
        <div class="drawing-actions">
          <i />
          <i />
        </div>
      </div>
    </div>
  );
}

function Lines({ widths }: { widths: readonly number[] }): JSX.Element {
  return (
    <div class="drawing-lines">
      {widths.map((width, n) => (
        <i key={n} style={{ inlineSize: `${width}%` }} />
      ))}
    </div>
  );
}
