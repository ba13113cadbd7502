import { beforeEach, describe, expect, it, vi } from 'vitest';
import { requestReadAloud } from '../../../lib/tab/read-aloud-request.ts';
import {
  onReadAloudRequest,
  requestedAnalysis,
  takeReadAloudRequest,
} from '../../../lib/tab/take-read-aloud-request.ts';
import { resetBrowser } from '../fake-browser.ts';

const NOW = 1_783_000_000_000;

beforeEach(() => resetBrowser());

describe('a request to read an analysis aloud', () => {
  it('can be taken once', async () => {
    await requestReadAloud('ferry', NOW);
    expect(await takeReadAloudRequest('ferry', NOW + 1000)).toBe(true);
    expect(await takeReadAloudRequest('ferry', NOW + 1000)).toBe(false);
  });

  it('is not taken by a panel that shows another analysis', async () => {
    await requestReadAloud('ferry', NOW);
    expect(await requestedAnalysis()).toBe('ferry');
    expect(await takeReadAloudRequest('ports', NOW)).toBe(false);
    expect(await takeReadAloudRequest('ferry', NOW)).toBe(true);
  });

  it('is dropped if no panel takes it in time', async () => {
    await requestReadAloud('ferry', NOW);
    expect(await takeReadAloudRequest('ferry', NOW + 20_000)).toBe(false);
    expect(await takeReadAloudRequest('ferry', NOW)).toBe(false);
  });

  it('is sent to open panels until they stop listening', async () => {
    const heard = vi.fn();
    const stop = onReadAloudRequest(heard);
    await requestReadAloud('ferry', NOW);
    await takeReadAloudRequest('ferry', NOW);
    expect(heard).toHaveBeenCalledTimes(1);
    stop();
    await requestReadAloud('ferry', NOW);
    expect(heard).toHaveBeenCalledTimes(1);
  });
});
