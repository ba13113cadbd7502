import { describe, expect, it } from 'vitest';
import { documentOf } from '../../../lib/search/documents.ts';
import { tokensOf } from '../../../lib/search/words/tokens.ts';
import { article, WORDS_AN_ARTICLE } from '../../bench/articles.ts';

/** Returns the number of different words in the texts of an article. */
function differentWords(number: number): number {
  const { card, text } = article(number);
  return new Set((documentOf(card, text).texts.text ?? []).flatMap(tokensOf).map(({ word }) => word)).size;
}

describe('the articles for the speed measurements', () => {
  it('are the same each time, and different from each other', () => {
    expect(article(5)).toEqual(article(5));
    expect(article(5).text).not.toEqual(article(14).text);
  });

  it('are in nine languages in turn', () => {
    const languages = Array.from({ length: 18 }, (_, n) => article(n).language);
    expect(new Set(languages).size).toBe(9);
    expect(languages.slice(9)).toEqual(languages.slice(0, 9));
  });

  it('have the requested length', () => {
    const lengths = [0, 1, 4, 6].map((number) => {
      const [first] = article(number).text.sections[0]?.blocks ?? [];
      const blocks = article(number).text.sections.flatMap(({ blocks }) => blocks);
      expect(first?.type).toBe('paragraph');
      return blocks
        .flatMap((block) => ('content' in block ? block.content : []))
        .join(' ')
        .split(/\s+/).length;
    });
    expect(lengths).toEqual(Array(4).fill(WORDS_AN_ARTICLE));
    expect(article(0, 40).text.sections).toHaveLength(5);
  });

  it('have about as many different words as newspaper articles', () => {
    for (const number of [0, 9, 18, 1, 3]) {
      // In the corpus, 80 % of the articles have 341 to 498 different words among their first 900 words.
      expect(differentWords(number)).toBeGreaterThan(341);
      expect(differentWords(number)).toBeLessThan(498);
    }
  });
});
