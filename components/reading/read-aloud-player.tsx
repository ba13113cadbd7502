import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { query } from '../../lib/app/send-query.ts';
import { setOnlineVoices, setSpeechRate } from '../../lib/app/setting-actions.ts';
import { interfaceLanguage, text } from '../../lib/browser/interface-texts.ts';
import { guardedListener, startTask } from '../../lib/browser/listener-errors.ts';
import type { SpeechRate } from '../../lib/browser/settings.ts';
import { languageOf } from '../../lib/input/text-direction.ts';
import { createSpeaker, type Speaker, type VoiceSettings } from '../../lib/speech/speaker.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { closeOnEscape } from '../ui/close-on-escape.ts';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import { useChange } from '../ui/use-change.ts';
import { useSettings } from '../ui/use-settings.ts';
import type { ReadableAnalysis } from './readable-analysis.ts';
import { untilRestored } from './restored-place.ts';
import { markSentence, type SpokenSentence, spokenSentences } from './spoken-text.ts';
import { bringInSight, firstInSight, isInSight } from './text-in-sight.ts';
import { useVoices } from './use-voices.ts';
import './read-aloud.css';

interface Props {
  readonly analysis: ReadableAnalysis;
  readonly isPrivate: boolean;
  /** Returns the reading view with the text to speak. */
  readonly view: () => Element;
  /** Removes the player, which stops the voice. */
  readonly close: () => void;
}

const RATES: readonly SpeechRate[] = [0.75, 1, 1.25, 1.5, 2];

/** Value of the list item that allows or forbids online voices. */
const OTHERS = '';

/** The controls of the voice. The voice starts by itself, with the first sentence in the window. */
export function ReadAloudPlayer({ analysis, isPrivate, view, close }: Props): JSX.Element {
  const [sentences] = useState(() => spokenSentences(view(), analysis.publication.language));
  const { language: spoken, manner, voices, choice } = useManner(analysis, sentences, isPrivate);
  const { state, isPlaying, play, pause } = useSpeaker(sentences, view);
  const isAtPlace = useIsAtPlace(analysis.card.id, isPrivate, view);
  const toggle = useRef<HTMLButtonElement>(null);
  const rate = manner?.rate;
  const voice = manner?.voice.voiceURI;
  // Begin to speak as soon as a voice is available and the text is at its place. Restart the current sentence when the
  // reader chooses another voice or speed.
  const wasAtPlace = useRef(isAtPlace);
  useEffect(() => {
    // If the reader has started the voice before the text was at its place, do not restart the sentence.
    const hasArrived = isAtPlace && !wasAtPlace.current;
    wasAtPlace.current = isAtPlace;
    if (manner && isAtPlace && (state === 'new' || (isPlaying && !hasArrived))) play(manner);
    else if (!manner && isPlaying) pause();
  }, [voice, rate, isAtPlace]);
  useLayoutEffect(() => {
    toggle.current?.focus();
  }, [voice === undefined, state === 'not-allowed']);

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend
    <div class="player" role="group" aria-label={text('readAloud')} onKeyDown={closeOnEscape(close)}>
      {manner && (
        <button
          ref={toggle}
          type="button"
          class="icon-button"
          aria-label={text(isPlaying ? 'pauseReading' : 'continueReading')}
          title={text(isPlaying ? 'pauseReading' : 'continueReading')}
          onClick={() => (isPlaying ? pause() : play(manner))}
        >
          <MoreIcon name={isPlaying ? 'pause' : 'play'} />
        </button>
      )}
      {choice}
      <button
        type="button"
        class="icon-button player-end"
        aria-label={text('stopReading')}
        title={text('stopReading')}
        onClick={close}
      >
        <MoreIcon name="close" />
      </button>
      <p role="status" class="player-note">
        {voices === undefined
          ? text('voicesLoading')
          : !manner
            ? text('noVoice', languageName(spoken))
            : state === 'not-allowed'
              ? text('readAloudNotAllowed')
              : state === 'failed' && text('voiceFailed')}
      </p>
    </div>
  );
}

/**
 * Whether the text is at the place where the reader continues. `false` until it is known whether the text has a stored
 * place, and until the page has scrolled to that place.
 */
function useIsAtPlace(id: string, isPrivate: boolean, view: () => Element): boolean {
  const [isAtPlace, setAtPlace] = useState(isPrivate);
  useEffect(() => {
    if (isPrivate) return undefined;
    const ended = new AbortController();
    startTask('wait for the reading place', async () => {
      try {
        const own = await query('ownCopy', id);
        const text = own && !own.isRemoved && view().querySelector('.sections');
        if (text) await untilRestored(text, ended.signal);
      } finally {
        setAtPlace(true);
      }
    });
    return () => ended.abort();
  }, []);
  return isAtPlace;
}

/**
 * Returns the name of a language in the interface's language, for example "Spanish".
 *
 * @param tag BCP 47 tag
 */
function languageName(tag: string | undefined): string {
  const name = tag && new Intl.DisplayNames(interfaceLanguage(), { type: 'language' }).of(tag);
  return name || text('thisLanguage');
}

type State = 'new' | 'playing' | 'paused' | 'not-allowed' | 'failed';

interface Speaking {
  readonly state: State;
  readonly isPlaying: boolean;
  /** Continues with the sentence at which the voice was paused, or starts with the first sentence in the window. */
  readonly play: (manner: VoiceSettings) => void;
  readonly pause: () => void;
}

/** Speaks the sentences of the analysis one by one, and highlights the sentence that is being spoken. */
function useSpeaker(sentences: readonly SpokenSentence[], view: () => Element): Speaking {
  const [state, setState] = useState<State>('new');
  const current = useRef<number | undefined>(undefined);
  const speaker = useRef<Speaker | undefined>(undefined);
  useEffect(() => {
    const aloud = createSpeaker(
      sentences.map(({ words }) => words),
      {
        onSentence: (n) => {
          const [before, now] = [sentences[current.current ?? -1], sentences[n]];
          // If the reader has scrolled away from the previous sentence, do not scroll back.
          const isFollowing = before === undefined || isInSight(view(), before.range);
          current.current = n;
          markSentence(now);
          if (now && isFollowing) bringInSight(view(), now.range);
        },
        onEnd: () => {
          current.current = undefined;
          markSentence(undefined);
          setState('paused');
        },
        onStop: (why) => setState(why === 'interrupted' ? 'paused' : why),
      },
    );
    speaker.current = aloud;
    // The voice belongs to the browser, and would continue to speak after the page is gone. So stop it.
    addEventListener('pagehide', aloud.stop);
    return () => {
      removeEventListener('pagehide', aloud.stop);
      aloud.stop();
      markSentence(undefined);
    };
  }, [sentences]);
  return {
    state,
    isPlaying: state === 'playing',
    play: (manner) => {
      setState('playing');
      const visible = (): number =>
        firstInSight(
          view(),
          sentences.map(({ range }) => range),
        );
      speaker.current?.play(current.current ?? visible(), manner);
    },
    pause: () => {
      speaker.current?.stop();
      setState('paused');
    },
  };
}

interface ChosenManner {
  /** BCP 47 tag of the language of the text; `undefined` if it is not known. */
  readonly language: string | undefined;
  /** Voice and speed; `undefined` if there is no voice, and until the settings are read. */
  readonly manner: VoiceSettings | undefined;
  readonly voices: ReturnType<typeof useVoices>;
  /** The lists of speeds and voices, and the question about online voices. */
  readonly choice: JSX.Element;
}

/**
 * Lets the reader choose speed and voice, and allow online voices. The speed and the permission are stored, but not in
 * private windows. The chosen voice is not stored.
 */
function useManner(
  { publication }: ReadableAnalysis,
  sentences: readonly SpokenSentence[],
  isPrivate: boolean,
): ChosenManner {
  const settings = useSettings();
  const [own, setOwn] = useState<{ speechRate?: SpeechRate; onlineVoices?: boolean }>({});
  const [chosen, choose] = useState<string>();
  const [isAsking, ask] = useState(false);
  const { change, failure } = useChange('change a setting');
  const sample = sentences.map(({ words }) => words).join(' ');
  const spoken = languageOf(sample, publication.language);
  const voices = useVoices(spoken, sample.slice(0, 1000));
  const rate = own.speechRate ?? settings?.speechRate ?? 1;
  const isOnlineAllowed = own.onlineVoices ?? settings?.onlineVoices ?? false;
  const offered = voices ? [...voices.local, ...(isOnlineAllowed ? voices.online : [])] : [];
  const voice = offered.find(({ voiceURI }) => voiceURI === chosen) ?? offered[0];
  const manner = settings && voice && { voice, rate };

  const setRate = guardedListener('change the speed', async (speechRate: SpeechRate) => {
    setOwn({ ...own, speechRate });
    if (!isPrivate) await change(() => setSpeechRate(speechRate));
  });
  const allowOnline = guardedListener('allow online voices', async (onlineVoices: boolean) => {
    setOwn({ ...own, onlineVoices });
    ask(false);
    if (!isPrivate) await change(() => setOnlineVoices(onlineVoices));
  });
  const hasOnline = (voices?.online.length ?? 0) > 0;
  const chooseVoice = (select: HTMLSelectElement): void => {
    if (select.value !== OTHERS) {
      choose(select.value);
      return;
    }
    // This item is not a voice, so the list shows the current voice again.
    select.value = voice?.voiceURI ?? '';
    if (isOnlineAllowed) allowOnline(false);
    else ask(true);
  };
  const choice = (
    <>
      {manner && (
        <select
          aria-label={text('readingSpeed')}
          value={String(rate)}
          onChange={({ currentTarget }) => setRate(Number(currentTarget.value) as SpeechRate)}
        >
          {RATES.map((one) => (
            <option key={one} value={String(one)}>
              {new Intl.NumberFormat(interfaceLanguage()).format(one)}×
            </option>
          ))}
        </select>
      )}
      {manner && (offered.length > 1 || hasOnline) && (
        <select
          class="player-voice"
          aria-label={text('voice')}
          value={voice?.voiceURI}
          onChange={({ currentTarget }) => chooseVoice(currentTarget)}
        >
          {offered.map(({ voiceURI, name }) => (
            <option key={voiceURI} value={voiceURI}>
              {name}
            </option>
          ))}
          {hasOnline && (
            <option value={OTHERS}>{text(isOnlineAllowed ? 'onlyLocalVoices' : 'moreVoices')}</option>
          )}
        </select>
      )}
      {hasOnline && (isAsking || offered.length === 0) && (
        <p class="player-note">
          {text('onlineVoicesHow')}{' '}
          <button type="button" class="link" onClick={() => allowOnline(true)}>
            {text('allowOnlineVoices')}
          </button>
        </p>
      )}
      <ChangeFailed failure={failure} />
    </>
  );
  return { language: spoken, manner, voices, choice };
}
