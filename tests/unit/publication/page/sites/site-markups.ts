import {
  article,
  attribution,
  BASE,
  eyebrow,
  FACTS,
  facts,
  HEADLINE,
  ld,
  link,
  markup,
  NOTE,
  ORIGINAL,
  OUTLET,
  onwards,
  rest,
  SECTIONS,
  type SiteMarkup,
  SUMMARY,
  sections,
  shell,
  TOPICS,
  title,
  topics,
} from './quay-lease.ts';

/** An analysis in the markup styles of many sites, with the expected result of reading each page. */
export const siteMarkups: readonly SiteMarkup[] = [
  markup(
    'a definition list below the text',
    shell(
      `<main><article>${eyebrow}${title}${sections()}` +
        `<dl>${facts((a, b) => `<dt>${a}</dt><dd>${b}</dd>`)}</dl>${rest}</article></main>`,
    ),
  ),
  markup(
    'a definition list in groups, beside the article',
    shell(
      `<main><article>${title}${sections()}${rest}</article><aside>` +
        `<dl>${facts((a, b) => `<div><dt>${a}:</dt><dd>${b}</dd></div>`)}</dl></aside></main>`,
    ),
  ),
  markup(
    'a table by row',
    shell(
      `<article>${title}<table>${facts((a, b) => `<tr><th scope="row">${a}</th><td>${b}</td></tr>`)}` +
        `</table>${sections('h3')}${attribution('h3')}${link()}${topics('h3')}${onwards}</article>`,
    ),
  ),
  markup(
    'a table by column',
    shell(
      `<article>${title}${sections('h4')}<table><thead>` +
        `<tr>${facts((a) => `<th>${a}</th>`)}</tr></thead><tbody>` +
        `<tr>${facts((_, b) => `<td>${b}</td>`)}</tr></tbody>` +
        `</table>${attribution('h4')}${link()}${topics('h4')}${onwards}</article>`,
    ),
  ),
  markup(
    'neighbouring spans without a separator',
    shell(
      `<main>${eyebrow}${title}${sections()}` +
        `<div>${facts((a, b) => `<span>${a}</span><span>${b}</span>`).replaceAll('\n', '')}</div>${rest}</main>`,
    ),
  ),
  markup(
    'spans in rows, headings in wrappers, attribution and paths as plain text blocks',
    shell(
      `<div class="page">${eyebrow}<div><h1>${HEADLINE}</h1></div>
<div>${SUMMARY}</div>${SECTIONS.map(
        ([heading, text]) =>
          `<div><div><h2><span>${heading}</span></h2></div><div>${text.replace('\n', '<br><br>')}</div></div>`,
      ).join('')}
<div>${facts((a, b) => `<div><span>${a}</span><span>${b}</span></div>`)}</div><div>Source attribution</div>
<div>${NOTE}</div><a href="${ORIGINAL}">Read the original at ${OUTLET} →</a>
<div>Reader paths</div><div>Keep following the map.</div>
<div>${TOPICS.map(({ name, url }) => `<a href="${url}"><span>${name}</span></a>`).join('')}</div>${onwards}</div>`,
    ),
    {},
    {
      sections: SECTIONS.map(([heading, text]) => [heading, text.replace('\n', ' ')]),
    },
  ),
  markup(
    'paragraphs with a strong word',
    shell(
      `<article>${title}${facts((a, b) => `<p><strong>${a}:</strong> ${b}</p>`)}${sections()}${rest}</article>`,
    ),
  ),
  markup(
    'one paragraph with bold words before a colon, line breaks, and British dates',
    shell(
      `<article>${title}<p>${facts(
        (a, b) => `<b>${a.toUpperCase()}</b>: ${b}`,
        [
          ...FACTS.slice(0, 2),
          ['Published', 'Thursday, 2 July 2026'],
          ['Updated', '4th July 2026'],
          ['Reading time', '3 minutes'],
          ...FACTS.slice(4),
        ],
      ).replaceAll('\n', '<br>')}</p>${sections()}${rest}</article>`,
    ),
    { updated: '2026-07-04' },
  ),
  markup(
    'a list, with topics as list items of text',
    shell(
      `<article>${title}${sections()}` +
        `<ul>${facts((a, b) => `<li><em>${a}</em> <span>${b}</span></li>`)}</ul>${attribution()}${link()}` +
        `<h2>Topics</h2><ul>${TOPICS.map(({ name }) => `<li>${name}</li>`).join('')}</ul>${onwards}</article>`,
    ),
    { topics: TOPICS.map(({ name }) => ({ name })) },
  ),
  markup(
    'plain lines of text',
    shell(
      `<article>${title}<p>${facts((a, b) => `${a}: ${b}`).replaceAll('\n', '<br/>')}` +
        `</p>${sections()}${attribution()}${link()}<p>Topics: harbours, long leases</p>${onwards}</article>`,
    ),
    { topics: TOPICS.map(({ name }) => ({ name })) },
  ),
  markup(
    'one line with bars, and an abbreviated month',
    shell(
      `<article>${title}<div>Lens: Global Power Plays | Type: Reporting | Published: Jul 2, 2026 | ` +
        `Read time: 3 min | Source: ${OUTLET}</div>${sections()}${rest}</article>`,
    ),
  ),
  markup(
    'microdata, and almost no labels',
    shell(
      `<main itemscope itemtype="https://schema.org/NewsArticle">
<meta itemprop="dateModified" content="2026-07-03T08:00:00Z">${eyebrow}<h1 itemprop="headline">${HEADLINE}</h1>
<p itemprop="description">${SUMMARY}</p>
<p>By <span itemprop="author" itemscope itemtype="https://schema.org/Person"><span
itemprop="name">R. Anvil</span></span></p>
<time itemprop="datePublished" datetime="2026-07-02T06:30:00+0200">2.7.2026</time>
<meta itemprop="timeRequired" content="PT3M">
${sections()}<p>Type: Reporting</p>${attribution()}<div itemprop="isBasedOn" itemscope
itemtype="https://schema.org/NewsArticle"><a itemprop="url" href="${ORIGINAL}?utm_source=feed"><span
itemprop="headline">Council signs quay lease</span></a>
<meta itemprop="publisher" content="${OUTLET}"></div>${topics()}${onwards}
<div itemscope itemtype="https://schema.org/NewsArticle"><a itemprop="url" href="/analysis/other">Other</a>
<meta itemprop="datePublished" content="2026-01-01"></div></main>`,
    ),
    {
      published: '2026-07-02T06:30:00+02:00',
      updated: '2026-07-03T08:00:00Z',
      sourceHeadline: 'Council signs quay lease',
      without: ['type'],
    },
    {
      // A single line of prose that looks like a fact stays in the text.
      sections: [...SECTIONS.slice(0, 2), ['Why it matters', `${SECTIONS[2]?.[1]}\nType: Reporting`]],
      attribution: `${NOTE}\nCouncil signs quay lease`,
    },
  ),
  markup(
    'a JSON-LD graph with teasers of other pages',
    shell(
      `<article>${title}${sections()}${rest}</article>`,
      ld({
        '@context': 'https://schema.org',
        '@graph': [
          { '@type': 'WebSite', url: 'https://civic.example/', name: 'Civic' },
          {
            '@type': 'NewsArticle',
            headline: 'Another',
            url: 'https://civic.example/analysis/other',
            datePublished: '2026-01-01',
            isBasedOn: 'https://elsewhere.example/story-of-another',
          },
          article({
            datePublished: '2026-07-02',
            dateModified: '2026-07-02',
            timeRequired: 'PT3M',
            isBasedOn: {
              '@type': 'NewsArticle',
              name: 'Council signs quay lease',
              url: ORIGINAL,
              publisher: { name: 'Ostrel Mail' },
            },
          }),
        ],
      }),
    ),
    { sourceHeadline: 'Council signs quay lease', without: ['type', 'lens'] },
  ),
  markup(
    'a JSON-LD list, isBasedOn as text, keywords for topics, and no link',
    shell(
      `<article>${eyebrow}${title}${sections()}${attribution()}${onwards}</article>`,
      ld([
        { '@type': 'BreadcrumbList', itemListElement: [] },
        article({
          datePublished: '2026-07-02T10:00:00.000Z',
          isBasedOn: ORIGINAL,
          keywords: ['harbours', 'long leases'],
        }),
      ]),
    ),
    {
      published: '2026-07-02T10:00:00.000Z',
      topics: TOPICS.map(({ name }) => ({ name })),
      without: ['type', 'readMinutes', 'outlet'],
    },
  ),
  markup(
    'a citation of a web page’s main entity, keywords in one text',
    shell(
      `<article>${eyebrow}${title}${sections()}${attribution()}${onwards}</article>`,
      ld({
        '@type': 'WebPage',
        url: BASE,
        mainEntity: article({
          datePublished: '2026-07-02',
          citation: {
            '@type': 'NewsArticle',
            headline: 'Council signs quay lease',
            url: ORIGINAL,
            publisher: OUTLET,
          },
          keywords: 'harbours, long leases',
        }),
      }),
    ),
    {
      sourceHeadline: 'Council signs quay lease',
      topics: TOPICS.map(({ name }) => ({ name })),
      without: ['type', 'readMinutes'],
    },
  ),
  markup(
    'Open Graph, a headline below a site name as top heading, and facts that contain their labels',
    `<html><head><link rel="canonical" href="https://civic.example/"><meta property="og:type" content="article">
<meta property="og:url" content="${BASE}"><meta property="og:title" content="${HEADLINE}">
<meta property="og:site_name" content="Civic"><meta property="og:locale" content="en_US">
<meta property="article:modified_time" content="2026-07-05T10:00:00+0000">
<meta property="og:description" content="${SUMMARY}"><meta property="article:tag" content="harbours">
<meta property="article:tag" content="long leases"></head>
<body><h1><a href="/">Civic</a></h1><div>${eyebrow}<h2>${HEADLINE}</h2>
<p>Published on July 2, 2026 · 3 min read</p>${sections('h3')}
${attribution('h3')}${link()}${onwards}</div></body></html>`,
    {
      updated: '2026-07-05T10:00:00+00:00',
      language: 'en-US',
      topics: TOPICS.map(({ name }) => ({ name })),
      without: ['type'],
    },
    { base: `${BASE}?fbclid=1` },
  ),
  markup(
    'other names, another order, sections as landmarks, the original at the top',
    shell(
      `<header><h1>${HEADLINE}</h1><p>${SUMMARY}</p>
<p>Read the original at <a href="${ORIGINAL}#comments">${OUTLET}</a></p></header>
<article><section><h2>About the source</h2><p>${NOTE}</p></section><section><h2>The quiet part</h2>
<p>Cranes <em>decide</em>.</p><h3>A detail</h3><p>By weight.</p></section><section><h2>Three questions</h2><ol>
<li>Who pays?</li></ol></section><section><h2>More from Civic</h2><ul>
<li><a href="/analysis/x">X</a></li></ul></section></article>`,
    ),
    { topics: [], without: ['lens', 'type', 'published', 'readMinutes', 'subscribe'] },
    {
      sections: [
        ['The quiet part', 'Cranes decide.\nA detail\nBy weight.'],
        ['Three questions', 'Who pays?'],
      ],
    },
  ),
  markup(
    'bold lines for headings, a wrapped link, right-to-left language, `time` elements',
    shell(
      `<article lang="he" dir="rtl">${title}${SECTIONS.map(
        ([heading, text]) => `<p><strong>${heading}?</strong></p><p>${text.replace('\n', '</p><p>')}</p>`,
      ).join('')}
<dl>${facts(
        (a, b) =>
          `<dt>${a}</dt><dd>${a === 'Published' ? '<time datetime="2026-07-02T05:00:00Z">2/7/26</time>' : b}</dd>`,
      )}</dl>${attribution()}${link(
        'https://www.google.com/url?q=https%3A%2F%2Fwww.ostrelmail.example%2Fharbour%2F2026%2F07%2F01%2F' +
          'quay-lease-signed%3Futm_medium%3Drss%26ref%3Drss&amp;sa=D',
      )}${topics()}${onwards}</article>`,
    ),
    { published: '2026-07-02T05:00:00Z', language: 'he' },
    { sections: SECTIONS.map(([heading, text]) => [`${heading}?`, text]) },
  ),
  markup(
    'accordions, a click counter at the site’s own address, and a numeric date with two possible days',
    shell(
      `<article>${title}${SECTIONS.map(
        ([heading, text]) =>
          `<details open><summary>${heading}</summary><p>${text.replace('\n', '</p><p>')}</p></details>`,
      ).join('')}
<dl>${facts(
        (a, b) =>
          `<dt>${a}</dt><dd>${a === 'Published' ? '02/07/2026' : a === 'Read time' ? '2–4 minutes' : b}</dd>`,
      )}</dl>${attribution()}${link(`/out?to=${encodeURIComponent(`${ORIGINAL}?ref=civic.example`)}`)}
${topics()}${onwards}</article>`,
    ),
    { without: ['published', 'readMinutes'] },
  ),
  markup(
    'an article between teasers that have facts of their own',
    shell(
      `<article><h2><a href="/analysis/before">Before</a></h2>
<dl>${facts((a, b) => `<dt>${a}</dt><dd>${b} two</dd>`)}</dl></article>
<article>${title}${sections()}<dl>${facts((a, b) => `<dt>${a}</dt><dd>${b}</dd>`)}</dl>${rest}<section>
<h2>Related analyses</h2><div><h3><a href="/analysis/next">Next</a></h3><p><b>Lens</b> Street Level</p>
<p><b>Published</b> May 1, 2026</p><a
href="https://else.example/a-long-story-of-it">Read the original at Else</a></div></section></article>
<div><h2>Latest</h2><article><h3>Later</h3>
<p>Type: Opinion</p><a href="https://else.example/later">Read the original at Else</a></article></div>`,
    ),
  ),
];
