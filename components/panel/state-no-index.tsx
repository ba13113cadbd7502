import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { ClosedIndex, IndexNotice } from './panel-notices.tsx';
import type { StateProps } from './panel-view.ts';

/** The index has not arrived, or the database cannot be opened. */
export function NoIndexState({ view, panel }: StateProps<'no-index'>): JSX.Element {
  if (view.closed) return <ClosedIndex database={panel.database} />;
  return <IndexNotice title={text('noIndexTitle')}>{text('noIndexText')}</IndexNotice>;
}
