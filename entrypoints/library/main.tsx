import { LazyOtherText } from '../../components/corrections/lazy-other-text.tsx';
import { OtherTextView } from '../../components/corrections/other-text-view.ts';
import { readFirstRows } from '../../components/library/first-rows.ts';
import { Library } from '../../components/library/library-page.tsx';
import { prepareSearch } from '../../components/library/use-search.ts';
import { loadOwnWordsWhenIdle, ownWordsParts } from '../../components/reading/lazy-own-words.tsx';
import { OwnWordsContext } from '../../components/reading/own-words-context.ts';
import { renderPage } from '../../components/ui/render-page.tsx';
import * as database from '../../lib/app/database-for-pages.ts';
import { setPageDatabase } from '../../lib/app/send-query.ts';

setPageDatabase(database);
prepareSearch(readFirstRows());
renderPage(
  <OwnWordsContext.Provider value={ownWordsParts}>
    <OtherTextView.Provider value={LazyOtherText}>
      <Library />
    </OtherTextView.Provider>
  </OwnWordsContext.Provider>,
  'libraryTitle',
);
loadOwnWordsWhenIdle();
