import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type TextKey, text } from '../../lib/browser/interface-texts.ts';
import { startTask } from '../../lib/browser/listener-errors.ts';
import type { Citable } from '../../lib/share/citable.ts';
import { CITATION_FORMS, type CitationForm, citation } from '../../lib/share/citation.ts';
import { quotation } from '../../lib/share/quotation.ts';
import { includesText, passageInRange } from '../reading/blocks-on-page.ts';
import { printAnalysis } from '../reading/print-request.ts';
import { selectedRange } from '../reading/selected-range.ts';
import type { ActionResult } from '../ui/action-result.ts';
import { closeOnEscape } from '../ui/close-on-escape.ts';
import { copyText } from '../ui/copy-text.ts';
import { Icon } from '../ui/icons.tsx';
import { MenuButton } from '../ui/menu.tsx';
import type { MenuItem } from '../ui/menu-items.tsx';
import { Toast } from '../ui/toast.tsx';
import './share.css';

export interface ShareProps {
  readonly analysis: Citable;
  readonly isPrivate: boolean;
}

/** The result of the reader's last choice. */
type Outcome =
  | { readonly state: 'nothing' }
  | { readonly state: 'copied' }
  /** The browser refused to copy this text. */
  | { readonly state: 'refused'; readonly text: string }
  | { readonly state: 'not-shared' };

const CITATION_NAMES = {
  plain: 'shareCitation',
  markdown: 'shareMarkdown',
  bibtex: 'shareBibtex',
  'csl-json': 'shareCslJson',
} as const satisfies Record<CitationForm, TextKey>;

/**
 * The menu that shares an analysis: it copies the link, a quotation or a citation, opens the system's share sheet, or
 * prints.
 *
 * @param selected the range that was selected when the reader opened the menu
 */
export function ShareMenu({
  analysis,
  isPrivate,
  selected: selectedAtFirst,
}: ShareProps & { readonly selected: Range | undefined }): JSX.Element {
  const root = useRef<HTMLSpanElement>(null);
  const [outcome, setOutcome] = useState<Outcome>({ state: 'nothing' });
  const selected = useSelectedWords(root, selectedAtFirst);
  const result = useMemo(() => resultOf(outcome), [outcome]);

  const copy = (words: () => string): void =>
    startTask('copy a text', async () => {
      setOutcome({ state: 'nothing' });
      const copied = words();
      setOutcome((await copyText(copied)) ? { state: 'copied' } : { state: 'refused', text: copied });
    });
  const quote = (): string => {
    const passage = selected && passageInRange(viewOf(root.current), selected);
    return passage ? quotation(analysis, passage) : '';
  };
  const items: MenuItem[] = [
    { name: text('shareLink'), icon: 'links', choose: () => copy(() => analysis.card.url) },
    {
      name: text('shareQuotation'),
      icon: 'note',
      ...(selected ? {} : { reason: text('shareQuotationHow') }),
      choose: () => copy(quote),
    },
    ...CITATION_FORMS.map(
      (form): MenuItem => ({
        name: text(CITATION_NAMES[form]),
        ...(form === 'plain' ? { icon: 'copy' } : {}),
        choose: () => copy(() => citation(form, analysis, Date.now())),
      }),
    ),
    ...('share' in navigator
      ? [{ name: text('shareElsewhere'), icon: 'share', choose: () => share(analysis, setOutcome) } as const]
      : []),
    { name: text('print'), icon: 'print', choose: () => printAnalysis(analysis.card.id, isPrivate) },
  ];
  return (
    <span ref={root} class="share">
      <MenuButton
        class="icon-button"
        label={text('share')}
        button={<Icon name="share" />}
        isOpenAtFirst
        items={items}
      />
      <Toast result={result} />
      {outcome.state === 'refused' && (
        <RefusedText
          words={outcome.text}
          close={() => {
            setOutcome({ state: 'nothing' });
            root.current?.querySelector('button')?.focus();
          }}
        />
      )}
    </span>
  );
}

function resultOf({ state }: Outcome): ActionResult | undefined {
  if (state === 'copied') return { words: text('letterCopied') };
  return state === 'not-shared' ? { words: text('shareFailed'), isFailure: true } : undefined;
}

/** Returns the reading view around an element. */
function viewOf(element: Element | null): Element {
  return element?.closest('.reading') ?? document.body;
}

/**
 * Returns the range that the reader has selected in the analysis; `undefined` if there is none. If the browser clears
 * the selection while the menu has the focus, this hook still returns the last range.
 */
function useSelectedWords(root: RefObject<Element | null>, atFirst: Range | undefined): Range | undefined {
  const [selected, select] = useState<Range>();
  useEffect(() => {
    const choose = (range: Range | undefined): void =>
      select(range && includesText(viewOf(root.current), range) ? range : undefined);
    const look = (): void => {
      const range = selectedRange();
      if (range || !root.current?.contains(document.activeElement)) choose(range);
    };
    choose(atFirst);
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, []);
  return selected;
}

/**
 * Opens the system's share sheet (https://w3c.github.io/web-share/).
 *
 * @param tell called if sharing failed
 */
function share({ card }: Citable, tell: (outcome: Outcome) => void): void {
  startTask('share an analysis', async () => {
    try {
      await navigator.share({ title: card.headline, url: card.url });
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      // `AbortError`: the reader has closed the sheet.
      if (error.name !== 'AbortError') tell({ state: 'not-shared' });
    }
  });
}

/** Shows a text that the browser refused to copy, and selects it so that the reader can copy it. */
function RefusedText({ words, close }: { words: string; close: () => void }): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
    field.current?.scrollTo(0, 0);
  }, [words]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: handles keys of the field and the button inside
    <div class="share-refused" onKeyDown={closeOnEscape(close)}>
      <p role="alert">{text('letterCopyRefused')}</p>
      <textarea ref={field} readOnly rows={4} dir="auto" aria-label={text('shareText')} value={words} />
      <button type="button" class="button" onClick={close}>
        {text('close')}
      </button>
    </div>
  );
}
