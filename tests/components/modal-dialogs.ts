/** Adds the missing methods of `dialog` to jsdom: they only open and close it. Import this file for its side effect. */

HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
};
HTMLDialogElement.prototype.close = function close() {
  this.open = false;
};
