import type { JSX } from 'preact';
import { useContext, useMemo, useState } from 'preact/hooks';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import type { ActionResult } from '../ui/action-result.ts';
import { lazy } from '../ui/lazy.tsx';
import { readyValue } from '../ui/loading.ts';
import { Toast } from '../ui/toast.tsx';
import { useLiveQuery } from '../ui/use-live-query.ts';
import type { CorrectionProps } from './correction-props.ts';
import { OtherTextView } from './other-text-view.ts';

/**
 * The elements of `ReadingView` that concern corrections. In a private window, all elements except the toast are
 * `undefined`.
 */
export interface Corrections {
  /**
   * The line above the summary that reports a correction; `undefined` if there is no correction about which the reader
   * has to decide.
   */
  readonly line: JSX.Element | undefined;
  /** The element that replaces the text, for example a comparison; `undefined` if the view shows the text. */
  readonly instead: JSX.Element | undefined;
  /**
   * The button that opens the list of earlier versions. It draws nothing if there are none. It belongs below the text.
   */
  readonly versions: JSX.Element | undefined;
  readonly toast: JSX.Element;
}

/**
 * Returns the elements for the corrections of an analysis. The returned object stays the same until one of the elements
 * changes.
 *
 * @param place the comparison or version that replaces the text, and a function that changes this choice. Without
 *   `place`, this hook keeps the choice in its own state if `OtherTextView` provides a component. If it provides none,
 *   the choice of a version opens the library.
 */
export function useCorrections(
  analysis: ReadableAnalysis,
  isPrivate: boolean,
  place?: { readonly shown: string | undefined; readonly show: CorrectionProps['show'] },
): Corrections {
  const correction = readyValue(useLiveQuery('openCorrection', analysis.card.id));
  const [own, showHere] = useState<string>();
  const [result, tell] = useState<ActionResult>();
  const shown = place ? place.shown : own;
  const showInLibrary = guardedListener('open the library', async (wanted: string | undefined) => {
    const { openInLibrary } = await import('./open-in-library.ts');
    await openInLibrary(analysis.card.id, wanted);
  });
  const OtherText = useContext(OtherTextView);
  const showOwn = OtherText ? showHere : showInLibrary;
  const props = { analysis, show: place?.show ?? showOwn, tell };
  // In a private window the extension writes nothing, so it offers no choice between versions.
  return useMemo(
    () => ({
      line:
        correction && !isPrivate ? (
          <CorrectionLine {...props} correction={correction} isBrief={!place} />
        ) : undefined,
      instead:
        shown && OtherText && !isPrivate ? <OtherText key={shown} {...props} shown={shown} /> : undefined,
      versions: isPrivate ? undefined : <VersionsButton {...props} />,
      toast: <Toast result={result} />,
    }),
    [analysis, isPrivate, correction, shown, result, place?.show],
  );
}

const CorrectionLine = lazy(async () => (await import('./correction-line.tsx')).CorrectionLine);
const VersionsButton = lazy(async () => (await import('./versions-button.tsx')).VersionsButton);
