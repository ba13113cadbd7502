import { expect, it } from 'vitest';
import { pageDate } from '../../../lib/identity/page-date.ts';

it('does not take the date of the page that the reader came from', () => {
  const identity = {
    address: 'https://outlet.example/world/a-quite-different-older-story',
    loadedAs: 'https://outlet.example/news/todays-first-story-about-ferries',
    claims: [],
    headlines: ['Today: first story about ferries'],
    articles: [
      {
        addresses: ['https://outlet.example/news/todays-first-story-about-ferries'],
        headline: 'Today: first story about ferries',
        published: '2026-07-09',
      },
    ],
    published: '2026-07-09T08:00:00Z',
    ogType: 'article',
    microdata: false,
  };
  expect(pageDate(identity)).toBeUndefined();
});
