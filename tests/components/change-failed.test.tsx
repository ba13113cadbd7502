// @vitest-environment jsdom
import { render } from 'preact';
import { afterEach, expect, it } from 'vitest';
import { ChangeFailed } from '../../components/ui/change-failed.tsx';
import { readPage } from './shown.ts';

afterEach(() => render(null, document.body));

it('a failed change is an alert: screen readers announce one even if the element is new, unlike a status', () => {
  render(<ChangeFailed failure={undefined} />, document.body);
  expect(document.body.children).toHaveLength(0);
  render(<ChangeFailed failure="other" />, document.body);
  const said =
    'Not changed: the browser could not write to its storage. Try again; if it persists, restart the browser.';
  expect(readPage(document).live).toEqual([said]);
  expect(document.querySelector('[role=alert]')?.textContent.trim()).toBe(said);
});
