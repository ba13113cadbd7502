import { describe, expect, it } from 'vitest';
import { isInPageNavigation } from '../../../lib/page/in-page-navigation.ts';

const STORY = 'https://outlet.example/2026/story';

describe('isInPageNavigation', () => {
  it.each([
    [STORY, STORY, false],
    [`${STORY}#comments`, STORY, false],
    [`${STORY}?utm_source=feed`, STORY, false],
    [`${STORY}/amp`, STORY, false],
    ['https://outlet.example/2026/other', STORY, true],
    [`${STORY}?page=2`, STORY, true],
    ['https://outlet.example/#/story/8', 'https://outlet.example/#/story/7', true],
    [STORY, 'about:blank', true],
  ])('for %s, loaded as %s, returns %s', (address, loadedAs, expected) => {
    expect(isInPageNavigation({ address, loadedAs })).toBe(expected);
  });
});
