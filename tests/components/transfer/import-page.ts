import { browser } from '../../unit/fake-browser.ts';
import { control, eventually, settled } from '../open-page.ts';
import type { PageState } from '../states.ts';

/* Controls, files and steps that several states of the import dialog share. */

/** The control that chooses a file. */
export const FILE = 'file "Choose a file"';
const CLOSE = 'button "Close"';

/** Returns a state of the import dialog in the library. */
export const importing = ({
  steps = [],
  offered = [FILE],
  headings = ['Bring in what you saved elsewhere'],
  ...row
}: Pick<PageState, 'state' | 'prepare' | 'steps' | 'said' | 'also'> & {
  readonly offered?: readonly string[];
  readonly headings?: readonly string[];
}): PageState => ({
  ...row,
  page: '/library.html',
  isDialog: true,
  steps: ['button "Import"', ...steps],
  offered: [CLOSE, ...offered],
  headings,
});

/** Returns a step that chooses a file in the open dialog. */
export function choose(file: File): () => Promise<void> {
  return async () => {
    const input = await control(FILE);
    Object.defineProperty(input, 'files', { value: [file], configurable: true });
    input.dispatchEvent(new Event('change', { bubbles: true }));
  };
}

/** Returns rows as a CSV file of Pocket. */
export function pocket(...rows: readonly string[]): File {
  return new File([['title,url,time_added,tags,status', ...rows].join('\n')], 'pocket.csv');
}

/** Returns a step that waits until the dialog says something. */
export function untilSaid(words: string): () => Promise<void> {
  return () =>
    eventually(() => {
      const said = document.querySelector('dialog')?.textContent ?? '';
      if (!said.includes(words)) throw new Error(`The dialog does not say “${words}”, but “${said}”.`);
    });
}

/** Returns a step that presses Escape in the open dialog. */
export function pressEscape(): () => Promise<void> {
  return async () => {
    await settled();
    const dialog = document.querySelector('dialog') as HTMLDialogElement;
    if (dialog.dispatchEvent(new Event('cancel', { cancelable: true }))) closeByBrowser(dialog);
    await settled();
  };
}

/** Returns a step in which the browser closes the dialog without asking the page. */
export function closedByBrowser(): () => Promise<void> {
  return async () => {
    await settled();
    closeByBrowser(document.querySelector('dialog') as HTMLDialogElement);
    await settled();
  };
}

function closeByBrowser(dialog: HTMLDialogElement): void {
  dialog.close();
  dialog.dispatchEvent(new Event('close'));
}

/**
 * Answers the later blocks of an import in place of the background. The background stores the first blocks as usual.
 *
 * @param stored number of the first blocks
 * @param answer gets a function that stores the block and returns its usual answer
 */
export function answerBlocksAfter(
  stored: number,
  answer: (usual: () => Promise<unknown>) => Promise<unknown>,
): void {
  const send = browser.runtime.sendMessage;
  const usual = send.getMockImplementation() as unknown as (message: unknown) => Promise<unknown>;
  let blocks = 0;
  send.mockImplementation((async (message: { readonly name?: string }) =>
    message.name === 'importBlock' && ++blocks > stored
      ? answer(() => usual(message))
      : usual(message)) as never);
}

/** Returns a file of which the browser can read only the start, and nothing after `size` bytes. */
export function goneAfter(content: string, size = 262_144): File {
  const file = new File(['\ufeff', content], 'gone.csv');
  const slice = file.slice.bind(file);
  const gone = { arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')) };
  file.slice = (at = 0, ...rest) => (at >= size ? (gone as unknown as Blob) : slice(at, ...rest));
  return file;
}
