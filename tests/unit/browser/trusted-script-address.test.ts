import { afterEach, describe, expect, it, vi } from 'vitest';
import { listedAddress, trustedScriptAddress } from '../../../lib/browser/trusted-script-address.ts';

afterEach(() => vi.unstubAllGlobals());

describe('trusted script addresses', () => {
  it.each([
    '/site-parsers.js?x',
    '/site-parsers.js/..',
    'site-parsers.js',
    '//elsewhere.example/site-parsers.js',
    'https://noligarchy.us/site-parsers.js',
    'data:text/javascript,0',
    'blob:chrome-extension://civic-lens/1',
    '/background.js',
    '/search-worker.js#x',
    '/Search-worker.js',
    ' /search-worker.js',
    'chrome-extension://civic-lens/search-worker.js',
    '',
  ])('do not include "%s"', (address) => {
    expect(() => listedAddress(address)).toThrow(TypeError);
    expect(() => trustedScriptAddress(address as never)).toThrow(TypeError);
  });

  it('come from one policy, which refuses all other addresses', () => {
    const createPolicy = vi.fn((_: string, rules: { createScriptURL(address: string): string }) => ({
      createScriptURL: (address: string) => `trusted ${rules.createScriptURL(address)}`,
    }));
    vi.stubGlobal('trustedTypes', { createPolicy });
    expect(trustedScriptAddress('/site-parsers.js')).toBe('trusted /site-parsers.js');
    expect(trustedScriptAddress('/search-worker.js')).toBe('trusted /search-worker.js');
    expect(createPolicy.mock.calls.map(([name]) => name)).toEqual(['civic-lens-worker']);
    expect(() => trustedScriptAddress('/elsewhere.js' as never)).toThrow(TypeError);
  });

  it('are plain strings where there are no Trusted Types, as in Firefox 140', async () => {
    vi.stubGlobal('trustedTypes', undefined);
    vi.resetModules();
    const fresh = await import('../../../lib/browser/trusted-script-address.ts');
    expect(fresh.trustedScriptAddress('/search-worker.js')).toBe('/search-worker.js');
    expect(() => fresh.trustedScriptAddress('/elsewhere.js' as never)).toThrow(TypeError);
  });
});
