import { Parser } from 'htmlparser2';
import { parseHTML } from 'linkedom';
import type { ReadablePage } from '../../lib/page/read-identity.ts';

/** Elements that do not end the head (HTML standard, insertion modes "in head" and "after head"). */
const OF_HEAD =
  /^(?:html|head|base|basefont|bgsound|link|meta|title|style|script|noscript|template|noframes)$/;
const RAW = /^(?:script|style|noscript|template|noframes)$/;

/**
 * Builds a document from which `readIdentity` can read a page. The document contains only the elements that matter for
 * this, each in the head or body as the HTML standard requires. Building the whole page would take fifty times as long.
 *
 * @param address address of the page
 */
export function documentOf(html: string, address: string): ReadablePage {
  const head: string[] = [];
  const body: string[] = [];
  let inHead = true;
  let base: string | undefined;
  /**
   * The open element whose content is raw text or ignored, the number of such elements that are nested in each other,
   * and whether to keep the content.
   */
  let raw: { name: string; depth: number; keep: boolean } | undefined;
  let inHeading = false;
  let headings = 0;
  let inSvg = 0;
  let inTitle = false;
  let title: string | undefined;
  const put = (text: string): unknown => (inHead ? head : body).push(text);

  const parser = new Parser({
    onopentag(name, attributes) {
      if (raw) {
        if (name === raw.name) raw.depth++;
        return;
      }
      if (inHead && !OF_HEAD.test(name)) inHead = false;
      if (name === 'svg') inSvg++;
      if (name === 'base' && attributes.href && base === undefined) base = attributes.href;
      if (name === 'title' && inSvg === 0 && title === undefined) {
        inTitle = true;
        title = '';
      }
      if (RAW.test(name)) {
        const keep = name === 'script' && /ld\+json/i.test(attributes.type ?? '');
        raw = { name, depth: 1, keep };
        if (keep) put(`<script${written(attributes)}>`);
      } else if (name === 'link' || name === 'meta') put(`<${name}${written(attributes)}>`);
      else if (name === 'h1' && headings++ === 0) {
        inHeading = true;
        put(`<h1${written(attributes)}>`);
      } else if (attributes.itemtype) put(`<div${written(attributes)}></div>`);
    },
    ontext(text) {
      if (raw) {
        if (raw.keep) put(text);
      } else if (inTitle) title += text;
      else if (inHeading) put(escaped(text));
    },
    onclosetag(name) {
      if (raw) {
        if (name !== raw.name || --raw.depth > 0) return;
        if (raw.keep) put('</script>');
        raw = undefined;
      } else if (name === 'title') inTitle = false;
      else if (name === 'svg') inSvg--;
      else if (name === 'h1' && inHeading) {
        inHeading = false;
        put('</h1>');
      }
    },
  });
  parser.end(html);

  const { document } = parseHTML(
    `<!doctype html><html><head>${head.join('')}</head><body>${body.join('')}</body></html>`,
  );
  return {
    head: document.head,
    title: (title ?? '').replace(/\s+/g, ' ').trim(),
    baseURI: base !== undefined && URL.canParse(base, address) ? new URL(base, address).href : address,
    querySelector: (selector: string) => document.querySelector(selector),
    querySelectorAll: (selector: string) => document.querySelectorAll(selector),
  } as ReadablePage;
}

function written(attributes: Record<string, string>): string {
  return Object.entries(attributes)
    .map(([name, value]) => (/^[\w:-]+$/.test(name) ? ` ${name}="${escaped(value)}"` : ''))
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
