// @vitest-environment jsdom
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Dialog } from '../../components/ui/dialog.tsx';
import './modal-dialogs.ts';
import { closePage, control, press, settled } from './open-page.ts';

afterEach(closePage);

const closed = vi.fn();

/** A page with a button that opens a dialog. */
function Page() {
  const [isOpen, open] = useState(false);
  const close = (): void => {
    closed();
    open(false);
  };
  return (
    <>
      <button type="button" onClick={() => open(true)}>
        Open
      </button>
      {isOpen && (
        <Dialog title="Labels" close={close}>
          <p>Water</p>
        </Dialog>
      )}
    </>
  );
}

describe.each<[how: string, close: () => unknown]>([
  ['with its button', () => press('button "Close"')],
  ['with Escape, on which the browser closes it', () => document.querySelector('dialog')?.close()],
])('a dialog that the reader closes %s', (_, close) => {
  it('says so once, and returns the focus to the control that opened it', async () => {
    closed.mockClear();
    const root = document.createElement('div');
    root.id = 'root';
    document.body.replaceChildren(root);
    render(<Page />, root);
    const opener = await control('button "Open"');
    opener.focus();
    opener.click();
    await control('button "Close"');
    await settled();
    await close();
    await settled();
    expect(document.querySelector('dialog')).toBeNull();
    expect(closed).toHaveBeenCalledTimes(1);
    expect(document.activeElement).toBe(opener);
  });
});
