import {
  computeAccessibleDescription,
  computeAccessibleName,
  getRole,
  isSubtreeInaccessible,
} from 'dom-accessibility-api';

/** The perceivable content of a page: texts, roles and accessible names, but no markup. */
export interface Shown {
  /** The title of the document. */
  readonly title: string;
  /** The visible text with normalised white space. Values of fields are in `values`. */
  readonly said: string;
  /** The controls in document order, each as `role "name"` with its state, for example `switch "Sound" checked`. */
  readonly offered: readonly string[];
  readonly headings: readonly string[];
  /** Names of the `article` elements. */
  readonly articles: readonly string[];
  /** The texts of live regions (`alert`, `status` and the like) that are not empty. */
  readonly live: readonly string[];
  /** Each progress bar, as `"name" value of maximum`. */
  readonly progress: readonly string[];
  /** The target of each link, keyed by the link's name. */
  readonly links: Readonly<Record<string, string>>;
  /** The value of each field that is not empty, except checkboxes and radio buttons, keyed by the field's name. */
  readonly values: Readonly<Record<string, string>>;
  /** The accessible description of each control that has one, keyed by the control's name. A tooltip counts too. */
  readonly hints: Readonly<Record<string, string>>;
  /** The texts that run in the other direction than the page, in document order, each with its language. */
  readonly otherDirection: readonly string[];
  /**
   * The `data-*` attributes that name the state of the page, without `data-`. If several elements have an attribute,
   * the first one counts.
   */
  readonly marks: Readonly<Record<string, string>>;
}

const CONTROLS = new Set([
  'button',
  'checkbox',
  'combobox',
  'link',
  'listbox',
  'menuitem',
  'menuitemcheckbox',
  'menuitemradio',
  'option',
  'radio',
  'searchbox',
  'slider',
  'spinbutton',
  'switch',
  'tab',
  'textbox',
]);
const LIVE = new Set(['alert', 'log', 'status', 'timer']);
const MARKS = ['state', 'index', 'cards'];
const FIELDS = 'input:not([type=checkbox], [type=radio]), textarea, select';

/**
 * Reads the current document, or a part of it. Properties that few tests use are computed only on demand.
 *
 * @param part the element to read
 */
export function readPage(page: Document, part: HTMLElement = page.body): Shown {
  const visible = visibleElements(part);
  const withRole = (role: string): HTMLElement[] => visible.filter((element) => roleOf(element) === role);
  const controls = visible.filter((element) => CONTROLS.has(roleOf(element)) || element.matches(FIELDS));
  const byName = (
    elements: readonly HTMLElement[],
    value: (element: HTMLElement) => string,
  ): Record<string, string> =>
    Object.fromEntries(
      elements.flatMap((element) => {
        const found = value(element);
        return found === '' ? [] : [[nameOf(element), found]];
      }),
    );
  return {
    title: page.title,
    said: textOf(part),
    offered: controls.map((element) => [described(element), ...statesOf(element)].join(' ')),
    headings: withRole('heading').map(nameOf),
    get articles() {
      return withRole('article').map(nameOf);
    },
    get live() {
      return visible
        .filter((element) => LIVE.has(roleOf(element)) || element.hasAttribute('aria-live'))
        .map(textOf)
        .filter((text) => text !== '');
    },
    get progress() {
      return withRole('progressbar').map((bar) => {
        const { value, max } = bar as HTMLProgressElement;
        return `"${nameOf(bar)}" ${value} of ${max}`;
      });
    },
    get links() {
      return byName(withRole('link'), (link) => (link as HTMLAnchorElement).href);
    },
    get values() {
      const fields = controls.filter((element) => element.matches(FIELDS));
      return byName(fields, (field) => (field as HTMLInputElement).value);
    },
    get hints() {
      return byName(controls, (control) =>
        computeAccessibleDescription(control, { getComputedStyle: styleOf }),
      );
    },
    get otherDirection() {
      return visible
        .filter((element) => !['auto', '', page.documentElement.dir].includes(element.dir))
        .filter((element) => element.parentElement?.closest<HTMLElement>('[dir]')?.dir !== element.dir)
        .map((element) => `${element.lang}: ${textOf(element)}`);
    },
    get marks() {
      return Object.fromEntries(
        MARKS.flatMap((mark) => {
          const element = page.querySelector<HTMLElement>(`[data-${mark}]`);
          return element ? [[mark, element.dataset[mark] ?? '']] : [];
        }),
      );
    },
  };
}

/**
 * Returns an element and its descendants in document order, without those that are hidden from assistive technology.
 */
function visibleElements(element: HTMLElement): HTMLElement[] {
  if (isSubtreeInaccessible(element, { getComputedStyle: styleOf })) return [];
  return [element, ...[...element.children].flatMap((child) => visibleElements(child as HTMLElement))];
}

/**
 * Finds an enabled control by `role "name"`, as `Shown.offered` lists it. Returns the first one if several have the
 * same name.
 */
export function controlNamed(page: Document, wanted: string): HTMLElement | undefined {
  const role = wanted.slice(0, wanted.indexOf(' "'));
  // Compare roles first: the name of an element takes much longer to compute than its role.
  return [...page.body.querySelectorAll<HTMLElement>('*')].find(
    (element) => roleOf(element) === role && described(element) === wanted && !isDisabled(element),
  );
}

/** Returns the ARIA role, or the type of a field that has no role (`time`, `file`). */
function roleOf(element: HTMLElement): string {
  return getRole(element) ?? (element as Partial<HTMLInputElement>).type ?? '';
}

function nameOf(element: HTMLElement): string {
  return normalised(computeAccessibleName(element, { getComputedStyle: styleOf }));
}

function described(element: HTMLElement): string {
  return `${roleOf(element)} "${nameOf(element)}"`;
}

function statesOf(element: HTMLElement): string[] {
  const { checked } = element as Partial<HTMLInputElement>;
  const told = (attribute: string, yes: string, no: string): string[] => {
    const value = element.getAttribute(attribute);
    return value === null ? [] : [value === 'false' ? no : yes];
  };
  return [
    ...(['checkbox', 'radio', 'switch'].includes(roleOf(element)) && checked !== undefined
      ? [checked ? 'checked' : 'not checked']
      : told('aria-checked', 'checked', 'not checked')),
    ...told('aria-pressed', 'pressed', 'not pressed'),
    ...told('aria-expanded', 'expanded', 'collapsed'),
    ...told('aria-selected', 'selected', 'not selected'),
    ...told('aria-current', 'current', 'not current'),
    ...(isDisabled(element) ? ['disabled'] : []),
  ];
}

function isDisabled(element: HTMLElement): boolean {
  return element.matches(':disabled, [aria-disabled=true]');
}

/** Returns the visible text on one line, like `innerText` in a browser. */
function textOf(element: HTMLElement): string {
  return normalised(visibleText(element));
}

function visibleText(node: Node): string {
  if (node.nodeType === 3) return node.textContent ?? '';
  if (!(node instanceof HTMLElement) || node.hidden || node.matches('textarea, select, script, style'))
    return '';
  const { display } = styleOf(node);
  if (display === 'none') return '';
  const text = [...node.childNodes].map((child) => {
    // The layout separates adjacent elements, for example two buttons, even without white space between them.
    const isApart = child instanceof Element && child.previousSibling instanceof Element;
    return `${isApart ? ' ' : ''}${visibleText(child)}`;
  });
  return display === 'inline' ? text.join('') : ` ${text.join('')} `;
}

function normalised(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

const styles = new Map<string, { readonly of: Element; readonly style: CSSStyleDeclaration }>();

/**
 * Returns the computed style. jsdom computes it slowly, so this function reuses the style of an element with the same
 * name, `hidden` and `style`. It assumes that no other property matters, because the pages load no style sheets here.
 * The other element must still be in the document: when an element leaves the document, its style becomes empty.
 */
function styleOf(element: Element): CSSStyleDeclaration {
  const key = [element.localName, (element as HTMLElement).hidden, element.getAttribute('style')].join();
  const known = styles.get(key);
  if (known?.of.isConnected) return known.style;
  const style = getComputedStyle(element);
  styles.set(key, { of: element, style });
  return style;
}
