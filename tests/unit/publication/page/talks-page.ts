import { type AnalysisPage, readAnalysisPage } from '../../../../lib/publication/page/analysis-page.ts';

export const BASE = 'https://noligarchy.example/talks';
export const ORIGINAL = 'https://outlet.example/talks';
export const LINK = `<p><a href="${ORIGINAL}">Read the original at The Outlet – World</a></p>`;
export const HEADING = '<p>Global Power Plays</p><h1>Talks in Qatar</h1><p>Who gains.</p>';
export const SECTIONS =
  '<h2>What happened</h2><p>They <em>met</em>.</p><p>They left.</p><h2>Why it matters</h2><p>It does.</p>';
export const ATTRIBUTION = `<h2>Source attribution</h2><p>First published by The Outlet – World.</p>${LINK}`;

const pageOf = (body: string, head = ''): string =>
  `<!doctype html><html lang="en-US"><head>${head}</head><body>${body}</body></html>`;
export const read = (body: string, head = ''): AnalysisPage | undefined =>
  readAnalysisPage(pageOf(body, head), BASE);
export const headings = (page: AnalysisPage | undefined): (string | undefined)[] | undefined =>
  page?.sections.map(({ heading }) => heading);

/** Returns a script with JSON-LD for the head of a page. A string is written as it is, even if it is not valid JSON. */
export const jsonLd = (value: unknown): string =>
  `<script type="application/ld+json">${typeof value === 'string' ? value : JSON.stringify(value)}</script>`;
