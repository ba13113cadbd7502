import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { missingText } from '../reading/missing-text.ts';
import { NewInPanel } from './new-in-panel.tsx';
import { Notice } from './panel-notices.tsx';
import type { StateProps } from './panel-view.ts';
import { Related } from './related.tsx';

/** No analysis was found, but only a part of the index has arrived. */
export function PartialState({ view, panel }: StateProps<'partial'>): JSX.Element {
  const { address, publication, backTo, onPublication } = view;
  const known = backTo === undefined ? {} : { backTo };
  return (
    <Notice
      title={text('partialTitle')}
      below={
        <>
          {!onPublication && panel.letters.button({ address, publication, known })}
          <Related analyses={view.related} open={panel.open} />
          <NewInPanel open={panel.open} />
        </>
      }
    >
      {missingText(view)}
    </Notice>
  );
}
