/**
 * Adds the missing methods of `dialog` to jsdom: they open and close it, and opening moves the focus to its first
 * control, as in browsers. Import this file for its side effect.
 */

HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
  this.querySelector<HTMLElement>('button, input, select, textarea')?.focus();
};
HTMLDialogElement.prototype.close = function close() {
  this.open = false;
};
