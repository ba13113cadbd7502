import type { ComponentChildren, JSX, RefObject } from 'preact';
import { useState } from 'preact/hooks';
import {
  countedText,
  formatDay,
  formatNumber,
  interfaceLanguage,
  type TextKey,
  text,
} from '../../lib/browser/interface-texts.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import {
  type AnalysisChanges,
  type FactChange,
  type FactName,
  type PlaceChange,
  paragraphsOf,
} from '../../lib/library/compare-analyses.ts';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { ChangedWords } from './changed-words.tsx';

interface Props {
  readonly changes: AnalysisChanges;
  readonly analysis: ReadableAnalysis;
  readonly title: string;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly actions: ComponentChildren;
}

/**
 * Draws the differences between two versions of an analysis. At first it shows the headline and the changed parts. A
 * button shows the whole text.
 */
export function Changes({ changes, analysis, title, heading, actions }: Props): JSX.Element {
  const [isWhole, showWhole] = useState(false);
  const { places, facts } = changes;
  const headline = places.find(({ place }) => place === 'headline');
  const others = places.filter((one) => one !== headline && (isWhole || one.kind !== 'same'));
  const own = { language: analysis.publication.language };
  return (
    <section class="changes">
      {headline && (
        <h1 {...languageAndDirection(analysis.card.headline, own.language)}>
          {paragraphsOf(headline.parts).map(({ parts }, n) => (
            <ChangedWords key={n} parts={parts} />
          ))}
        </h1>
      )}
      <h2 ref={heading} tabIndex={-1} class="changes-title">
        {title}
      </h2>
      <p class="changes-sum">
        <b>
          {changes.sentences > 0
            ? countedText('sentencesChanged', changes.sentences)
            : text('noWordsChanged')}
        </b>{' '}
        <span>{sumOf(changes)}</span>
      </p>
      {facts.length > 0 && <Facts facts={facts} analysis={analysis} />}
      {others.map((place, n) => (
        <Place key={n} place={place} isWhole={isWhole} {...own} />
      ))}
      <p>
        <button type="button" class="link" aria-expanded={isWhole} onClick={() => showWhole(!isWhole)}>
          {text(isWhole ? 'showChangesOnly' : 'showWholeText')}
        </button>
      </p>
      <div class="change-actions">{actions}</div>
    </section>
  );
}

/** Returns the words that say how many words changed and in which parts, or that only facts changed. */
function sumOf({ changed, total, places, facts }: AnalysisChanges): string {
  const list = new Intl.ListFormat(interfaceLanguage(), { type: 'conjunction' });
  const where = places.filter(({ kind }) => kind !== 'same' && kind !== 'moved').map(nameOf);
  return [
    ...(changed > 0 ? [countedText('wordsChanged', changed, formatNumber(total))] : []),
    ...(where.length > 0 ? [text('changedIn', list.format(where))] : []),
    ...(where.length === 0 && facts.length > 0 ? [text('onlyFactsChanged')] : []),
  ].join(' · ');
}

function nameOf({ place, heading }: PlaceChange): string {
  if (place === 'section') return text('quotedHeading', heading);
  return text(
    ({ headline: 'inHeadline', summary: 'inSummary', attribution: 'inAttribution' } as const)[place],
  );
}

const KINDS = {
  added: 'sectionAdded',
  removed: 'sectionRemoved',
  moved: 'sectionMoved',
} as const satisfies Partial<Record<PlaceChange['kind'], TextKey>>;

interface PlaceProps {
  readonly place: PlaceChange;
  readonly isWhole: boolean;
  /** BCP 47 tag of the publication's language. */
  readonly language: string | undefined;
}

/**
 * Draws a part of the analysis: its heading, a note if the part was added, removed or moved, and its changed
 * paragraphs. If `isWhole` is set, draws all paragraphs.
 */
function Place({ place, isWhole, language }: PlaceProps): JSX.Element {
  const { kind, parts, heading, formerHeading, isMoved } = place;
  const named = isMoved ? 'moved' : kind;
  const paragraphs = paragraphsOf(parts);
  const shown = paragraphs.map((paragraph) => isWhole || paragraph.isChanged);
  const words = { summary: 'summaryTitle', attribution: 'attribution' } as const;
  return (
    <section>
      <h3>
        {place.place === 'section' ? (
          <span {...languageAndDirection(heading, language)}>
            {formerHeading === undefined ? (
              heading
            ) : (
              <ChangedWords
                parts={[
                  { kind: 'removed', text: formerHeading },
                  { kind: 'added', text: heading },
                ]}
              />
            )}
          </span>
        ) : (
          place.place !== 'headline' && text(words[place.place])
        )}
        {named in KINDS && <span class="place-kind"> {text(KINDS[named as keyof typeof KINDS])}</span>}
      </h3>
      {paragraphs.map(({ parts }, n) => {
        if (shown[n])
          return (
            <p key={n} {...languageAndDirection(parts.map(({ text }) => text).join(''), language)}>
              <ChangedWords parts={parts} />
            </p>
          );
        // Draw one line for each run of unchanged paragraphs, but no line in a section that was only moved.
        if (kind === 'moved' || (n > 0 && !shown[n - 1])) return null;
        const end = shown.indexOf(true, n);
        return (
          <p key={n} class="same-paragraphs">
            {countedText('sameParagraphs', (end < 0 ? shown.length : end) - n)}
          </p>
        );
      })}
    </section>
  );
}

const FACT_NAMES = {
  lens: 'factLens',
  type: 'factType',
  published: 'factPublished',
  readMinutes: 'factReadTime',
  outlet: 'factSource',
  sources: 'factSourceAddress',
  topics: 'topics',
} as const satisfies Record<FactName, TextKey>;

function Facts({
  facts,
  analysis: { lens },
}: {
  facts: readonly FactChange[];
  analysis: ReadableAnalysis;
}): JSX.Element {
  const lenses = readyValue(useLiveQuery('indexStatus'))?.index?.lenses ?? [];
  const shown = (name: FactName, value: string): string => {
    if (name === 'lens')
      return [...lenses, ...(lens ? [lens] : [])].find(({ id }) => id === value)?.name ?? value;
    if (name === 'published') return formatDay(value);
    return name === 'readMinutes' ? countedText('readMinutes', Number(value)) : value;
  };
  return (
    <dl class="fact-changes">
      {facts.map(({ name, before, after }) => (
        <div key={name}>
          <dt>{text(FACT_NAMES[name])}</dt>
          <dd>
            <ChangedWords
              parts={[
                ...(before === undefined ? [] : [{ kind: 'removed', text: shown(name, before) } as const]),
                ...(after === undefined ? [] : [{ kind: 'added', text: shown(name, after) } as const]),
              ]}
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}
