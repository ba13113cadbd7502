import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { NewInPanel } from './new-in-panel.tsx';
import { Notice } from './panel-notices.tsx';
import type { StateProps } from './panel-view.ts';

/** The page is no article. */
export function NotArticleState({ view, panel }: StateProps<'not-article'>): JSX.Element {
  return (
    <Notice title={text('notArticleTitle')} below={<NewInPanel open={panel.open} />}>
      {view.onPublication ? text('publicationPageText', view.site) : text('notArticleText')}
    </Notice>
  );
}
