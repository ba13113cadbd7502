// @vitest-environment jsdom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it } from 'vitest';
import { RememberedList, type RememberedRow } from '../../components/options/remembered-list.tsx';

/* The database may report a change of the rows before or after the change itself has ended. */

const place = document.body.appendChild(document.createElement('div'));
afterEach(() => render(null, place));

let resolveWork: () => void = () => undefined;
const work = (): Promise<void> =>
  new Promise((resolve) => {
    resolveWork = resolve;
  });
/** Ends the work that a click has begun, and waits until the page has drawn what follows. */
const end = (): Promise<void> =>
  act(async () => {
    resolveWork();
    await new Promise((resolve) => setTimeout(resolve));
  });

const ROW: RememberedRow = {
  id: 'tram',
  content: 'Tram depot opens its gates',
  button: 'Stop waiting',
  buttonName: 'Stop waiting for the tram',
  remove: async () => {
    await work();
    return work;
  },
};

async function draw(rows: readonly RememberedRow[]): Promise<void> {
  await act(() =>
    render(<RememberedList title="Asked" about="About" removed="Removed" rows={rows} />, place),
  );
}
async function press(label: string): Promise<void> {
  const button = [...place.querySelectorAll('button')].find(({ textContent }) => textContent === label);
  if (!button) throw new Error(`There is no button "${label}".`);
  button.focus();
  await act(() => button.click());
}
const focused = (): string | undefined => document.activeElement?.textContent ?? undefined;

it('moves the focus to its heading if the last row disappears before the removal has ended', async () => {
  await draw([ROW]);
  await press('Stop waiting');
  await draw([]);
  await end();
  expect(focused()).toBe('Asked');
});

it('moves the focus to its heading if the row returns only after the undo has ended', async () => {
  await draw([ROW]);
  await press('Stop waiting');
  await end();
  await draw([]);
  await press('Undo');
  await end();
  await draw([ROW]);
  expect(focused()).toBe('Asked');
});
