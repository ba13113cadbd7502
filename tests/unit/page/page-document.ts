import { parseHTML } from 'linkedom';
import type { PageIdentity } from '../../../lib/page/page-identity.ts';
import { type ReadablePage, readIdentity } from '../../../lib/page/read-identity.ts';

export const STORY = 'https://outlet.example/2026/story';

/** Returns the document of a page at `STORY` with a head and a body. */
export function documentOf(head: string, body = ''): ReadablePage {
  const { document } = parseHTML(`<!doctype html><html><head>${head}</head><body>${body}</body></html>`);
  return {
    head: document.head,
    title: document.title,
    baseURI: STORY,
    querySelector: (selector: string) => document.querySelector(selector),
    querySelectorAll: (selector: string) => document.querySelectorAll(selector),
  } as ReadablePage;
}

export const identityOf = (head: string, body = ''): PageIdentity =>
  readIdentity(documentOf(head, body), STORY, STORY);
export const jsonLd = (value: unknown): string =>
  `<script type="application/ld+json">${typeof value === 'string' ? value : JSON.stringify(value)}</script>`;
