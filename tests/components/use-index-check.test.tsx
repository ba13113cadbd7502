// @vitest-environment jsdom
import { type JSX, render } from 'preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useIndexCheck } from '../../components/ui/use-index-check.ts';
import { browser } from '../unit/fake-browser.ts';
import { freshDevice } from './fresh-device.ts';
import { closePage, eventually } from './open-page.ts';

const WORDS = ['Check now', 'Checking…'] as const;

function CheckButton({ runningSince }: { runningSince?: number }): JSX.Element {
  const { check, isChecking, own } = useIndexCheck(runningSince);
  return (
    <button type="button" data-own={own} onClick={check}>
      {WORDS[isChecking ? 1 : 0]}
    </button>
  );
}

let root: HTMLElement;
const shown = (): string => `${root.textContent}, own: ${root.querySelector('button')?.dataset.own}`;
const press = (): void => root.querySelector('button')?.click();

/** The answer to a request for a check. It comes only when the test sends it. */
let sync: PromiseWithResolvers<void>;
let requests = 0;
let isSyncing = false;

beforeEach(async () => {
  await freshDevice();
  root = document.createElement('div');
  root.id = 'root';
  document.body.replaceChildren(root);
  sync = Promise.withResolvers();
  requests = 0;
  isSyncing = false;
  browser.runtime.sendMessage.mockImplementation((async ({ type }: { type: string }) => {
    if (type !== 'sync') return isSyncing;
    requests++;
    return sync.promise;
  }) as never);
});
afterEach(closePage);

it('starts one check, and another one only after the first has ended', async () => {
  render(<CheckButton />, root);
  await eventually(() => expect(shown()).toBe('Check now, own: none'));
  press();
  await eventually(() => expect(shown()).toBe('Checking…, own: running'));
  press();
  await eventually(() => expect(requests).toBe(1));
  sync.resolve();
  await eventually(() => expect(shown()).toBe('Check now, own: over'));
  press();
  await eventually(() => expect(requests).toBe(2));
});

it('ends even if the background reports an error', async () => {
  const reported = vi.spyOn(console, 'error').mockReturnValue();
  render(<CheckButton />, root);
  press();
  await eventually(() => expect(shown()).toBe('Checking…, own: running'));
  const error = new Error('the database is closed');
  sync.reject(error);
  await eventually(() => expect(shown()).toBe('Check now, own: over'));
  expect(reported.mock.calls).toEqual([['Civic Lens, check now: unexpected error.', error]]);
});

it('starts no check while a check of the background runs', async () => {
  isSyncing = true;
  render(<CheckButton runningSince={1} />, root);
  await eventually(() => expect(shown()).toBe('Checking…, own: none'));
  press();
  await eventually(() => expect(shown()).toBe('Checking…, own: none'));
  expect(requests).toBe(0);
});
