import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { hostName } from '../../lib/address/host-name.ts';
import { query } from '../../lib/app/send-query.ts';
import { keepLetter } from '../../lib/app/session-storage-actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener, startTask } from '../../lib/browser/listener-errors.ts';
import type { Publication } from '../../lib/index/manifest.ts';
import { keptLetter } from '../../lib/share/kept-letters.ts';
import type { Letter } from '../../lib/share/letter.ts';
import { mailto } from '../../lib/share/mailto.ts';
import { matchReasonText } from '../reading/match-reason.ts';
import { copyText } from '../ui/copy-text.ts';
import { ExternalLink } from '../ui/external-link.tsx';
import { useAsync } from '../ui/use-async.ts';
import { type Drafts, draftKey, type LetterDraft, letterTopic } from './letter-draft.ts';

interface Props {
  readonly tabId: number;
  readonly draft: LetterDraft;
  readonly edited: Drafts['edited'];
  /** Whether the tab is in a private window, where edits are not stored. */
  readonly isPrivate: boolean;
}

/**
 * Shows a whole letter to the publication, which the reader can edit. The extension sends nothing: the reader copies
 * the letter, or opens it in a mail program.
 */
export function LetterView({ tabId, draft, edited, isPrivate }: Props): JSX.Element {
  const { subject } = draft;
  const heading = useRef<HTMLHeadingElement>(null);
  // The reader has just pressed the button that opens the letter, and the button has disappeared. So move the keyboard
  // focus to the heading. If the draft already has its letter, the reader only returns to this letter, and the focus
  // stays where it is. A layout effect runs so early that a new letter cannot have been loaded yet.
  useLayoutEffect(() => {
    if (!draft.letter) heading.current?.focus();
  }, []);
  const loading = useAsync(() => loadLetter(tabId, draft, isPrivate ? edited : undefined), [tabId]);
  return (
    <div class="panel-notice">
      <h1 ref={heading} class="panel-title letter-title" tabIndex={-1}>
        {text(subject.wrong ? 'wrongArticle' : 'analysisWanted')}
      </h1>
      {loading.state === 'loading' ? (
        <p class="muted" role="status">
          {text('stateLoading')}
        </p>
      ) : loading.state === 'ready' && loading.value ? (
        <LetterForm
          letter={loading.value}
          publication={subject.publication}
          keep={(letter) => {
            draft.letter = letter;
            if (isPrivate) edited.set(draftKey(subject), letter);
            else startTask('keep a letter', () => keepLetter(letterTopic(subject), letter));
          }}
        />
      ) : (
        <p role="alert">{text('unreadableText')}</p>
      )}
    </div>
  );
}

/**
 * Returns the letter of a draft with the reader's edits. If the draft has no letter yet and no letter is stored, the
 * background reads the page and writes a letter.
 *
 * @param edited the letters edited in a private window; `undefined` in other windows, where edited letters are stored
 * @returns `undefined` if the background cannot read the page
 */
async function loadLetter(
  tabId: number,
  draft: LetterDraft,
  edited: Drafts['edited'] | undefined,
): Promise<Letter | undefined> {
  const { address, publication, known, wrong } = draft.subject;
  draft.letter ??= edited
    ? edited.get(draftKey(draft.subject))
    : await keptLetter(letterTopic(draft.subject));
  draft.letter ??=
    (await query('letterOfTab', tabId, {
      address,
      publication: publication.name,
      known,
      wrong: wrong && { card: wrong.card, by: wrong.because.by, why: matchReasonText(wrong) },
    })) ?? undefined;
  return draft.letter;
}

/** Largest height of the text field (rows). In a popup, more rows would leave no room for the buttons below. */
const MAX_ROWS = 10;

type Outcome = 'nothing' | 'copied' | 'refused';

interface FormProps {
  readonly letter: Letter;
  readonly publication: Publication;
  /** Called with each edit of the letter. */
  readonly keep: (letter: Letter) => void;
}

function LetterForm({ letter, publication, keep }: FormProps): JSX.Element {
  const [body, write] = useState(letter.body);
  const [outcome, setOutcome] = useState<Outcome>('nothing');
  const field = useRef<HTMLTextAreaElement>(null);
  const mail = mailto(letter.subject, body);
  const copy = async (): Promise<void> => {
    if (await copyText(body)) return setOutcome('copied');
    field.current?.focus();
    field.current?.select();
    setOutcome('refused');
  };
  return (
    <>
      <p>{text('letterExplained')}</p>
      <label class="letter">
        <span>{text('letterText', publication.name)}</span>
        {/* Two attributes keep the text private. To check the spelling, a browser may send the text to a server
            (https://developer.mozilla.org/docs/Web/HTML/Global_attributes/spellcheck#security_and_privacy_concerns). To
            restore the page, it may store the text
            (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#attr-fe-autocomplete-off). */}
        <textarea
          ref={field}
          dir="auto"
          rows={Math.min(MAX_ROWS, letter.body.split('\n').length + 3)}
          spellcheck={false}
          autocomplete="off"
          value={body}
          onInput={({ currentTarget }) => {
            write(currentTarget.value);
            keep({ ...letter, body: currentTarget.value });
            setOutcome('nothing');
          }}
        />
      </label>
      <div class="letter-ways">
        <button type="button" class="button is-primary" onClick={guardedListener('copy a letter', copy)}>
          {text('letterCopy')}
        </button>
        <ExternalLink class="button" href={mail.href}>
          {text('letterMail')}
        </ExternalLink>
        <span role="status" class={outcome === 'refused' ? 'is-refused' : undefined}>
          {outcome === 'copied' && text('letterCopied')}
          {outcome === 'refused' && text('letterCopyRefused')}
        </span>
      </div>
      <p role="status" class="letter-too-long">
        {!mail.whole && text('letterTooLong')}
      </p>
      <p class="muted">
        {text('letterRecipient', publication.name)}{' '}
        <ExternalLink href={publication.url}>{hostName(publication.url)}</ExternalLink>
      </p>
    </>
  );
}
