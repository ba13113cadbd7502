/** Gives jsdom, which has no modal dialogs, dialogs that open and close. Import it for its effect. */

HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
};
HTMLDialogElement.prototype.close = function close() {
  this.open = false;
};
