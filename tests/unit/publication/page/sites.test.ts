import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { directionOf } from '../../../../lib/input/text-direction.ts';
import { readAnalysisPage } from '../../../../lib/publication/page/analysis-page.ts';
import { cardOfPage } from '../../../../lib/publication/page/card-of-page.ts';
import { type ExpectedPage, toldBy } from './sites/expected-page.ts';
import { noAnalyses } from './sites/no-analyses.ts';
import { siteMarkups } from './sites/site-markups.ts';
import { BASE, WHOLE, WHOLE_CARD, wholeMarkups } from './sites/whole-markups.ts';

describe('the parser reads an analysis in the markup of', () => {
  it.each(siteMarkups)('$name', ({ html, expected: { base, ...expected } }) => {
    expect(toldBy(readAnalysisPage(html, base))).toEqual(expected);
  });
});

/**
 * Pages in the style of site generators. They were written before the parser, and the parser was not adapted to them.
 */
describe('the parser reads an analysis in the style of', () => {
  it.each(['ghost', 'wordpress', 'astro', 'hugo', 'substack'])('%s', (generator) => {
    const read = (ending: string): string =>
      readFileSync(new URL(`./sites/generator-${generator}.${ending}`, import.meta.url), 'utf8');
    const { base, ...expected } = JSON.parse(read('json')) as ExpectedPage;
    expect(toldBy(readAnalysisPage(read('html.txt'), base))).toEqual(expected);
  });
});

describe('the parser finds no analysis in', () => {
  it.each(noAnalyses)('$name', ({ html, address }) => {
    expect(toldBy(readAnalysisPage(html, address))).toBeUndefined();
  });
});

describe('every field of an analysis is read from', () => {
  it.each(wholeMarkups)('$name', ({ html }) => {
    const page = readAnalysisPage(html, BASE);
    expect(toldBy(page)).toEqual(WHOLE);
    expect(page && cardOfPage(page, BASE)).toEqual(WHOLE_CARD);
    expect(directionOf(page?.language)).toBe('ltr');
  });

  it('each of the twelve markups, with a language that is written from right to left', () => {
    const languages = wholeMarkups.map(({ html }) => {
      const { language } = readAnalysisPage(html.replaceAll(/en[-_]GB/g, 'he'), BASE) ?? {};
      return [language, directionOf(language)];
    });
    expect(languages).toEqual(Array(12).fill(['he', 'rtl']));
  });
});
