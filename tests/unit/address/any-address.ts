import fc from 'fast-check';

/** Pieces of addresses. Joined at random, they make ordinary, invalid and hostile addresses. */

export const PIECES = [
  ...[
    '/',
    '//',
    '?',
    '#',
    '&',
    '=',
    '%',
    '%2F',
    '%3A',
    '%E0%A4%A',
    ':',
    '.',
    '..',
    '-',
    '_',
    '+',
    '@',
    ';',
    ' ',
    '\u200b',
  ],
  ...[
    'amp',
    '/amp',
    '.amp',
    '.html',
    'index.php',
    '2026/07/02',
    '20260702',
    'id=7',
    'utm_source=x',
    'gift=1',
    '#!/',
  ],
  ...[
    'https://',
    'http:/',
    'https%3A%2F%2F',
    'outlet.example',
    'web.archive.org/web/2026/',
    'archive.ph/',
    'é',
    '世界',
  ],
  ...[';jsessionid=1', '/view-amp', '/google-amp', '_amp.html', '/index.html', '.shtml', '/amp.html', '/m/'],
];
const hostile = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 8 })), {
  maxLength: 60,
});
/** Generates texts that a page may contain where an address is expected. */
export const anyAddress = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  hostile.map((pieces) => `https://outlet.example/${pieces.join('')}`),
  hostile.map((pieces) => pieces.join('')),
);

/** Parameters that do not identify an article: tracking parameters, then personal parameters. */
export const TRACKING = [
  ...[
    'utm_source=feed',
    'utm_campaign=july',
    'fbclid=IwAR0',
    'gclid=1',
    'mc_cid=2',
    'ref=twitter',
    'share=facebook',
  ],
  ...[
    'gift=abc',
    'unlocked_article_code=1.AbC',
    'pwapi_token=x',
    'accessToken=y',
    'email=a%40b.example',
    'spMailingID=1',
  ],
];
