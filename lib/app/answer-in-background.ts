import { startTask } from '../browser/listener-errors.ts';
import { newTextOf } from '../library/corrections.ts';
import { keepReleasedText, releasableTexts } from '../library/release-texts.ts';
import { storageUse } from '../library/storage-use.ts';
import { loadText } from '../sync/texts.ts';
import { linkedStories } from '../tab/linked-stories.ts';
import { backups } from '../transfer/backup-files.ts';
import { changesOfBlock } from '../transfer/preview-import-block.ts';
import { letterOfTab } from './letter-of-tab.ts';
import { answerQuery, type BackgroundQueries, LOCAL_QUERIES, type Queries } from './queries.ts';
import { panelView, viewWithPage } from './view-for-panel.ts';

const backgroundOnly: BackgroundQueries = {
  viewTab: viewWithPage,
  panelView,
  letterOfTab,
  async textOf(card, remember) {
    const result = await loadText(card, remember);
    // Do not wait until the text is kept. The page can show it even if the device has no room for it.
    if (remember && result.state === 'ready')
      startTask('keep a released text', () => keepReleasedText(card, result));
    return result;
  },
  newTextOf: (id) => newTextOf(id),
  releasableTexts: () => releasableTexts(),
  storageUse: () => storageUse(),
  backups: () => backups(),
  changesOfBlock,
  linkedStories: (tabId) => linkedStories(tabId),
};

/** The names of all queries that the background answers. */
export const queryNames: readonly string[] = [...LOCAL_QUERIES, ...Object.keys(backgroundOnly)];

/** Answers a query of a page that has no database of its own, or a query that only the background can answer. */
export async function answerInBackground(name: keyof Queries, args: readonly unknown[]): Promise<unknown> {
  const answerOwn = backgroundOnly[name as keyof BackgroundQueries] as
    | ((...args: readonly unknown[]) => Promise<unknown>)
    | undefined;
  return answerOwn
    ? answerOwn(...args)
    : answerQuery(name as keyof Omit<Queries, keyof BackgroundQueries>, args);
}
