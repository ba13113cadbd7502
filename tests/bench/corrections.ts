import { isDeepStrictEqual } from 'node:util';
import type { AnalysisText } from '../../lib/analysis/analysis.ts';
import { sectionText } from '../../lib/analysis/section-text.ts';
import { compareAnalyses, type Version } from '../../lib/library/compare-analyses.ts';
import { compareTexts } from '../../lib/library/compare-texts.ts';
import { type Article, article } from './articles.ts';
import { REWRITTEN } from './budgets.ts';
import { type Measured, measured, quantile } from './report.ts';

/** Number of articles. Consecutive articles have different languages. */
const ARTICLES = 90;
/** One word in this many is replaced, about as many as in a usual correction. */
const REPLACED_ONE_IN = 60;

/**
 * Times the comparison of two versions of an analysis, in this process. A comparison runs once in a page, so its first
 * run counts too. The times are CPU times of this thread, because other programs affect them less than clock times.
 */
export async function measureCorrections(): Promise<Measured[]> {
  const articles = Array.from({ length: ARTICLES }, (_, n) => article(n));
  // Articles whose numbers differ by the number of languages have the same language.
  const other = (n: number): Article => article(n + 9 * ARTICLES);
  const rewritten: Readonly<Record<(typeof REWRITTEN)[number], Change>> = {
    'every second word replaced': (before) => withWords(before, (word, n) => (n % 2 ? `${word}x` : word)),
    'the same words in another order': (before) => withWords(before, (_, n, all) => all.at(-1 - n) ?? ''),
    'another text': (_, n) => other(n).text,
    'another text under the same headings': ({ text }, n) => withHeadingsOf(text, other(n).text),
  };
  return [
    ...compared(articles, usualCorrection, (value) =>
      measured('usual correction compared, 95th percentile', value),
    ),
    ...REWRITTEN.flatMap((of) =>
      compared(articles, rewritten[of], (value) =>
        measured('rewritten text compared, 95th percentile', value, of),
      ),
    ),
  ];
}

/** Returns another version of an article's text, which must differ. `n` is the number of the article. */
type Change = (before: Article, n: number) => AnalysisText;

const usualCorrection: Change = (before) => {
  let number = 0;
  return withWords(before, (word) => (number++ % REPLACED_ONE_IN === 7 ? `${word}x` : word));
};

function compared(
  articles: readonly Article[],
  changed: Change,
  line: (value: number) => Measured,
): Measured[] {
  const pairs = articles.map((before, n) => ({ ...before, changed: changed(before, n) }));
  const same = pairs.find(({ text, changed }) => isDeepStrictEqual(text.sections, changed.sections));
  if (same) throw new Error(`The other version of ${same.card.id} (${same.language}) has the same text.`);
  const times = pairs.map(({ text, changed }) => cpuOf(() => compareTexts(text.sections, changed.sections)));
  const whole = pairs.map(({ card, text, changed, language }) => {
    const versions: readonly [Version, Version] = [
      { card, text },
      { card, text: changed },
    ];
    return cpuOf(() => compareAnalyses(...versions, language));
  });
  return [
    line(quantile(times, 0.95)),
    { what: '  with sentences and facts', value: quantile(whole, 0.95), unit: 'ms' },
    { what: '  slowest', value: Math.max(...times), unit: 'ms' },
  ];
}

function cpuOf(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/**
 * Returns the text of an article with some words replaced.
 *
 * @param word returns the replacement of a word; gets the word's number in its paragraph, and all words of the
 *   paragraph
 */
function withWords(
  { text: { sections, attribution }, language }: Article,
  word: (word: string, n: number, all: readonly string[]) => string,
): AnalysisText {
  // Not all languages have spaces between the words.
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  return {
    attribution,
    sections: sections.map(({ heading, blocks }) => ({
      heading,
      blocks: sectionText(blocks)
        .split('\n')
        .map((paragraph) => {
          const segments = [...segmenter.segment(paragraph)];
          const all = segments.flatMap(({ segment, isWordLike }) => (isWordLike ? segment : []));
          let n = 0;
          const content = segments.map(({ segment, isWordLike }) =>
            isWordLike ? word(segment, n++, all) : segment,
          );
          return { type: 'paragraph', content: [content.join('')] };
        }),
    })),
  };
}

function withHeadingsOf({ sections }: AnalysisText, text: AnalysisText): AnalysisText {
  return {
    ...text,
    sections: text.sections.map((section, n) => ({
      ...section,
      heading: sections[n]?.heading ?? section.heading,
    })),
  };
}
