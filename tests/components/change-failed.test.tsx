// @vitest-environment jsdom
import { render } from 'preact';
import { expect, it } from 'vitest';
import { ChangeFailed } from '../../components/ui/change-failed.tsx';
import { readPage } from './shown.ts';

it('a failed change is an alert: screen readers announce one even if the element is new, unlike a status', () => {
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  render(<ChangeFailed failure={undefined} />, root);
  expect(root.children).toHaveLength(0);
  render(<ChangeFailed failure="other" />, root);
  const said =
    'Not changed: the browser could not write to its storage. Try again; if it persists, restart the browser.';
  expect(readPage(document).live).toEqual([said]);
  expect(document.querySelector('[role=alert]')?.textContent.trim()).toBe(said);
  render(null, root);
});
