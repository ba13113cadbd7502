import axe from 'axe-core';
import type { Page } from 'puppeteer-core';

/** Checks the appearance of a page by script. Describes each fault in one line, for a person to read. */

/** Text may exceed its box by this much (CSS px), because fonts and browsers round differently. */
const TOLERANCE = 2;

/** Smallest font size (CSS px). */
const SMALLEST_TEXT = 12;

/** Returns the faults of the layout at the page's current size. */
export async function layoutFaults(page: Page): Promise<string[]> {
  // In the next frame after a change of size, the page measures which texts it must shorten. So wait for two frames.
  await page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
  return page.evaluate(faultsOfDocument, TOLERANCE, SMALLEST_TEXT);
}

/** The axe rules to run. Without `only`, all rules run. */
export interface AxeRules {
  readonly only?: readonly string[];
  readonly without?: readonly string[];
}

/** Returns all violations that axe finds, one line for each. */
export async function axeFaults(page: Page, { only, without = [] }: AxeRules = {}): Promise<string[]> {
  await page.evaluate(axe.source);
  const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
  const faults = await violations(page, { rules, ...(only ? { runOnly: only } : {}) });
  return only ? faults : [...faults, ...(await targetFaults(page))];
}

/**
 * Returns the violations of `target-size` (https://www.w3.org/TR/WCAG22/#target-size-minimum), which axe leaves out by
 * default. axe measures the part of a target that is in sight. The reader can scroll a target out from under a sticky
 * row, so no element is sticky while axe measures.
 */
async function targetFaults(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    for (const element of document.querySelectorAll<HTMLElement>('body *'))
      if (getComputedStyle(element).position === 'sticky') {
        element.dataset.wasSticky = element.style.position;
        element.style.position = 'static';
      }
  });
  const faults = await violations(page, { runOnly: ['target-size'] });
  await page.evaluate(() => {
    for (const element of document.querySelectorAll<HTMLElement>('[data-was-sticky]')) {
      element.style.position = element.dataset.wasSticky ?? '';
      delete element.dataset.wasSticky;
    }
  });
  return faults;
}

function violations(page: Page, options: object): Promise<string[]> {
  return page.evaluate(
    async (wanted) => {
      // biome-ignore lint/suspicious/noExplicitAny: axe is a global of the page
      const { violations } = await (globalThis as any).axe.run(document, wanted);
      return violations.flatMap((violation: { id: string; nodes: { html: string; target: string[] }[] }) =>
        violation.nodes.map(({ target }) => `axe ${violation.id}: ${target.join(' ')}`),
      );
    },
    { resultTypes: ['violations'], ...options },
  );
}

/** Runs in the page, so it must not use variables from outside this function. */
function faultsOfDocument(tolerance: number, smallest: number): string[] {
  interface Box {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  }
  interface Line {
    readonly text: string;
    readonly element: HTMLElement;
    readonly box: DOMRect;
    /** The part of the box that the ancestors of the element do not clip. */
    readonly seen: Box;
    /** The element or its nearest ancestor that may lie above the rest of the page, for example a dialog. */
    readonly layer: Element | null;
  }
  const faults = new Set<string>();
  const root = document.documentElement;
  const short = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 50);
  const named = (element: Element): string =>
    element.tagName.toLowerCase() +
    (element.classList.length > 0 ? `.${[...element.classList].join('.')}` : '');
  const clips = (value: string): boolean => value === 'hidden' || value === 'clip';

  /** Returns an element and its ancestors up to the root. */
  const upwards = (element: Element): Element[] => {
    const all: Element[] = [];
    for (let one: Element | null = element; one; one = one.parentElement) all.push(one);
    return all;
  };
  const isForScreenReaders = (element: Element): boolean =>
    upwards(element).some((one) => {
      const { clipPath, position } = getComputedStyle(one);
      const { width, height } = one.getBoundingClientRect();
      return position === 'absolute' && (clipPath !== 'none' || (width <= 1 && height <= 1));
    });
  /** Whether the style sheet itself shortens the text, which then ends with "…". */
  const isShortened = (element: Element): boolean => {
    const style = getComputedStyle(element);
    return style.textOverflow === 'ellipsis' || style.getPropertyValue('-webkit-line-clamp') !== 'none';
  };
  const scrolls = (element: Element): boolean => {
    const { overflowX, overflowY } = getComputedStyle(element);
    return /auto|scroll/.test(`${overflowX} ${overflowY}`);
  };
  const layerOf = (element: Element): Element | null =>
    upwards(element).find(
      (one) =>
        /fixed|sticky|absolute/.test(getComputedStyle(one).position) || one.matches('dialog, [popover]'),
    ) ?? null;

  const seenOf = (element: Element, box: Box): Box =>
    upwards(element)
      .filter((one) => one !== root && one !== document.body)
      .filter((one) => getComputedStyle(one).overflow !== 'visible')
      .map((one) => one.getBoundingClientRect())
      .reduce<Box>(
        (rest, frame) => ({
          left: Math.max(rest.left, frame.left),
          right: Math.min(rest.right, frame.right),
          top: Math.max(rest.top, frame.top),
          bottom: Math.min(rest.bottom, frame.bottom),
        }),
        box,
      );

  /** Whether two texts in one line touch. Returns false if both have the same typeface: they may form one sentence. */
  const isGlued = (one: Line, other: Line): boolean => {
    const gap = Math.max(one.seen.left, other.seen.left) - Math.min(one.seen.right, other.seen.right);
    const shared = Math.min(one.seen.bottom, other.seen.bottom) - Math.max(one.seen.top, other.seen.top);
    const [font, otherFont] = [one, other].map(({ element }) => getComputedStyle(element).fontFamily);
    return font !== otherFont && shared > one.box.height / 2 && Math.abs(gap) < tolerance;
  };

  const lines: Line[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    const element = node.parentElement;
    const text = short(node.textContent ?? '');
    if (!element || text === '' || element.closest('svg, script, style, option')) continue;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (isForScreenReaders(element)) continue;
    const size = Number.parseFloat(getComputedStyle(element).fontSize);
    if (size < smallest) faults.add(`${size} px: “${text}” in ${named(element)}`);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      if (box.width > 1 && box.height > 1)
        lines.push({ text, element, box, seen: seenOf(element, box), layer: layerOf(element) });
  }

  if (root.scrollWidth > root.clientWidth) faults.add(`scrolls sideways: ${root.scrollWidth} px wide`);
  // The panes of the library scroll, not the page. Only in a low window, the library is as high as its content, and the
  // page scrolls. But the page must not scroll beyond the end of the library.
  const library = document.querySelector('.library:not(.is-closed)')?.getBoundingClientRect();
  if (library && root.scrollHeight > Math.max(root.clientHeight, Math.ceil(library.bottom + scrollY)))
    faults.add(`scrolls beyond its panes: ${root.scrollHeight} px high`);
  for (const { text, element, box, seen } of lines) {
    const above = upwards(element);
    if (seen.left < -tolerance || seen.right > root.clientWidth + tolerance)
      faults.add(`leaves the window: “${text}” in ${named(element)}`);
    for (const one of above) {
      if (isShortened(one) || scrolls(one)) break;
      const { overflowX, overflowY } = getComputedStyle(one);
      const frame = one.getBoundingClientRect();
      const isCutX =
        clips(overflowX) && (box.right > frame.right + tolerance || box.left < frame.left - tolerance);
      const isCutY =
        clips(overflowY) && (box.bottom > frame.bottom + tolerance || box.top < frame.top - tolerance);
      if (isCutX || isCutY) faults.add(`cut off: “${text}” by ${named(one)}`);
    }
  }
  // A toast must cover no text, only the empty strip that the page keeps free for it. So hide the toast: text that is
  // visible in its place is a fault.
  const toast = document.querySelector<HTMLElement>('.toast:not(:empty)');
  const shadow = toast?.getBoundingClientRect();
  if (toast) toast.style.visibility = 'hidden';
  for (const { text, element, seen } of shadow ? lines : []) {
    if (!shadow || toast?.contains(element)) continue;
    const left = Math.max(seen.left, shadow.left);
    const right = Math.min(seen.right, shadow.right);
    const top = Math.max(seen.top, shadow.top);
    const bottom = Math.min(seen.bottom, shadow.bottom);
    if (right - left <= tolerance || bottom - top <= tolerance) continue;
    const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    if (element.contains(above)) faults.add(`covered by the toast: “${text}”`);
  }
  if (toast) toast.style.visibility = '';
  // An open menu must be above everything else. Items outside the window are no fault, because the reader can scroll.
  for (const item of document.querySelectorAll('[role^=menuitem]')) {
    const { left, right, top, bottom } = item.getBoundingClientRect();
    const above = [top + tolerance, bottom - tolerance]
      .map((y) => document.elementFromPoint((left + right) / 2, y))
      .find((element) => element !== null && !item.contains(element));
    if (above) faults.add(`covered: “${short(item.textContent ?? '')}” by ${named(above)}`);
  }
  const inSight = lines.filter(({ seen }) => seen.right - seen.left > 1 && seen.bottom - seen.top > 1);
  inSight.sort((a, b) => a.seen.top - b.seen.top);
  inSight.forEach((one, at) => {
    for (const other of inSight.slice(at + 1)) {
      if (other.seen.top > one.seen.bottom) break;
      if (one.element === other.element || one.layer !== other.layer) continue;
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      if (isGlued(one, other)) faults.add(`no gap: “${one.text}” and “${other.text}”`);
      const width = Math.min(one.seen.right, other.seen.right) - Math.max(one.seen.left, other.seen.left);
      const height = Math.min(one.seen.bottom, other.seen.bottom) - other.seen.top;
      if (width > tolerance && height > Math.min(one.box.height, other.box.height) / 3)
        faults.add(`overlap: “${one.text}” and “${other.text}”`);
    }
  });
  return [...faults];
}
