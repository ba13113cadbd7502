import type { Mutant } from './mutant.ts';

/** Mutants of reading a page's identity and of comparing addresses. */
export const PAGES: readonly Mutant[] = [
  {
    file: 'lib/address/hosts.ts',
    original: 'taken.includes(presentation) || !isSite(folded.slice(dot + 1))',
    broken: 'taken.includes(presentation)',
    why: 'The host mobile.co.uk would count as the host co.uk.',
  },
  {
    file: 'lib/address/hosts.ts',
    original: '|\\[::1\\])$/i',
    broken: '|\\[::1\\])/i',
    why: 'A host such as localhost.evil.example would count as this machine.',
  },
  {
    file: 'lib/address/safe-link.ts',
    original: "if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;",
    broken: '',
    why: 'A link with a javascript: address would be shown.',
  },
  {
    file: 'lib/address/shareable-address.ts',
    original: "url.password = '';",
    broken: '',
    why: 'A letter to the publication would carry the reader’s password for a site.',
  },
  {
    file: 'lib/address/url-keys.ts',
    original: 'segments.length === 1 && /^[\\p{L}',
    broken: 'segments.length <= 2 && /^[\\p{L}',
    why: 'An article below a section would count as a section, and claims that name it would be refused.',
  },
  {
    file: 'lib/address/url-keys.ts',
    original: "port === '' || port === '80' || port === '443'",
    broken: "port !== ''",
    why: 'Sites on different ports of one host would share keys.',
  },
  {
    file: 'lib/address/url-keys.ts',
    original: 'address.length > MAX_ADDRESS_LENGTH) return undefined',
    broken: 'address.length >= MAX_ADDRESS_LENGTH) return undefined',
    why: 'The longest address that is allowed would have no key.',
  },
  {
    file: 'lib/address/wrappers.ts',
    original: 'depth < 3',
    broken: 'depth < 1',
    why: 'An archived AMP page would not be recognised.',
  },
  {
    file: 'lib/address/article-path.ts',
    original: 'Date.UTC(year, month - 1, day)',
    broken: 'Date.UTC(year, month, day)',
    why: 'Dates in addresses would be a month late, and related analyses would be missed.',
  },
  {
    file: 'lib/page/contradicted-claims.ts',
    original: 'if (confirmed >= 0 && confirmed < CONFIRMED) return true;',
    broken: '',
    why: 'If all pages of a site named one article as canonical, all would show the analysis of it.',
  },
  {
    file: 'lib/address/public-suffixes.ts',
    original: "if (exact?.rule === 'suffix' || find('*', suffixes, inner)) count = n + 2;",
    broken: '',
    why: 'The sites of two people on one platform would count as one site.',
  },
  {
    file: 'lib/page/check-identity.ts',
    original: 'value.length <= MAX_PAGE_ADDRESS_LENGTH',
    broken: 'true',
    why: 'A hostile page could make the background process an address of megabytes.',
  },
  {
    file: 'lib/page/check-identity.ts',
    original: 'return budget < 0 ? [] : [text];',
    broken: 'return [text];',
    why: 'A hostile page could make the background parse any amount of JSON-LD.',
  },
  {
    file: 'lib/page/read-identity.ts',
    original: 'found[by]++ < MAX_CLAIMS_PER_KIND',
    broken: 'true',
    why: 'A hostile page could send any number of claims.',
  },
  {
    file: 'lib/page/page-keys.ts',
    original: 'if (isFrontPage(key) || isSectionOf(key, own)) return;',
    broken: '',
    why: 'Every article whose canonical is the home page would match the same analysis.',
  },
  {
    file: 'lib/page/page-keys.ts',
    original: "by !== 'canonical' || namesAnotherStory(key, own, identity)",
    broken: "by !== 'canonical'",
    why: 'A canonical that points to another story on another site would light the badge.',
  },
  {
    file: 'lib/page/headline.ts',
    original: 'const MIN_KEY_WORDS = 6;',
    broken: 'const MIN_KEY_WORDS = 5;',
    why: 'Pages would count as related because of a short headline, which many articles share.',
  },
  {
    file: 'lib/page/watch-page.ts',
    original: 'if (!mayMatch && !world.lensTold) return;',
    broken: 'if (!mayMatch) return;',
    why: 'The badge would stay lit after a navigation inside the page.',
  },
  {
    file: 'lib/page/watch-page.ts',
    original: "mode !== 'automatic' || ",
    broken: '',
    why: 'The content script would read pages although the reader chose the on click mode.',
  },
  {
    file: 'lib/page/watch-page.ts',
    original: 'clearTimeout(settling);\n    settling',
    broken: 'settling',
    why: 'Infinite scrolling would wake the background for every address that it passes.',
  },
];
