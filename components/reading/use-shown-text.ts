import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { readShownText, type ShownText } from './shown-text.ts';

/** Returns the text that the reading view shows, updated when it changes; `undefined` while the view shows no text. */
export function useShownText(within: RefObject<Element | null>): ShownText | undefined {
  const [shown, setShown] = useState<ShownText>();
  useLayoutEffect(() => {
    const view = within.current?.closest('.reading-text');
    if (!view) return undefined;
    const look = (): void => {
      const next = readShownText(view);
      // Comments below the paragraphs change the document, but not the text.
      setShown((last) => (isSame(last, next) ? last : next));
    };
    look();
    const observer = new MutationObserver(look);
    observer.observe(view, { subtree: true, childList: true, characterData: true });
    return () => observer.disconnect();
  }, []);
  return shown;
}

function isSame(a: ShownText | undefined, b: ShownText | undefined): boolean {
  return a?.whole === b?.whole && (a?.nodes.every(({ node }, n) => node === b?.nodes[n]?.node) ?? true);
}
