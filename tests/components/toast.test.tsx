// @vitest-environment jsdom
import { type JSX, render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ActionResult } from '../../components/ui/action-result.ts';
import { Toast } from '../../components/ui/toast.tsx';
// Toasts load this code when they are first drawn.
import '../../components/ui/toast-content.tsx';
import { freshDevice } from './fresh-device.ts';
import { closePage, control, press, settled } from './open-page.ts';
import { readPage } from './shown.ts';

/** Tests when a toast appears, what it announces, and where its buttons leave the keyboard focus. */

/** The time after which a toast that only confirms a change disappears (ms). */
const CONFIRMED_FOR_MS = 6000;

const archived = (undo = (): void => {}): ActionResult => ({ words: 'Archived.', undo });
const marked = (): ActionResult => ({ words: 'Marked as read.' });
const refused = (): ActionResult => ({ words: 'Not changed.', isFailure: true });

/** The texts that were added to live regions, which screen readers announce. */
let announced: string[] = [];
/** The functions that end toasts. They wait until the test calls them. */
let waiting: (() => void)[] = [];
let observer: MutationObserver;

beforeEach(async () => {
  await freshDevice();
  document.body.innerHTML = '<button>Row</button><div id="root"></div>';
  announced = [];
  observer = new MutationObserver((changes) => {
    const added = changes.filter(({ target }) => (target as Element).closest?.('[role=status]'));
    const texts = added.flatMap(({ addedNodes }) => [...addedNodes].map(({ textContent }) => textContent));
    announced.push(...texts.filter((text) => text?.endsWith('.')).map(String));
  });
  observer.observe(document.body, { subtree: true, childList: true });
  waiting = [];
  const later = globalThis.setTimeout;
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void, ms?: number) => {
    if (ms !== CONFIRMED_FOR_MS) return later(work, ms);
    waiting.push(work);
    return undefined;
  }) as typeof setTimeout);
  // Draw the empty live region first: screen readers announce only text that is added to an existing region.
  await show(undefined);
});

afterEach(() => {
  observer.disconnect();
  closePage();
});

function Two({ first, second }: { first?: ActionResult; second?: ActionResult }): JSX.Element {
  return (
    <>
      <Toast result={first} />
      <Toast result={second} />
    </>
  );
}

/** Draws one toast, or two. */
async function show(first: ActionResult | undefined, second?: ActionResult): Promise<void> {
  const root = document.getElementById('root') as Element;
  render(<Two {...(first ? { first } : {})} {...(second ? { second } : {})} />, root);
  await settled();
}

/** Lets the time pass after which confirmations disappear. */
async function timePasses(): Promise<void> {
  for (const end of waiting.splice(0)) end();
  await settled();
}

const shown = (): readonly string[] => readPage(document).live;
const focused = (): string => `${document.activeElement?.localName} ${document.activeElement?.textContent}`;

describe('a toast with the same words as the last one', () => {
  it.each<[after: string, result: () => ActionResult, away: () => Promise<void>, words: string]>([
    ['the reader closed the last one', archived, () => press('button "Close"'), 'Archived. Undo'],
    ['the reader closed the last one', refused, () => press('button "Close"'), 'Not changed.'],
    ['the time of the last one ended', marked, timePasses, 'Marked as read.'],
  ])('comes back after %s, and is announced again', async (_, result, away, words) => {
    await show(result());
    expect(shown()).toEqual([words]);
    await away();
    await settled();
    expect(shown()).toEqual([]);
    await show(result());
    expect(shown()).toEqual([words]);
    const { words: told } = result();
    expect(announced).toEqual([told, told]);
  });

  it('is announced again while the last toast is still there, and undoes its own change', async () => {
    const undone: string[] = [];
    await show(archived(() => undone.push('ferry')));
    await show(archived(() => undone.push('ports')));
    expect(announced).toEqual(['Archived.', 'Archived.']);
    await press('button "Undo"');
    expect(undone).toEqual(['ports']);
  });

  it('disappears after its own time', async () => {
    await show(marked());
    const [first] = waiting;
    await show(marked());
    first?.();
    await settled();
    expect(shown()).toEqual(['Marked as read.']);
    waiting[1]?.();
    await settled();
    expect(shown()).toEqual([]);
  });

  it('replaces a toast elsewhere in the page', async () => {
    const first = archived();
    await show(first);
    await show(first, archived());
    expect(shown()).toEqual(['Archived. Undo']);
    expect(announced).toEqual(['Archived.', 'Archived.']);
    await show(archived());
    expect(shown()).toEqual(['Archived. Undo']);
  });
});

describe('when the page is drawn again with the same result, a toast', () => {
  it('is not announced again', async () => {
    const result = archived();
    await show(result);
    await show(result);
    expect(announced).toEqual(['Archived.']);
  });

  it('does not come back if the reader has closed it', async () => {
    const result = archived();
    await show(result);
    await press('button "Close"');
    await show(result);
    expect(shown()).toEqual([]);
  });
});

describe('the keyboard focus in a toast', () => {
  /** Moves the focus to the row, and from there into the toast, as the Tab key does. */
  async function enter(name: string): Promise<void> {
    (await control('button "Row"')).focus();
    (await control(name)).focus();
  }

  it.each(['button "Undo"', 'button "Close"'])('returns to its former place after %s', async (name) => {
    await show(archived(() => render(<Two />, document.getElementById('root') as Element)));
    await enter(name);
    await press(name);
    await settled();
    expect(shown()).toEqual([]);
    expect(focused()).toBe('button Row');
  });

  it('returns to its former place even if the reader was in another window meanwhile', async () => {
    await show(archived());
    await enter('button "Close"');
    // When a window gets the focus back, browsers fire `focusin` without a `relatedTarget`.
    document.activeElement?.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
    await press('button "Close"');
    expect(focused()).toBe('button Row');
  });

  it('stays in the page if the next toast replaces the focused button', async () => {
    await show(archived());
    await enter('button "Undo"');
    await show(archived());
    expect(focused()).toBe('button Row');
  });

  it('stays in the page if another toast takes the place of this one', async () => {
    const first = archived();
    await show(first);
    await enter('button "Undo"');
    await show(first, marked());
    expect(shown()).toEqual(['Marked as read.']);
    expect(focused()).toBe('button Row');
  });

  it('does not move if it is outside the toast when the toast disappears', async () => {
    await show(archived());
    (await control('button "Row"')).focus();
    await show(undefined);
    expect(focused()).toBe('button Row');
  });
});
