import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { hostName } from '../lib/address/links.ts';
import { urlKey } from '../lib/address/url-keys.ts';
import { on } from '../lib/guard.ts';
import { text } from '../lib/i18n.ts';
import type { PageIdentity } from '../lib/identity/page-identity.ts';
import type { Publication } from '../lib/index/manifest.ts';
import {
  analysisWantedLetter,
  type KnownPart,
  type Letter,
  wrongArticleLetter,
} from '../lib/letters/letter.ts';
import { mailto } from '../lib/letters/mailto.ts';
import { introduce } from '../lib/tab/detection.ts';
import { becauseText, type PageMatch } from './because.ts';
import { Out } from './blocks.tsx';
import { useAsync } from './hooks.ts';
import './style/letter.css';

/** What the reader wants to tell the publication of the page in a tab. */
export interface LetterSubject {
  /** Of the page, as the address bar showed it. */
  readonly address: string;
  readonly publication: Publication;
  /** Set where only a part of the analyses is known: there may be one of the page. */
  readonly known?: KnownPart;
  /** What was shown on the wrong article; absent where an analysis is wanted. */
  readonly wrong?: PageMatch;
}

/** A letter that was begun. */
interface Draft {
  readonly subject: LetterSubject;
  /** As the reader left it; absent until the page has been asked. */
  letter?: Letter | undefined;
}

/** The letters begun in a panel, by tab and page: they wait there while it follows the reader elsewhere. */
export type Drafts = Map<string, Draft>;

interface Props {
  readonly tabId: number;
  readonly draft: Draft;
}

/** A text for the publication, every word of it in sight. Nothing is sent from here: the reader copies it, or takes it to their mail program. */
export function LetterView({ tabId, draft }: Props): JSX.Element {
  const { subject } = draft;
  const heading = useRef<HTMLHeadingElement>(null);
  const asking = useAsync(() => lettered(tabId, draft), [tabId]);
  useEffect(() => {
    // The button that led here is gone, and with it the keyboard's place.
    if (!draft.letter) heading.current?.focus();
  }, []);
  return (
    <div class="panel-notice">
      <h1 ref={heading} class="panel-title letter-title" tabIndex={-1}>
        {text(subject.wrong ? 'wrongArticle' : 'analysisWanted')}
      </h1>
      {asking.state === 'loading' ? (
        <p class="muted" role="status">
          {text('stateLoading')}
        </p>
      ) : asking.state === 'ready' && asking.value ? (
        <LetterForm
          letter={asking.value}
          publication={subject.publication}
          keep={(letter) => {
            draft.letter = letter;
          }}
        />
      ) : (
        <p role="alert">{text('unreadableText')}</p>
      )}
    </div>
  );
}

/** The letter of a draft. A new one asks the page: what it says of itself is kept nowhere. */
async function lettered(tabId: number, draft: Draft): Promise<Letter | undefined> {
  if (draft.letter) return draft.letter;
  const page = await introduce(tabId);
  // By now the tab may show another page, of which the panel is about to tell.
  if (page && urlKey(page.address) === urlKey(draft.subject.address))
    draft.letter = letterOf(page, draft.subject);
  return draft.letter;
}

function letterOf(page: PageIdentity, { publication, wrong, known }: LetterSubject): Letter {
  if (!wrong) return analysisWantedLetter(page, publication.name, known);
  return wrongArticleLetter(page, { card: wrong.card, by: wrong.because.by, why: becauseText(wrong) });
}

/** So high that a popup has room for the buttons below. */
const MOST_ROWS = 10;

type Outcome = 'nothing' | 'copied' | 'refused';

interface FormProps {
  readonly letter: Letter;
  readonly publication: Publication;
  /** Called with each change. */
  readonly keep: (letter: Letter) => void;
}

function LetterForm({ letter, publication, keep }: FormProps): JSX.Element {
  const [body, write] = useState(letter.body);
  const [outcome, setOutcome] = useState<Outcome>('nothing');
  const field = useRef<HTMLTextAreaElement>(null);
  const mail = mailto(letter.subject, body);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(body);
      setOutcome('copied');
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      field.current?.focus();
      field.current?.select();
      setOutcome('refused');
    }
  };
  return (
    <>
      <p>{text('letterExplained')}</p>
      <label class="letter">
        <span>{text('letterText', publication.name)}</span>
        {/* Some browsers have a server check the spelling, and keep what is typed for a restart. */}
        <textarea
          ref={field}
          dir="auto"
          rows={Math.min(MOST_ROWS, letter.body.split('\n').length + 3)}
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
        <button type="button" class="button is-primary" onClick={on('copy a letter', copy)}>
          {text('letterCopy')}
        </button>
        <Out class="button" href={mail.href}>
          {text('letterMail')}
        </Out>
        <span role="status">
          {outcome === 'copied' && text('letterCopied')}
          {outcome === 'refused' && text('letterCopyRefused')}
        </span>
      </div>
      <p role="status" class="letter-too-long">
        {!mail.whole && text('letterTooLong')}
      </p>
      <p class="muted">
        {text('letterRecipient', publication.name)}{' '}
        <Out href={publication.url}>{hostName(publication.url)}</Out>
      </p>
    </>
  );
}

interface Letters {
  /** The one that is open. */
  readonly open: Draft | undefined;
  /** Closes it for good. */
  readonly back: () => void;
  /** The button that leads to a letter. */
  readonly button: (subject: LetterSubject) => JSX.Element;
}

/**
 * The letters of a panel, of which one at a time stands in the place of everything else.
 *
 * @param drafts those of all pages that it showed
 * @param page the key of this one in `drafts`
 */
export function useLetters(drafts: Drafts, page: string): Letters {
  const [, redraw] = useState({});
  const [left, leave] = useState<LetterSubject>();
  const open = drafts.get(page);
  return {
    open,
    back: () => {
      drafts.delete(page);
      leave(open?.subject);
    },
    button: (subject) => (
      <LetterButton
        subject={subject}
        isLeft={left !== undefined && left.wrong?.card.id === subject.wrong?.card.id}
        open={() => {
          drafts.set(page, { subject });
          redraw({});
        }}
        arrived={() => leave(undefined)}
      />
    ),
  };
}

interface ButtonProps {
  readonly subject: LetterSubject;
  /** Whether the reader is on the way back from its letter: then the keyboard goes on here. */
  readonly isLeft: boolean;
  readonly open: () => void;
  readonly arrived: () => void;
}

function LetterButton({ subject, isLeft, open, arrived }: ButtonProps): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isLeft) return;
    button.current?.focus();
    arrived();
  }, [isLeft]);
  return (
    <button ref={button} type="button" class={subject.wrong ? 'link' : 'button'} onClick={open}>
      {text(subject.wrong ? 'wrongArticle' : 'analysisWanted')}
    </button>
  );
}
