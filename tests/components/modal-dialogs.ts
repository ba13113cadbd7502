/**
 * Adds the methods of `dialog` that jsdom lacks. They open and close the dialog. As in browsers, opening moves the
 * focus to the first control of the dialog. Import this file for its side effect.
 */

HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
  this.querySelector<HTMLElement>('button, input, select, textarea')?.focus();
};
HTMLDialogElement.prototype.close = function close() {
  this.open = false;
};
