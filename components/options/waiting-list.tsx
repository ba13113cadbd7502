import type { JSX } from 'preact';
import { removeWaitingPage, restoreWaitingPage } from '../../lib/app/remembered-page-actions.ts';
import { formatRecentDay, text } from '../../lib/browser/interface-texts.ts';
import type { WaitingPage } from '../../lib/db/remembered-page-records.ts';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { RememberedList, type RememberedRow } from './remembered-list.tsx';

/** Lists the articles for which the reader chose "Tell me if one comes". Each has a button that removes it. */
export function WaitingList(): JSX.Element {
  const waiting = readyValue(useLiveQuery('waiting')) ?? [];
  return (
    <RememberedList
      title={text('waitingTitle')}
      about={text('waitingText')}
      removed={text('waitingStopped')}
      rows={waiting.map(rowOf)}
    />
  );
}

function rowOf({ id, address, headlines, askedAt, imported }: WaitingPage): RememberedRow {
  const [headline = address] = headlines;
  return {
    id,
    content: (
      <>
        <a href={address} class="remembered-headline" dir="auto">
          {headline}
        </a>
        <p class="muted">
          {text('waitingAsked', formatRecentDay(askedAt))}{' '}
          {imported && text('waitingImported', imported.file)}
        </p>
      </>
    ),
    button: text('waitingStop'),
    buttonName: text('waitingStopNamed', headline),
    remove: async () => {
      const stopped = await removeWaitingPage(id);
      return stopped && (() => restoreWaitingPage(stopped));
    },
  };
}
