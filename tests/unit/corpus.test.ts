import { beforeAll, describe, expect, it } from 'vitest';
import { hasCorpus } from '../corpus/corpus.ts';
import {
  isToldArticle,
  measureAddresses,
  measureAmpWithCanonical,
  measureArticles,
  measureContradictions,
  measureHeadlines,
  measurePages,
  measureWholeWay,
  type ReadPage,
  readPages,
  type Share,
  shareOf,
} from '../corpus/measure.ts';

/*
 * Detection on real pages. The pages belong to their publishers and are not part of the project; where they are missing this
 * file says so. Figures are asserted at what the design asks for, not at what was last reached.
 */

if (!hasCorpus()) {
  it('the corpus is not here: numbers not checked', () => {
    console.warn(
      'tests/unit/corpus.test.ts: no corpus of real pages beside the project; detection was not measured.',
    );
    expect(hasCorpus()).toBe(false);
  });
} else {
  /** Fails with the first cases that fell out, which say more than a number. */
  const expectShare = (share: Share, least: number): void => {
    expect(share.of).toBeGreaterThan(0);
    expect(shareOf(share), share.misses.slice(0, 20).join('\n')).toBeGreaterThanOrEqual(least);
  };

  describe('URL keys of real addresses', () => {
    const figures = measureAddresses();

    it('never merge addresses of different pages', () => {
      expect(figures.addresses).toBeGreaterThan(10_000);
      expect(figures.wronglyMerged).toEqual([]);
      expect(figures.notSame.of).toBeGreaterThan(0);
      expect(figures.notSame.merged).toEqual([]);
    });

    it('merge what the strings suffice to merge', () => {
      expectShare(figures.byString, 0.99);
      expectShare(figures.ampByString, 0.74);
    });

    it('merge AMP forms with the page that they name', () => {
      expectShare(measureAmpWithCanonical(), 0.97);
    });
  });

  describe('headlines of real pages', () => {
    it('are related only where the article is the same', async () => {
      const figures = await measureHeadlines();
      console.info(
        `headline fallback: precision ${figures.precision.toFixed(3)} at recall ${figures.recall.toFixed(3)}`,
      );
      expect(figures.precision, figures.false.join('\n')).toBeGreaterThanOrEqual(0.97);
      expect(figures.recall).toBeGreaterThanOrEqual(0.8);
    });
  });

  describe('real pages', () => {
    let pages: readonly ReadPage[] = [];
    beforeAll(() => {
      pages = readPages();
    }, 120_000);

    it('have all right addresses among their keys, and no wrong one', () => {
      const figures = measurePages(pages);
      expectShare(figures.identities, 0.98);
      expect(figures.badClaims.of).toBeGreaterThan(0);
      expect(figures.badClaims.accepted).toEqual([]);
    });

    it('are told to be articles or not', () => {
      const figures = measureArticles(pages, isToldArticle);
      expectShare(figures.news, 0.95);
      expectShare(figures.fronts, 0.95);
      expectShare(figures.others, 0.9);
    });

    it('contradict the headlines of other articles and not their own', () => {
      const figures = measureContradictions(pages);
      expectShare(figures.own, 0.99);
      expectShare(figures.others, 0.95);
    });

    it('light the badge where their article is in the index, and nowhere else', async () => {
      const figures = await measureWholeWay(pages);
      expectShare(figures.inIndex, 0.99);
      expectShare(figures.notInIndex, 1);
      expectShare(figures.nonArticles, 1);
    });
  });
}
