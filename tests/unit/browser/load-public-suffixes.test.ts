import { beforeEach, describe, expect, it, vi } from 'vitest';
import { packedSuffixes } from '../../../lib/address/pack-public-suffixes.ts';
import { SUFFIXES } from '../../public-suffixes.ts';

describe('publicSuffixes', () => {
  beforeEach(() => vi.resetModules());
  const load = async () => (await import('../../../lib/browser/load-public-suffixes.ts')).publicSuffixes;
  const file = async (): Promise<Response> => new Response(await packedSuffixes());

  it('reads the list from the package once', async () => {
    const publicSuffixes = await load();
    const get = vi.fn(file);
    expect(await publicSuffixes(get)).toBe(SUFFIXES);
    expect(await publicSuffixes(get)).toBe(SUFFIXES);
    expect(get.mock.calls).toEqual([['chrome-extension://civic-lens/public-suffixes.bin']]);
  });

  it('throws an error with the HTTP status if the file is missing, and tries again at the next call', async () => {
    const publicSuffixes = await load();
    const gone = async (): Promise<Response> => new Response(null, { status: 404 });
    await expect(publicSuffixes(gone)).rejects.toThrow('public-suffixes.bin: 404');
    expect(await publicSuffixes(file)).toBe(SUFFIXES);
  });
});
