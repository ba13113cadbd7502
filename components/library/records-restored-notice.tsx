import type { JSX } from 'preact';
import { dismissRestored } from '../../lib/app/notice-actions.ts';
import { countedText, text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { readyValue } from '../ui/loading.ts';
import { useChange } from '../ui/use-change.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';

/** The kinds of records of which the note shows only the number. */
const COUNTED = [
  ['removed', 'restoredRemoved'],
  ['waiting', 'restoredWaiting'],
  ['answers', 'restoredAnswers'],
  ['labels', 'restoredLabels'],
  ['filters', 'restoredFilters'],
  ['corrections', 'restoredCorrections'],
] as const;

interface Props {
  readonly isPrivate: boolean;
  /** BCP 47 tag of the publication's language. */
  readonly language: string | undefined;
}

/**
 * Lists what the extension restored from the second copy after the browser lost the database. The note stays until the
 * reader dismisses it.
 */
export function RestoredNote({ isPrivate, language }: Props): JSX.Element | null {
  const restored = readyValue(useLiveQuery('restoredFact'));
  const { change, failure } = useChange('change the library');
  if (!restored || isPrivate) return null;
  const { headlines, followed } = restored;
  return (
    <section class="notice" role="status">
      <h2>{text('restoredTitle')}</h2>
      <p>{text('restoredText')}</p>
      <Names textKey="restoredSaved" names={headlines} language={language} />
      <Names textKey="restoredFollowed" names={followed} language={language} />
      {COUNTED.map(([name, key]) => {
        const number = restored[name] ?? 0;
        return number > 0 && <p key={name}>{countedText(key, number)}</p>;
      })}
      <button
        type="button"
        class="button"
        onClick={guardedListener('dismiss the list of restored records', () => change(dismissRestored))}
      >
        {text('understood')}
      </button>
      <ChangeFailed failure={failure} />
    </section>
  );
}

function Names({
  textKey,
  names,
  language,
}: Pick<Props, 'language'> & {
  textKey: 'restoredSaved' | 'restoredFollowed';
  names: readonly string[];
}): JSX.Element | null {
  if (names.length === 0) return null;
  return (
    <>
      <p>{countedText(textKey, names.length)}</p>
      <ul>
        {names.map((name) => (
          <li key={name}>
            <span {...languageAndDirection(name, language)}>{name}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
