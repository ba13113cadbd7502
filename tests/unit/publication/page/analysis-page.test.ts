import { describe, expect, it } from 'vitest';
import { readAnalysisPage } from '../../../../lib/publication/page/analysis-page.ts';
import { ATTRIBUTION, BASE, HEADING, headings, LINK, ORIGINAL, read, SECTIONS } from './talks-page.ts';

const TOPICS = '<h2>Reader paths</h2><p>Keep drilling.</p><p><a href="/topics/global">global</a></p>';

const FACTS: readonly (readonly [label: string, value: string])[] = [
  ['Lens', 'Global Power Plays'],
  ['Type', 'Reporting'],
  ['Published', 'July 2, 2026'],
  ['Read time', '3 min read'],
  ['Source', 'The Outlet – World'],
];
const rows = (row: (label: string, value: string) => string): string =>
  FACTS.map(([a, b]) => row(a, b)).join('');

describe('readAnalysisPage', () => {
  const whole = {
    headline: 'Talks in Qatar',
    summary: 'Who gains.',
    url: BASE,
    lens: { name: 'Global Power Plays' },
    type: 'Reporting',
    readMinutes: 3,
    outlet: 'The Outlet – World',
    sources: [{ url: ORIGINAL }],
    topics: [{ name: 'global', url: 'https://noligarchy.example/topics/global' }],
    language: 'en-US',
    sections: [
      {
        heading: 'What happened',
        blocks: [
          { type: 'paragraph', content: ['They ', { type: 'emphasis', content: ['met'] }, '.'] },
          { type: 'paragraph', content: ['They left.'] },
        ],
      },
      { heading: 'Why it matters', blocks: [{ type: 'paragraph', content: ['It does.'] }] },
    ],
    attribution: [{ type: 'paragraph', content: ['First published by The Outlet – World.'] }],
  };

  it.each([
    ['a definition list', `<dl>${rows((a, b) => `<dt>${a}</dt><dd>${b}</dd>`)}</dl>`],
    ['a grouped definition list', `<dl>${rows((a, b) => `<div><dt>${a}</dt><dd>${b}</dd></div>`)}</dl>`],
    ['a table', `<table>${rows((a, b) => `<tr><th>${a}</th><td>${b}</td></tr>`)}</table>`],
    ['neighbouring spans', `<div>${rows((a, b) => `<div><span>${a}</span><span>${b}</span></div>`)}</div>`],
    ['spans with a colon', `<aside>${rows((a, b) => `<p><span>${a}:</span> <span>${b}</span></p>`)}</aside>`],
    ['strong words', `<div>${rows((a, b) => `<p><strong>${a}:</strong> ${b}</p>`)}</div>`],
    ['strong words before a colon', `<div>${rows((a, b) => `<p><strong>${a}</strong>: ${b}</p>`)}</div>`],
    ['list items', `<ul>${rows((a, b) => `<li><b>${a}</b> <i>${b}</i></li>`)}</ul>`],
    ['small headings', `<section>${rows((a, b) => `<div><h4>${a}</h4><p>${b}</p></div>`)}</section>`],
  ])('reads the facts from %s', (_, facts) => {
    const page = read(`<main><article>${HEADING}${SECTIONS}${facts}${ATTRIBUTION}${TOPICS}</article></main>`);
    const { published: _published, ...rest } = page ?? {};
    expect(rest).toEqual(whole);
  });

  it('reads the date beside its label if the metadata has none', () => {
    const facts = `<dl>${rows((a, b) => `<dt>${a}</dt><dd>${b}</dd>`)}</dl>`;
    expect(read(`<article>${HEADING}${SECTIONS}${facts}${ATTRIBUTION}</article>`)?.published).toBe(
      '2026-07-02',
    );
  });

  it.each([
    ['<article>', '</article>'],
    ['<main><div>', '</div></main>'],
    ['<div><div>', '</div></div>'],
    ['<nav><h2>Menu</h2><p>Home</p></nav><article>', '</article><footer><h2>About</h2><p>Us</p></footer>'],
    [
      '<article><h2>A teaser</h2><p>Read</p></article><article>',
      '</article><article><h2>More</h2><p>x</p></article>',
    ],
  ])('finds the analysis inside %s … %s', (before, after) => {
    const page = read(`${before}${HEADING}${SECTIONS}${ATTRIBUTION}${after}`);
    expect(page).toMatchObject({
      headline: 'Talks in Qatar',
      sources: [{ url: ORIGINAL }],
      attribution: whole.attribution,
    });
    expect(headings(page)).toEqual(['What happened', 'Why it matters']);
  });

  it.each([
    ['no headline', `${SECTIONS}${ATTRIBUTION}`],
    ['an empty headline', `<h1> </h1>${SECTIONS}${ATTRIBUTION}`],
    ['no section', `${HEADING}${ATTRIBUTION}`],
    ['a section without text', `${HEADING}<h2>What happened</h2>${ATTRIBUTION}`],
    ['nothing that names a source', `${HEADING}${SECTIONS}${TOPICS}`],
    ['nothing', ''],
  ])('reads no analysis from a page with %s', (_, body) => {
    expect(read(`<article>${body}</article>`)).toBeUndefined();
  });

  it('accepts a source beside its label, and a link to the original', () => {
    const labelled = read(`<article>${HEADING}<div><b>Source</b> The Outlet</div>${SECTIONS}</article>`);
    expect(labelled).toMatchObject({ outlet: 'The Outlet', attribution: [], sources: [] });
    expect(read(`<article>${HEADING}${SECTIONS}${LINK}</article>`)).toMatchObject({
      sources: [{ url: ORIGINAL }],
    });
  });

  it('leaves out facts that the page does not state', () => {
    const page = readAnalysisPage(`<h1>Talks</h1><h2>Why</h2><p>So.</p>${LINK}`, BASE);
    expect(page).toStrictEqual({
      headline: 'Talks',
      url: BASE,
      outlet: 'The Outlet – World',
      sources: [{ url: ORIGINAL }],
      topics: [],
      sections: [{ heading: 'Why', blocks: [{ type: 'paragraph', content: ['So.'] }] }],
      attribution: [],
    });
  });

  it('keeps smaller headings in their section, as headings below level 2', () => {
    const body =
      '<h2>What happened</h2><p>One.</p><h3>Later</h3><p>Two.</p><h5>Still</h5><h2>Why</h2><p>Three.</p>';
    const page = read(`<article>${HEADING}${body}${ATTRIBUTION}</article>`);
    expect(headings(page)).toEqual(['What happened', 'Why']);
    expect(page?.sections[0]?.blocks).toEqual([
      { type: 'paragraph', content: ['One.'] },
      { type: 'heading', level: 3, content: ['Later'] },
      { type: 'paragraph', content: ['Two.'] },
      { type: 'heading', level: 5, content: ['Still'] },
    ]);
  });

  it('ends a section at the box with the facts', () => {
    const facts = `<dl>${rows((a, b) => `<dt>${a}</dt><dd>${b}</dd>`)}</dl>`;
    const page = read(
      `<article>${HEADING}${SECTIONS}${facts}<p>Share this page.</p>${ATTRIBUTION}</article>`,
    );
    expect(page?.sections).toEqual(whole.sections);
  });

  const LENS_LINK = '<a href="/lens/global">Global Power Plays</a>';
  const TOPIC = '<a href="/topics/global">global</a>';
  it.each([
    ['a menu with a label', `<nav aria-label="Topics">${LENS_LINK} ${TOPIC}</nav>`],
    ['a list with a label', `<ul aria-label="Topics"><li>${LENS_LINK}</li><li>${TOPIC}</li></ul>`],
    ['links after a sentence', `<p>Explore the topic map.</p><p>${LENS_LINK} ${TOPIC}</p>`],
    ['a paragraph under a heading', `<h2>Topics</h2><p>${LENS_LINK} ${TOPIC}</p>`],
    [
      'tags',
      `<p><a rel="tag" href="/lens/global">Global Power Plays</a> <a rel="tag" href="/topics/global">global</a>`,
    ],
  ])('does not read the lens as a topic from %s', (_, topics) => {
    const facts = `<dl><dt>Lens</dt><dd>${LENS_LINK}</dd><dt>Type</dt><dd>Reporting</dd></dl>`;
    const page = read(`<article>${HEADING}${facts}${LINK}${SECTIONS}${topics}</article>`);
    expect(page?.lens).toEqual({ name: 'Global Power Plays', url: 'https://noligarchy.example/lens/global' });
    expect(page?.topics).toEqual(whole.topics);
    expect(JSON.stringify(page?.sections)).not.toContain('Global Power Plays');
    const around = read(`<article>${HEADING}${facts}${LINK}${SECTIONS}</article>${topics}`);
    expect(around?.topics).toEqual(whole.topics);
  });

  it('reads a topic with the name of the lens and another address', () => {
    const topic = { name: 'Global Power Plays', url: 'https://noligarchy.example/topics/plays' };
    const facts = `<dl><dt>Lens</dt><dd>${LENS_LINK}</dd><dt>Type</dt><dd>Reporting</dd></dl>`;
    const topics = `<nav aria-label="Topics"><a href="/topics/plays">Global Power Plays</a> ${TOPIC}</nav>`;
    expect(read(`<article>${HEADING}${facts}${LINK}${SECTIONS}${topics}</article>`)?.topics).toEqual([
      topic,
      ...whole.topics,
    ]);
  });

  it('does not treat words of the text as labels', () => {
    const text = '<h2>What happened</h2><p>The <b>source of</b> doubt.</p><p><em>Types</em> differ.</p>';
    const page = read(`<article>${HEADING}${text}${ATTRIBUTION}</article>`);
    expect(page?.sections[0]?.blocks).toHaveLength(2);
    expect(page?.outlet).toBe('The Outlet – World');
    expect(page).not.toHaveProperty('type');
  });
});
