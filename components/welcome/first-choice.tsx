import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import type { Card } from '../../lib/index/card.ts';
import { ChangeFailedWords } from '../ui/change-failed.tsx';
import { Icon } from '../ui/icons.tsx';
import type { ModeChoiceState } from '../ui/use-mode-choice.ts';
import { ArticleLink } from './article-link.tsx';

interface Props {
  readonly choice: ModeChoiceState;
  /** Whether the toolbar shows the button. */
  readonly isPinned: boolean;
  /** The card of an analysis whose article the reader can try; `undefined` if no such card has arrived yet. */
  readonly article: Card | undefined;
  /** Called when the reader opens the article. */
  readonly opened: () => void;
}

/** The choice of a mode, the only question after the installation. */
export function FirstChoice({
  choice: { settings, choose, result, failure },
  isPinned,
  article,
  opened,
}: Props): JSX.Element {
  const mode = settings?.mode;
  const isAutomatic = mode === 'automatic';
  const isOnClick = mode === 'on-click';
  return (
    <div class="first-choice">
      <button
        type="button"
        class={isAutomatic ? 'button is-saved' : isOnClick ? 'button' : 'button is-primary'}
        aria-pressed={isAutomatic}
        aria-describedby="mode-prompt"
        onClick={() => choose('automatic')}
      >
        {isAutomatic && <Icon name="check" />}
        {text('modeAutomatic')}
      </button>
      <p id="mode-prompt" class="facts-line">
        {text(isAutomatic ? 'modeGiven' : 'modePrompt')}
      </p>
      <button
        type="button"
        class={isOnClick ? 'button is-saved' : 'button is-quiet'}
        aria-pressed={isOnClick}
        onClick={() => choose('on-click')}
      >
        {isOnClick && <Icon name="check" />}
        {text('modeOnClick')}
      </button>
      <p role="status" class="result">
        {result === 'refused' && text('modeRefused')}
        {result && result !== 'refused' && text('welcomeDone')}
        {result && !isPinned && ` ${text('pinStill')}`}
        {result && article && (
          <>
            {' '}
            <ArticleLink card={article} opened={opened}>
              {text(result === 'automatic' ? 'welcomeTry' : 'welcomeTryOnClick')}
            </ArticleLink>
          </>
        )}
        <ChangeFailedWords failure={failure} />
      </p>
    </div>
  );
}
