/** Moves the focus to a paragraph, so that the Tab key continues from there. The Tab key itself skips paragraphs. */
export function focusBlock(block: HTMLElement, options?: FocusOptions): void {
  block.tabIndex = -1;
  block.focus(options);
  block.addEventListener('blur', () => block.removeAttribute('tabindex'), { once: true });
}
