import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Keeps the keyboard focus in the page if the focused control disappears, for example because pressing it has removed
 * it. The heading of the section of the control takes the focus. If the section has also disappeared, the heading of
 * the page takes the focus. If another component has already moved the focus, this hook does nothing.
 *
 * @returns the ref for the element that contains all sections
 */
export function useRescuedFocus<Root extends HTMLElement>(): RefObject<Root | null> {
  const root = useRef<Root>(null);
  useLayoutEffect(() => {
    const page = root.current;
    if (!page) return undefined;
    let last: { readonly control: Element; readonly section: Element | null } | undefined;
    const remember = ({ target }: FocusEvent): void => {
      if (target instanceof Element) last = { control: target, section: target.closest('section') };
    };
    const observer = new MutationObserver(() => {
      if (!last || last.control.isConnected || document.activeElement !== document.body) return;
      const place = last.section?.isConnected ? last.section : page;
      const heading = place.querySelector<HTMLElement>('h1, h2');
      if (heading) heading.tabIndex = -1;
      heading?.focus();
    });
    page.addEventListener('focusin', remember);
    observer.observe(page, { subtree: true, childList: true });
    return () => {
      page.removeEventListener('focusin', remember);
      observer.disconnect();
    };
  }, []);
  return root;
}
