import { useLayoutEffect } from 'preact/hooks';

/**
 * Scrolls to the section that the address names. The browser looks for the section before the page is drawn, so it
 * finds none.
 */
export function useNamedSection(): void {
  useLayoutEffect(() => {
    const section = document.getElementById(location.hash.slice(1));
    section?.scrollIntoView();
    section?.focus({ preventScroll: true });
  }, []);
}
