import { beforeAll, expect, it } from 'vitest';
import {
  type AddressFigures,
  measureAddresses,
  measureAmpWithCanonical,
} from '../../corpus/measure-addresses.ts';
import { measureHeadlines } from '../../corpus/measure-matching.ts';
import { describeWithCorpus, expectShare } from './shares.ts';

describeWithCorpus('URL keys of real addresses', () => {
  let figures: AddressFigures;
  beforeAll(() => {
    figures = measureAddresses();
  });

  it('never merge addresses of different pages', () => {
    expect(figures.addresses).toBeGreaterThan(10_000);
    expect(figures.wronglyMerged).toEqual([]);
    expect(figures.notSame.of).toBeGreaterThan(0);
    expect(figures.notSame.merged).toEqual([]);
  });

  it('merge addresses of one page if the addresses alone show that the page is the same', () => {
    expectShare(figures.byString, 0.99);
    expectShare(figures.ampByString, 0.74);
  });

  it('merge AMP forms with the page that they name', () => {
    expectShare(measureAmpWithCanonical(), 0.97);
  });
});

describeWithCorpus('headlines of real pages', () => {
  it('match for one article: at least 97 % of matches are right, at least 80 % of the pairs are found', async () => {
    const figures = await measureHeadlines();
    console.info(
      `headline fallback: precision ${figures.precision.toFixed(3)} at recall ${figures.recall.toFixed(3)}`,
    );
    expect(figures.precision, figures.false.join('\n')).toBeGreaterThanOrEqual(0.97);
    expect(figures.recall).toBeGreaterThanOrEqual(0.8);
  });
});
