/** Moves the focus to a paragraph, from which the Tab key then leads on. It takes no other part in the Tab order. */
export function focusBlock(block: HTMLElement, options?: FocusOptions): void {
  block.tabIndex = -1;
  block.focus(options);
  block.addEventListener('blur', () => block.removeAttribute('tabindex'), { once: true });
}
