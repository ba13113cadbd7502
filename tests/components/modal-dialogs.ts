/**
 * Adds the methods of `dialog` that jsdom lacks. They open and close the dialog. As in browsers, opening moves the
 * focus to the first control of the dialog, and closing moves it back, if the dialog is still in the page. The `close`
 * event follows in a task of its own. Import this file for its side effect.
 */

/** For each open dialog, the element that had the focus before. */
const openers = new WeakMap<HTMLDialogElement, Element | null>();

HTMLDialogElement.prototype.showModal = function showModal() {
  openers.set(this, document.activeElement);
  this.open = true;
  this.querySelector<HTMLElement>('button, input, select, textarea')?.focus();
};
HTMLDialogElement.prototype.close = function close() {
  if (!this.open) return;
  this.open = false;
  const opener = openers.get(this);
  if (this.isConnected && opener instanceof HTMLElement) opener.focus();
  setImmediate(() => this.dispatchEvent(new Event('close')));
};
