import type { AnyNode, Element } from 'domhandler';
import { childrenOf, isElement, isUnseen } from './html.ts';
import { textOf } from './text-of.ts';

/** Elements nested deeper, and more of them than this, are left out: no page that people read has them. */
const DEEPEST = 150;
const MOST_ELEMENTS = 200_000;
/** Longer texts are no label, heading or name (UTF-16 units without white space). */
const SHORT = 1000;

/** Where an element stands among all that a reader sees, in document order. */
export interface Place {
  readonly element: Element;
  /** Its own number. All places from `start` up to `end`, without it, stand in it. */
  readonly start: number;
  end: number;
  /** Characters of visible text in it, without white space. */
  length: number;
  /** That text, once it was asked for. */
  text: string | undefined;
}

/**
 * All visible elements of a page with what is asked of them again and again, so that each question costs no walk of
 * its own.
 */
export class Outline {
  readonly places: Place[] = [];
  /** The nodes that no element holds. */
  readonly roots: readonly AnyNode[];
  readonly #byElement = new Map<Element, Place>();

  constructor(root: AnyNode) {
    this.roots = childrenOf(root);
    this.#add(root, 0);
  }

  placeOf(node: AnyNode | null | undefined): Place | undefined {
    return node && isElement(node) ? this.#byElement.get(node) : undefined;
  }

  /** The visible text of an element; empty where it is longer than any label, heading or name. */
  text(element: Element): string {
    const place = this.#byElement.get(element);
    if (!place || place.length === 0 || place.length > SHORT) return '';
    place.text ??= textOf(element);
    return place.text;
  }

  /** The places in one, in document order; what `skip` tells is left out with all that is in it. */
  *within(root: Place | undefined, skip: (place: Place) => boolean = () => false): Generator<Place> {
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
      if (!isElement(child) || isUnseen(child) || depth > DEEPEST || this.places.length >= MOST_ELEMENTS)
        continue;
      const place: Place = { element: child, start: this.places.length, end: 0, length: 0, text: undefined };
      this.places.push(place);
      this.#byElement.set(child, place);
      place.length = this.#add(child, depth + 1);
      place.end = this.places.length;
      length += place.length;
    }
    return length;
  }
}

export function holds(outer: Place, inner: Place): boolean {
  return outer.start <= inner.start && inner.start < outer.end;
}

/** The places around one, innermost first. */
export function ancestorsOf(outline: Outline, place: Place): Place[] {
  const ancestors: Place[] = [];
  for (
    let parent = outline.placeOf(place.element.parent);
    parent;
    parent = outline.placeOf(parent.element.parent)
  )
    ancestors.push(parent);
  return ancestors;
}

/** The level of a heading element, 1–6; `undefined` for every other element. */
export function headingLevel(element: Element): number | undefined {
  if (/^h[1-6]$/.test(element.name)) return Number(element.name[1]);
  if (element.attribs.role !== 'heading') return undefined;
  const level = Number(element.attribs['aria-level'] ?? 2);
  return level >= 1 && level <= 6 ? level : 2;
}
