import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { options, render } from 'preact';
import { controlNamed } from './shown.ts';

/**
 * Opens the extension's own pages in jsdom by their addresses, as a browser does: first `index.html`, then its script.
 */

// Preact runs effects after the next frame. Nothing is painted here, so the next turn of the event loop is late enough.
options.requestAnimationFrame = setImmediate;

let opened = 0;

/** Opens a page by its address below the extension, for example `/popup.html?tab=7`. */
export async function openPage(address: string): Promise<void> {
  const name = /^\/(\w+)\.html/.exec(address)?.[1];
  if (!name) throw new Error(`${address} is not a page of the extension.`);
  const folder = resolve(import.meta.dirname, '../../entrypoints', name);
  history.replaceState(null, '', address);
  document.documentElement.replaceWith(markupIn(`${folder}/index.html`));
  // A module runs only once. A different query each time makes the script a new module, so that it runs for each page.
  // All pages share the modules that the script imports.
  const script = `${folder}/main.tsx?opened=${++opened}`;
  await import(/* @vite-ignore */ script);
}

const parsed = new Map<string, Document>();

/** The HTML that all pages share. The build completes it with the head of each page. */
const SHARED = readFileSync(resolve(import.meta.dirname, '../../components/ui/page.html'), 'utf8');

/** Returns a fresh copy of the root element of a page. */
function markupIn(file: string): Node {
  const html = SHARED.replace('<!-- head -->', readFileSync(file, 'utf8'));
  const page = parsed.get(file) ?? new DOMParser().parseFromString(html, 'text/html');
  parsed.set(file, page);
  return document.importNode(page.documentElement, true);
}

/** Returns the headline of the analysis that has the keyboard focus; `undefined` if none has. */
export function focusedAnalysis(): string | undefined {
  const name = document.activeElement?.closest('article')?.getAttribute('aria-labelledby');
  return document.activeElement?.localName === 'article' && name
    ? (document.getElementById(name)?.textContent ?? undefined)
    : undefined;
}

/** Unmounts the page, which ends its effects. */
export function closePage(): void {
  const root = document.getElementById('root');
  if (root) render(null, root);
}

/**
 * The page is settled after this many rounds without a change of the document. Each round has `TURNS` turns of the
 * event loop.
 */
const QUIET_ROUNDS = 2;
const TURNS = 60;

/**
 * Waits until the page stops changing. This process answers everything for which a page waits (database, messages,
 * files) within a few turns of the event loop, so the function counts turns, not time.
 */
export async function settled(): Promise<void> {
  let changed = false;
  const observer = new MutationObserver(() => {
    changed = true;
  });
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  for (let quiet = 0; quiet < QUIET_ROUNDS; quiet++) {
    await new Promise((done) => setTimeout(done));
    for (let turn = 0; turn < TURNS; turn++) await new Promise((done) => setImmediate(done));
    if (changed) quiet = -1;
    changed = false;
  }
  observer.disconnect();
}

/** Limit for the page to reach the expected state (ms). Only failing tests wait that long. */
const TIME_LIMIT_MS = 3000;

/** Waits until the settled page passes a check. Throws the check's last error if it still fails at the time limit. */
export async function eventually<T>(check: () => T): Promise<T> {
  const end = performance.now() + TIME_LIMIT_MS;
  for (;;) {
    await settled();
    try {
      return check();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
  }
}

/** Waits for a control of the page, for example `control('button "Save"')`. */
export function control(name: string): Promise<HTMLElement> {
  return eventually(() => {
    const found = controlNamed(document, name);
    if (!found) throw new Error(`The page has no enabled ${name}.`);
    return found;
  });
}

/** Presses a control, for example `press('button "Save"')`. */
export async function press(name: string): Promise<void> {
  (await control(name)).click();
}

/** Writes into a field, for example `write('textbox "Note"', 'Read again')`. */
export async function write(name: string, value: string): Promise<void> {
  const field = (await control(name)) as HTMLInputElement;
  field.value = value;
  for (const event of ['input', 'change']) field.dispatchEvent(new Event(event, { bubbles: true }));
}
