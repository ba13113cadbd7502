import type { ExpectedPage } from './expected-page.ts';

/** An analysis of an invented publication, and the parts from which `site-markups.ts` builds pages with it. */

export interface SiteMarkup {
  readonly name: string;
  readonly html: string;
  readonly expected: ExpectedPage;
}

export const BASE = 'https://civic.example/analysis/quay-lease-ostrel';
export const ORIGINAL = 'https://www.ostrelmail.example/harbour/2026/07/01/quay-lease-signed';
export const HEADLINE = 'Ostrel leases its quay; the crane operator sets the terms';
export const SUMMARY = 'A lease of thirty years moves the harbour’s choices to whoever owns the cranes.';
export const OUTLET = 'The Ostrel Mail – Harbour';
export const NOTE = 'This page reads reporting that The Ostrel Mail – Harbour published first.';
export const SECTIONS: ExpectedPage['sections'] = [
  ['What happened', 'The council signed a lease for the long quay.\nTwo members left the room.'],
  ['Who gains leverage', 'The operator of the cranes does.'],
  ['Why it matters', 'Fishers pay by the hour from August.'],
];
export const TOPICS = [
  { name: 'harbours', url: 'https://civic.example/topics/harbours' },
  { name: 'long leases', url: 'https://civic.example/topics/long-leases' },
];

export const FACTS: readonly (readonly [label: string, value: string])[] = [
  ['Lens', 'Global Power Plays'],
  ['Type', 'Reporting'],
  ['Published', 'July 2, 2026'],
  ['Read time', '3 min read'],
  ['Source', OUTLET],
];

const WHOLE: ExpectedPage['page'] = {
  headline: HEADLINE,
  summary: SUMMARY,
  url: BASE,
  lens: { name: 'Global Power Plays', url: 'https://civic.example/lens/global-power-plays' },
  type: 'Reporting',
  published: '2026-07-02',
  readMinutes: 3,
  outlet: OUTLET,
  sources: [{ url: ORIGINAL }],
  topics: TOPICS,
  subscribe: 'https://civic.example/subscribe',
  issues: 'https://civic.example/issues',
  language: 'en',
};

export const facts = (row: (label: string, value: string) => string, list = FACTS): string =>
  list.map(([label, value]) => row(label, value)).join('\n');
export const sections = (level = 'h2'): string =>
  SECTIONS.map(
    ([heading, text]) =>
      `<${level}>${heading}</${level}>${text
        .split('\n')
        .map((line) => `<p>${line}</p>`)
        .join('')}`,
  ).join('\n');
export const link = (href = ORIGINAL): string =>
  `<p><a href="${href}">Read the original at ${OUTLET}</a></p>`;
export const attribution = (level = 'h2'): string => `<${level}>Source attribution</${level}><p>${NOTE}</p>`;
export const topics = (level = 'h2'): string =>
  `<${level}>Reader paths</${level}><p>Keep following the map.</p>` +
  `<p>${TOPICS.map(({ name, url }) => `<a href="${url}">${name}</a>`).join('')}</p>`;
export const onwards =
  '<p><a href="/subscribe">Subscribe for more</a>' +
  '<a href="/lens/global-power-plays">Explore this lens</a><a href="/issues">Browse all issues</a></p>';
export const title = `<h1>${HEADLINE}</h1><p>${SUMMARY}</p>`;
export const eyebrow = '<p><a href="/lens/global-power-plays">Global Power Plays</a></p>';

/** Returns a page with the head and the frame that most sites have. */
export function shell(body: string, head = '', lang = 'lang="en"'): string {
  return `<!doctype html><html ${lang}><head><meta charset="utf-8"><title>${HEADLINE} | Civic</title>${head}</head>
<body><header><a href="/">Civic</a><nav><h2>Menu</h2><ul><li><a href="/issues">Issues</a></li></ul></nav></header>
${body}
<footer><h2>About</h2><p>Civic reads the news again.</p><form><input type="email"></form></footer></body></html>`;
}

export const ld = (value: unknown): string =>
  `<script type="application/ld+json">${JSON.stringify(value)}</script>`;
export const article = (more: object = {}): object => ({
  '@context': 'https://schema.org',
  '@type': 'AnalysisNewsArticle',
  headline: HEADLINE,
  url: BASE,
  ...more,
});

type Change = Partial<ExpectedPage['page']> & { readonly without?: readonly (keyof ExpectedPage['page'])[] };

export function markup(
  name: string,
  html: string,
  { without = [], ...page }: Change = {},
  text: Partial<Pick<ExpectedPage, 'sections' | 'attribution' | 'base'>> = {},
): SiteMarkup {
  const kept = Object.entries({ ...WHOLE, ...page }).filter(
    ([field]) => !without.includes(field as keyof ExpectedPage['page']),
  );
  return {
    name,
    html,
    expected: {
      base: BASE,
      page: Object.fromEntries(kept) as unknown as ExpectedPage['page'],
      sections: SECTIONS,
      attribution: NOTE,
      ...text,
    },
  };
}

export const rest = `${attribution()}${link()}${topics()}${onwards}`;
