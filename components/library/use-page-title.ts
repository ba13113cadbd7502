import { useEffect } from 'preact/hooks';
import { countedText, text } from '../../lib/browser/interface-texts.ts';

/** Shows the number of new analyses in the title of the tab. */
export function usePageTitle(newCount: number): void {
  useEffect(() => {
    const title = text('libraryTitle');
    document.title = newCount > 0 ? countedText('pageTitleNew', newCount, title) : title;
  }, [newCount]);
}
