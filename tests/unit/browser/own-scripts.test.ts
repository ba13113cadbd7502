import { afterEach, describe, expect, it, vi } from 'vitest';
import { onlyOwn, ownScript } from '../../../lib/browser/own-scripts.ts';

afterEach(() => vi.unstubAllGlobals());

describe('onlyOwn and ownScript', () => {
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
    expect(() => onlyOwn(address)).toThrow(TypeError);
  });

  it('return a trusted address from a single policy, which refuses all others', () => {
    const createPolicy = vi.fn((_: string, rules: { createScriptURL(address: string): string }) => ({
      createScriptURL: (address: string) => `trusted ${rules.createScriptURL(address)}`,
    }));
    vi.stubGlobal('trustedTypes', { createPolicy });
    expect(ownScript('/site-parsers.js')).toBe('trusted /site-parsers.js');
    expect(ownScript('/site-parsers.js')).toBe('trusted /site-parsers.js');
    expect(createPolicy.mock.calls.map(([name]) => name)).toEqual(['civic-lens-worker']);
    expect(() => ownScript('/elsewhere.js' as never)).toThrow(TypeError);
  });
});
