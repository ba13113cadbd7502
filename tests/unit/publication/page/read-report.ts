import { type AnalysisPage, readAnalysisPage } from '../../../../lib/publication/page/analysis-page.ts';

/** The addresses of a small site and of a page of this site, and a function that reads the page. */

export const SITE = 'https://plain.example/';
export const BASE = `${SITE}analysis/bridge/`;
export const LINK = '<p><a href="https://outlet.example/a-bridge">Read the original at The Outlet</a></p>';
export const read = (inside: string, head = ''): AnalysisPage | undefined =>
  readAnalysisPage(
    `<html><head>${head}</head><body><article><h1>Bridge</h1>${inside}${LINK}</article></body></html>`,
    BASE,
  );
