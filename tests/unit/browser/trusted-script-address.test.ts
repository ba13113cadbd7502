import { afterEach, describe, expect, it, vi } from 'vitest';
import { listedAddress, trustedScriptAddress } from '../../../lib/browser/trusted-script-address.ts';

afterEach(() => vi.unstubAllGlobals());

describe('listedAddress and trustedScriptAddress', () => {
  it.each([
    '/site-parsers.js?x',
    '/site-parsers.js/..',
    'site-parsers.js',
    '//elsewhere.example/site-parsers.js',
    'https://noligarchy.us/site-parsers.js',
    'data:text/javascript,0',
    'blob:chrome-extension://civic-lens/1',
    '/background.js',
    '',
  ])('refuse the address "%s"', (address) => {
    expect(() => listedAddress(address)).toThrow(TypeError);
  });

  it('return a trusted address from one policy, which refuses all other addresses', () => {
    const createPolicy = vi.fn((_: string, rules: { createScriptURL(address: string): string }) => ({
      createScriptURL: (address: string) => `trusted ${rules.createScriptURL(address)}`,
    }));
    vi.stubGlobal('trustedTypes', { createPolicy });
    expect(trustedScriptAddress('/site-parsers.js')).toBe('trusted /site-parsers.js');
    expect(trustedScriptAddress('/site-parsers.js')).toBe('trusted /site-parsers.js');
    expect(createPolicy.mock.calls.map(([name]) => name)).toEqual(['civic-lens-worker']);
    expect(() => trustedScriptAddress('/elsewhere.js' as never)).toThrow(TypeError);
  });
});
