import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import type { DiffPart } from '../../lib/library/compare-texts.ts';

/**
 * Draws the words of two texts. Words that only the new text has are in `ins`, words that only the old text has in
 * `del`. Most screen readers do not announce these elements, so hidden words stand before and after them:
 * https://adrianroselli.com/2017/12/tweaking-text-level-styles.html
 */
export function ChangedWords({ parts }: { parts: readonly DiffPart[] }): JSX.Element {
  return (
    <>
      {parts.map(({ kind, text: words }, n) => {
        if (kind === 'same') return words;
        // The spaces around the words stay outside the element, so they are neither struck through nor underlined.
        const [, before = '', changed = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(words) ?? [];
        if (changed === '') return kind === 'added' ? words : ' ';
        const Change = kind === 'added' ? 'ins' : 'del';
        const next = parts[n + 1]?.kind ?? 'same';
        return (
          <span key={n}>
            {before}
            <span class="unseen"> {text(kind === 'added' ? 'beforeAdded' : 'beforeRemoved')} </span>
            <Change>{changed}</Change>
            {next === 'same' ? <span class="unseen"> {text('changeEnd')} </span> : ' '}
            {after}
          </span>
        );
      })}
    </>
  );
}
