import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { requestReadAloud } from '../../lib/app/actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener, startTask } from '../../lib/browser/listener-errors.ts';
import type { ActionResult } from '../ui/action-result.ts';
import { Icon } from '../ui/icons.tsx';
import { Toast } from '../ui/toast.tsx';
import type { ReadAloudPlayer } from './read-aloud-player.tsx';
import type { ReadableAnalysis } from './readable-analysis.ts';

interface Options {
  readonly analysis: ReadableAnalysis;
  readonly isPrivate: boolean;
  /** Whether the text is shown. Until then, the button only says why it cannot read aloud. */
  readonly isTextShown: boolean;
  /** Opens the side panel, which then reads aloud. Set only in popups: they close when the reader clicks elsewhere. */
  readonly openPanel: (() => void) | undefined;
}

interface ReadAloud {
  /** The button that starts and stops reading aloud. */
  readonly button: JSX.Element;
  /** The player while it is open; `null` otherwise. */
  readonly player: JSX.Element | null;
}

/**
 * Returns the button that reads an analysis aloud, and the player. The player's code is loaded at the first use.
 *
 * In a popup, the button stores the id of the analysis and opens the side panel, which takes the id and begins to read
 * aloud.
 */
export function useReadAloud({ analysis, isPrivate, isTextShown, openPanel }: Options): ReadAloud {
  const { id } = analysis.card;
  const button = useRef<HTMLButtonElement>(null);
  const [loaded, setLoaded] = useState<{ readonly Player: typeof ReadAloudPlayer }>();
  const open = guardedListener('read aloud', async () => {
    setLoaded({ Player: (await import('./read-aloud-player.tsx')).ReadAloudPlayer });
  });
  const close = (): void => {
    setLoaded(undefined);
    button.current?.focus();
  };
  useEffect(() => {
    if (openPanel || !isTextShown) return undefined;
    const ended = new AbortController();
    startTask('wait for a request to read aloud', async () => {
      const { waitForReadAloudRequest } = await import('./wait-for-read-aloud-request.ts');
      if (!ended.signal.aborted) waitForReadAloudRequest(id, open, ended.signal);
    });
    return () => ended.abort();
  }, [id, isTextShown, openPanel === undefined]);

  const [refusal, refuse] = useState<ActionResult>();
  const reason = 'speechSynthesis' in globalThis ? (isTextShown ? undefined : 'noTextToRead') : 'noVoices';
  const press = (): void => {
    if (reason) refuse({ words: text(reason) });
    else if (openPanel) {
      startTask('ask the side panel to read aloud', () => requestReadAloud(id));
      openPanel();
    } else if (loaded) close();
    else open();
  };
  return {
    button: (
      // This button looks like `IconAction`, but without its larger code: the popup loads the code of this button
      // before it can show the first sentence of the analysis.
      <>
        <button
          ref={button}
          type="button"
          class="icon-button"
          aria-label={text('readAloud')}
          title={text(reason ?? 'readAloud')}
          aria-expanded={openPanel ? undefined : loaded !== undefined}
          aria-disabled={reason !== undefined}
          onClick={press}
        >
          <Icon name="play" />
        </button>
        {refusal && <Toast result={refusal} />}
      </>
    ),
    player: loaded ? (
      <loaded.Player
        key={id}
        analysis={analysis}
        isPrivate={isPrivate}
        view={() => button.current?.closest('.reading') ?? document.body}
        close={close}
      />
    ) : null,
  };
}
