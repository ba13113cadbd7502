import { describe, expect, it } from 'vitest';
import { addressBehindReaderView } from '../../../lib/address/reader-view.ts';

const STORY = 'https://outlet.example/2026/story?id=7&page=2';
const ENCODED = encodeURIComponent(STORY);
const DISTILLED = 'chrome-distiller://8f2a7d0e-0a1b-4c2d-9e3f-0123456789ab_0a1b2c/';

describe('addressBehindReaderView', () => {
  it.each([
    [`about:reader?url=${ENCODED}`, STORY],
    [`about:reader?url=${ENCODED}#part`, STORY],
    [`about:reader?lang=en&url=${ENCODED}`, STORY],
    [`${DISTILLED}?title=Story&url=${ENCODED}`, STORY],
    [`${DISTILLED}?time=123&url=${ENCODED}&x=1`, STORY],
    [`read://https_outlet.example/?url=${ENCODED}`, STORY],
    [`read:${STORY}`, STORY],
    [`view-source:${STORY}`, STORY],
  ])('reads %s as %s', (address, shown) => {
    expect(addressBehindReaderView(address)).toBe(shown);
  });

  it.each([
    STORY,
    'about:reader',
    'about:reader?url=',
    'about:reader?url=%E0%A4%A',
    'about:reader?url=about%3Aaddons',
    'about:reader?url=javascript%3Aalert(1)',
    `about:addons?url=${ENCODED}`,
    `chrome://settings/?url=${ENCODED}`,
    `https://other.example/about:reader?url=${ENCODED}`,
    'view-source:about:addons',
    '',
  ])('returns %s unchanged', (address) => {
    expect(addressBehindReaderView(address)).toBe(address);
  });
});
