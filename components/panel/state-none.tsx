import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { missingText } from '../reading/missing-text.ts';
import { NewInPanel } from './new-in-panel.tsx';
import { Notice } from './panel-notices.tsx';
import type { StateProps } from './panel-view.ts';
import { Related } from './related.tsx';

/** The publication has no analysis of the page. */
export function NoneState({ view, panel }: StateProps<'none'>): JSX.Element {
  const { address, publication } = view;
  return (
    <Notice
      title={text('noneTitle')}
      below={
        <>
          {panel.letters.button({ address, publication })}
          <Related analyses={view.related} open={panel.open} />
          <NewInPanel open={panel.open} />
        </>
      }
    >
      {missingText(view)}
    </Notice>
  );
}
