import { beforeEach, describe, expect, it, vi } from 'vitest';
import { wishToHear } from '../../../lib/tab/read-aloud-wish.ts';
import { onWishToHear, takeWishToHear, wishedAnalysis } from '../../../lib/tab/take-read-aloud-wish.ts';
import { resetBrowser } from '../fake-browser.ts';

const NOW = 1_783_000_000_000;

beforeEach(() => resetBrowser());

describe('the wish to hear an analysis', () => {
  it('can be taken once', async () => {
    await wishToHear('ferry', NOW);
    expect(await takeWishToHear('ferry', NOW + 1000)).toBe(true);
    expect(await takeWishToHear('ferry', NOW + 1000)).toBe(false);
  });

  it('is not taken by a panel that shows another analysis', async () => {
    await wishToHear('ferry', NOW);
    expect(await wishedAnalysis()).toBe('ferry');
    expect(await takeWishToHear('ports', NOW)).toBe(false);
    expect(await takeWishToHear('ferry', NOW)).toBe(true);
  });

  it('is dropped if no panel takes it in time', async () => {
    await wishToHear('ferry', NOW);
    expect(await takeWishToHear('ferry', NOW + 20_000)).toBe(false);
    expect(await takeWishToHear('ferry', NOW)).toBe(false);
  });

  it('is sent to open panels until they stop listening', async () => {
    const heard = vi.fn();
    const stop = onWishToHear(heard);
    await wishToHear('ferry', NOW);
    await takeWishToHear('ferry', NOW);
    expect(heard).toHaveBeenCalledTimes(1);
    stop();
    await wishToHear('ferry', NOW);
    expect(heard).toHaveBeenCalledTimes(1);
  });
});
