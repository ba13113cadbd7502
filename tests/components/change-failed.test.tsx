// @vitest-environment jsdom
import { render } from 'preact';
import { expect, it } from 'vitest';
import { ChangeFailed } from '../../components/ui/change-failed.tsx';
import { readPage } from './shown.ts';

it('a failed change is an alert, which screen readers announce even if its element is new', () => {
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  render(<ChangeFailed failure={undefined} />, root);
  expect(root.children).toHaveLength(0);
  render(<ChangeFailed failure={{ why: 'other' }} />, root);
  const said =
    'Not changed: the browser could not write to its storage. Try again; if it persists, restart the browser.';
  expect(readPage(document).live).toEqual([said]);
  const alert = document.querySelector('[role=alert]');
  expect(alert?.textContent.trim()).toBe(said);
  // A second failure with the same words is an alert of its own, so that it is announced, too.
  render(<ChangeFailed failure={{ why: 'other' }} />, root);
  expect(readPage(document).live).toEqual([said]);
  expect(alert?.isConnected).toBe(false);
  render(null, root);
});
