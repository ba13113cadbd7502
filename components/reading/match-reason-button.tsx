import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import type { ShownMatch } from '../../lib/tab/tab-record.ts';
import { Icon } from '../ui/icons.tsx';

type Because = ShownMatch['because'];

/** Element id of `MatchReasonBox`. */
export const REASON_BOX = 'match-reason';

/** A button that names the kind of match in a few words. It shows and hides the box with the whole reason. */
export function MatchReasonButton({
  because,
  isOpen,
  open,
}: {
  because: Because;
  isOpen: boolean;
  open: (isOpen: boolean) => void;
}): JSX.Element {
  const [label, kind] = labelOf(because);
  return (
    <button
      type="button"
      class={`match-kind is-${kind}`}
      title={text('whyShown')}
      aria-expanded={isOpen}
      aria-controls={isOpen ? REASON_BOX : undefined}
      onClick={() => open(!isOpen)}
    >
      {kind === 'sure' && <Icon name="check" />}
      {kind === 'uncertain' && <Icon name="danger" />}
      {label}
      <Icon name="info" />
    </button>
  );
}

function labelOf(because: Because): readonly [string, 'sure' | 'uncertain' | 'related'] {
  if (because === 'is-the-analysis') return [text('matchIsAnalysis'), 'sure'];
  switch (because.kind) {
    case 'uncertain':
      return [text('matchUncertain'), 'uncertain'];
    case 'related':
      return [text('matchRelated'), 'related'];
    default:
      return [text('matchSure'), 'sure'];
  }
}
