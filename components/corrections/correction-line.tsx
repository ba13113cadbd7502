import type { JSX } from 'preact';
import { countedText, formatCalendarDay, text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import type { Correction } from '../../lib/db/correction-records.ts';
import { isUndatedVersion } from '../../lib/index/version.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import { useChange } from '../ui/use-change.ts';
import type { CorrectionProps } from './correction-props.ts';
import { keepOwnCopy } from './keep-own-copy.ts';
import { formatOtherTextPlace } from './other-text-place.ts';
import './correction-line.css';

/** Says that the publication has corrected the analysis. The reader can open the comparison or keep the saved text. */
export function CorrectionLine({
  correction,
  isBrief,
  show,
  tell,
}: CorrectionProps & {
  readonly correction: Correction;
  /** Whether to leave out the number of changed sentences: popup and side panel have room for one line. */
  readonly isBrief: boolean;
}): JSX.Element {
  const { change, failure } = useChange('change the library');
  const { id, from, to = '' } = correction;
  const keep = (): Promise<unknown> => keepOwnCopy(id, change, tell);
  return (
    <div class="correction-line">
      <MoreIcon name="clock" />
      <p>{isBrief ? text('correctedOn', dayOf(correction)) : correctedWords(correction)}</p>
      <span class="correction-actions">
        <button
          type="button"
          class="link"
          onClick={() => show(formatOtherTextPlace({ kind: 'changes', from, to }))}
        >
          {text('seeChanges')}
        </button>
        <button type="button" class="link" onClick={guardedListener('keep the saved text', keep)}>
          {text('keepMyCopy')}
        </button>
      </span>
      <ChangeFailed failure={failure} />
    </div>
  );
}

/**
 * Returns the words that say on which day the publication corrected an analysis. If the publication gave no date, the
 * words name the day on which the extension on this device found the correction. Adds the number of changed sentences
 * if the texts have been compared.
 */
export function correctedWords(correction: Correction): string {
  const { words } = correction;
  const day = dayOf(correction);
  if (words?.sentences === undefined) return text('correctedOn', day);
  return words.sentences === 0
    ? text('correctedNoWords', day)
    : countedText('correctedSentences', words.sentences, day);
}

function dayOf({ to, seenAt }: Correction): string {
  return formatCalendarDay(to === undefined || isUndatedVersion(to) ? seenAt : to);
}
