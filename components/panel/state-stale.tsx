import type { JSX } from 'preact';
import { moment, text } from '../../lib/browser/interface-texts.ts';
import { IndexNotice } from './panel-notices.tsx';
import type { StateProps } from './panel-view.ts';

/** No analysis was found, but the index is old. */
export function StaleState({ view }: StateProps<'stale'>): JSX.Element {
  return <IndexNotice title={text('staleTitle')}>{text('staleText', moment(view.since))}</IndexNotice>;
}
