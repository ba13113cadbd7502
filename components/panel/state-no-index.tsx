import type { JSX } from 'preact';
import { browser } from '../../lib/browser/browser.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { IndexFailure } from '../ui/index-failure.tsx';
import { StorageLink } from '../ui/storage-link.tsx';
import { CLOSED_REASON_TEXTS } from '../ui/use-database.ts';
import type { StateProps } from './panel-view.ts';
import { StateFrame } from './state-frame.tsx';

/** Drawn if the index has not arrived, or the database cannot be opened. */
export function NoIndexState({ view, panel }: StateProps<'no-index'>): JSX.Element {
  const { database } = panel;
  if (view.closed && database.state === 'closed') {
    return (
      <StateFrame
        title={text('closedIndexTitle')}
        say={
          <p>
            {text(CLOSED_REASON_TEXTS[database.reason])} {text('closedIndexText')}
          </p>
        }
        foot={
          <>
            <button type="button" class="button is-quiet" onClick={() => location.reload()}>
              {text('tryAgain')}
            </button>
            {database.reason === 'full' && <StorageLink />}
            {/* The library shows the second copy of what the reader saved. */}
            <button type="button" class="button is-quiet" onClick={openLibrary}>
              {text('openLibrary')}
            </button>
          </>
        }
        panel={panel}
      />
    );
  }
  // In private windows the page does not open the database, so it does not know why the database is closed.
  return (
    <StateFrame
      title={text(view.closed ? 'closedIndexTitle' : 'noIndexTitle')}
      say={
        <>
          <p>{text(view.closed ? 'closedIndexText' : 'noIndexText')}</p>
          <IndexFailure always />
        </>
      }
      panel={panel}
    />
  );
}

const openLibrary = guardedListener('open the library', () =>
  browser.tabs.create({ url: browser.runtime.getURL('/library.html') }),
);
