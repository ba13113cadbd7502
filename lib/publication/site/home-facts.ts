import { asText } from '../../input/json-values.ts';
import { elementsNamed, parseHtml } from '../page/html/parse-html.ts';
import { textOf } from '../page/html/text-of.ts';

/** Reads the publication's name and language from its home page. The language is as written, at most 35 characters. */
export function homeFacts(html: string): { name?: string; language?: string } {
  const page = parseHtml(html);
  const siteName = [...elementsNamed(page, 'meta')].find(
    ({ attribs }) => attribs.property === 'og:site_name',
  );
  const [title] = elementsNamed(page, 'title');
  const [root] = elementsNamed(page, 'html');
  // The title of a home page is often "Name: motto" or "Name – motto". Only the name is needed.
  const name = asText(siteName?.attribs.content, 100) ?? asText(title && titleOf(title), 100);
  const language = asText(root?.attribs.lang, 35);
  return { ...(name ? { name } : {}), ...(language ? { language } : {}) };
}

function titleOf(title: Parameters<typeof textOf>[0]): string | undefined {
  return textOf(title).split(/\s+[|–—-]\s+|:\s+/)[0];
}
