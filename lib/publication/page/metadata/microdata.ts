import type { Element } from 'domhandler';
import type { JsonObject } from '../../../input/json-values.ts';
import { childrenOf, isElement } from '../html/parse-html.ts';
import { textOf } from '../html/text-of.ts';

const MAX_DEPTH = 150;
const MAX_PROPERTIES = 500;

/**
 * Returns the microdata of an element with `itemscope`, in the form of JSON-LD. A nested item becomes the value of its
 * property. A nested item without `itemprop` is left out, because it is about something else, such as a teaser.
 *
 * @see https://html.spec.whatwg.org/multipage/microdata.html
 */
export function microdataOf(scope: Element): JsonObject {
  const bounds = { left: MAX_PROPERTIES };
  return itemOf(scope, bounds, 0);
}

function itemOf(scope: Element, bounds: { left: number }, depth: number): JsonObject {
  const properties = new Map<string, unknown[]>();
  const read = (node: Element, level: number): void => {
    if (level > MAX_DEPTH) return;
    for (const child of childrenOf(node)) {
      if (!isElement(child) || bounds.left <= 0) continue;
      const names = (child.attribs.itemprop ?? '').split(/\s+/).filter(Boolean).slice(0, 5);
      const isItem = 'itemscope' in child.attribs;
      if (names.length > 0) {
        bounds.left--;
        const value = isItem
          ? depth < 3
            ? itemOf(child, bounds, depth + 1)
            : undefined
          : propertyValue(child);
        for (const name of names) properties.set(name, [...(properties.get(name) ?? []), value].slice(0, 50));
      }
      if (!isItem) read(child, level + 1);
    }
  };
  read(scope, 0);
  return Object.fromEntries([
    ['@type', scope.attribs.itemtype?.split(/\s+/)[0]],
    ...[...properties].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  ]);
}

function propertyValue(element: Element): string | undefined {
  const { content, href, src, datetime } = element.attribs;
  if (content !== undefined) return content;
  if (element.name === 'time') return datetime ?? textOf(element);
  if (element.name === 'a' || element.name === 'link') return href;
  return src ?? textOf(element);
}
