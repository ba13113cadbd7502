import { beforeAll, expect, it } from 'vitest';
import { isJudgedArticle, measureArticles, type ReadPage, readPages } from '../../corpus/measure.ts';
import { measureContradictions, measureForeignClaims, measurePages } from '../../corpus/measure-claims.ts';
import { measureWholeWay } from '../../corpus/measure-matching.ts';
import { timeLimit } from '../../e2e/harness/time-limits.ts';
import { describeWithCorpus, expectShare } from './shares.ts';

describeWithCorpus('real pages', () => {
  let pages: readonly ReadPage[] = [];
  beforeAll(() => {
    pages = readPages();
  }, timeLimit(120_000));

  it('have all their correct addresses among their keys, and no wrong address', () => {
    const figures = measurePages(pages);
    expectShare(figures.identities, 0.98);
    expect(figures.badClaims.of).toBeGreaterThan(0);
    expect(figures.badClaims.accepted).toEqual([]);
  });

  it('refuse the address of another article of their site as their canonical', () => {
    // A page whose own address has no words, no date and no number cannot refuse another address.
    expectShare(measureForeignClaims(pages), 0.85);
  });

  it('are correctly judged to be articles or not', () => {
    const figures = measureArticles(pages, isJudgedArticle);
    expectShare(figures.news, 0.95);
    expectShare(figures.fronts, 0.95);
    expectShare(figures.others, 0.9);
  });

  it('contradict the headlines of other articles, and not their own headline', () => {
    const figures = measureContradictions(pages);
    expectShare(figures.own, 0.99);
    expectShare(figures.others, 0.95);
  });

  it('have a badge if, and only if, their article is in the index', async () => {
    const figures = await measureWholeWay(pages);
    expectShare(figures.inIndex, 0.99);
    expectShare(figures.notInIndex, 1);
    expectShare(figures.nonArticles, 1);
  });
});
