import type { ComponentChildren, JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import type { ShownMatch } from '../../lib/tab/tab-record.ts';
import { closeOnEscape } from '../ui/close-on-escape.ts';
import { Icon } from '../ui/icons.tsx';
import { matchReasonText } from './match-reason.ts';

type Because = ShownMatch['because'];

const REASON = 'match-reason';

/** How the analysis belongs to the page, in two words. Shows and hides the whole reason. */
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
      aria-controls={isOpen ? REASON : undefined}
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

/** Why the analysis is shown, with what the reader can do about it. Escape closes it. */
export function MatchReason({
  analysis,
  close,
  children,
}: {
  analysis: Pick<ShownMatch, 'card' | 'because'>;
  close: () => void;
  children: ComponentChildren;
}): JSX.Element {
  const onKeyDown = closeOnEscape(() => {
    close();
    document.querySelector<HTMLElement>('.match-kind')?.focus();
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: handles a key of the controls inside
    <div id={REASON} class="because" onKeyDown={onKeyDown}>
      <p>{matchReasonText(analysis)}</p>
      {children}
    </div>
  );
}
