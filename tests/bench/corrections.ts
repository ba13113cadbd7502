import type { AnalysisText } from '../../lib/analysis/analysis.ts';
import { sectionText } from '../../lib/analysis/section-text.ts';
import { compareAnalyses, type Version } from '../../lib/library/compare-analyses.ts';
import { compareTexts } from '../../lib/library/compare-texts.ts';
import { type Article, article, WORDS_AN_ARTICLE } from './articles.ts';
import { type Measured, quantile } from './report.ts';

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
  const cases: readonly (readonly [
    what: string,
    budget: number,
    changed: (text: Article, n: number) => AnalysisText,
  ])[] = [
    [
      'usual correction',
      5,
      ({ text }) => withWords(text, (word, n) => (n % REPLACED_ONE_IN === 7 ? `${word}x` : word)),
    ],
    [
      'every second word replaced',
      50,
      ({ text }) => withWords(text, (word, n) => (n % 2 ? `${word}x` : word)),
    ],
    [
      'the same words in another order',
      50,
      ({ text }) => withWords(text, (_, n, all) => all[(n * 7) % all.length] ?? ''),
    ],
    ['another text', 50, (_, n) => other(n).text],
    ['another text under the same headings', 50, ({ text }, n) => withHeadingsOf(text, other(n).text)],
  ];
  return cases.flatMap(([what, budget, changed]): Measured[] => {
    const pairs = articles.map((before, n) => ({ ...before, changed: changed(before, n) }));
    const times = pairs.map(({ text, changed }) =>
      cpuOf(() => compareTexts(text.sections, changed.sections)),
    );
    const whole = pairs.map(({ card, text, changed, language }) => {
      const versions: readonly [Version, Version] = [
        { card, text },
        { card, text: changed },
      ];
      return cpuOf(() => compareAnalyses(...versions, language));
    });
    return [
      {
        what: `${WORDS_AN_ARTICLE} words, ${what}: 95th percentile`,
        value: quantile(times, 0.95),
        unit: 'ms',
        budget,
      },
      { what: '  with sentences and facts', value: quantile(whole, 0.95), unit: 'ms' },
      { what: '  slowest', value: Math.max(...times), unit: 'ms' },
    ];
  });
}

function cpuOf(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/**
 * Returns the text with some words replaced. In languages without spaces, the characters between two punctuation marks
 * count as a word.
 */
function withWords(
  { sections, attribution }: AnalysisText,
  word: (word: string, n: number, all: readonly string[]) => string,
): AnalysisText {
  return {
    attribution,
    sections: sections.map(({ heading, blocks }) => ({
      heading,
      blocks: sectionText(blocks)
        .split('\n')
        .map((paragraph) => {
          const all = paragraph.split(/(?<=\s)|(?=\s)/);
          return {
            type: 'paragraph',
            content: [all.map((one, n) => (one.trim() ? word(one, n, all) : one)).join('')],
          };
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
