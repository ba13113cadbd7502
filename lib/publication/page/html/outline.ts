import type { AnyNode, Element } from 'domhandler';
import { childrenOf, isElement, isUnseen } from './parse-html.ts';
import { textOf } from './text-of.ts';

/** Maximum depth of elements. Deeper elements are left out. Real pages are less deep. */
const MAX_DEPTH = 150;
const MAX_ELEMENTS = 200_000;
/** Longer texts cannot be labels, headings or names (UTF-16 units without white space). */
const SHORT = 1000;

/** The position of a visible element in document order. */
export interface PagePlace {
  readonly element: Element;
  /** Index of the element in document order. */
  readonly start: number;
  /** Index after the last descendant. The descendants are the places between `start` and `end`, both exclusive. */
  end: number;
  /** Length of the visible text in UTF-16 units, without white space. */
  length: number;
  /** The visible text; `undefined` until `Outline.text` has computed it. */
  text: string | undefined;
}

/** All visible elements of a page, with their positions and text lengths. Look-ups need not walk the tree again. */
export class Outline {
  readonly places: PagePlace[] = [];
  /** The nodes at the top level. */
  readonly roots: readonly AnyNode[];
  readonly #byElement = new Map<Element, PagePlace>();

  constructor(root: AnyNode) {
    this.roots = childrenOf(root);
    this.#add(root, 0);
  }

  placeOf(node: AnyNode | null | undefined): PagePlace | undefined {
    return node && isElement(node) ? this.#byElement.get(node) : undefined;
  }

  /** Returns the visible text of an element, or an empty text if the text is too long for a label, heading or name. */
  text(element: Element): string {
    const place = this.#byElement.get(element);
    if (!place || place.length === 0 || place.length > SHORT) return '';
    place.text ??= textOf(element);
    return place.text;
  }

  /**
   * Yields the places inside `root` in document order; all places if `root` is `undefined`. Leaves out places for which
   * `skip` returns `true`, with their descendants.
   */
  *within(
    root: PagePlace | undefined,
    skip: (place: PagePlace) => boolean = () => false,
  ): Generator<PagePlace> {
    const end = root?.end ?? this.places.length;
    for (let at = root ? root.start + 1 : 0; at < end; ) {
      const place = this.places[at];
      if (!place) return;
      if (skip(place)) at = place.end;
      else {
        yield place;
        at++;
      }
    }
  }

  #add(node: AnyNode, depth: number): number {
    let length = 0;
    for (const child of childrenOf(node)) {
      if (child.type === 'text') length += child.data.replace(/\s+/g, '').length;
      if (!isElement(child) || isUnseen(child) || depth > MAX_DEPTH || this.places.length >= MAX_ELEMENTS)
        continue;
      const place: PagePlace = {
        element: child,
        start: this.places.length,
        end: 0,
        length: 0,
        text: undefined,
      };
      this.places.push(place);
      this.#byElement.set(child, place);
      place.length = this.#add(child, depth + 1);
      place.end = this.places.length;
      length += place.length;
    }
    return length;
  }
}

/** Whether `outer` is `inner` or contains it. */
export function containsPlace(outer: PagePlace, inner: PagePlace): boolean {
  return outer.start <= inner.start && inner.start < outer.end;
}

/** Returns the ancestors of a place, innermost first. */
export function ancestorsOf(outline: Outline, place: PagePlace): PagePlace[] {
  const ancestors: PagePlace[] = [];
  for (
    let parent = outline.placeOf(place.element.parent);
    parent;
    parent = outline.placeOf(parent.element.parent)
  )
    ancestors.push(parent);
  return ancestors;
}

/** Returns the level of a heading element, 1–6; `undefined` for other elements. */
export function headingLevel(element: Element): number | undefined {
  if (/^h[1-6]$/.test(element.name)) return Number(element.name[1]);
  if (element.attribs.role !== 'heading') return undefined;
  const level = Number(element.attribs['aria-level'] ?? 2);
  return level >= 1 && level <= 6 ? level : 2;
}
