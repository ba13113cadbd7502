import { countedText, interfaceLanguage, text } from '../../lib/browser/interface-texts.ts';
import type { FileWords } from '../../lib/transfer/file-words.ts';

/** Returns the words of the interface that exported files contain. */
export function fileWords(): FileWords {
  return {
    language: interfaceLanguage(),
    title: text('libraryTitle'),
    archive: text('viewArchive'),
    note: text('exportedNote'),
    highlights: text('exportedHighlights'),
    original: text('exportedOriginal'),
    analysis: text('exportedAnalysis'),
    pendingText: text('exportedPending'),
    lens: text('factLens'),
    type: text('factType'),
    published: text('factPublished'),
    updated: text('factUpdated'),
    readTime: text('factReadTime'),
    outlet: text('factSource'),
    sourceHeadline: text('exportedSourceHeadline'),
    topics: text('topics'),
    publication: text('exportedPublication'),
    labels: text('labelsTitle'),
    state: text('exportedState'),
    saved: text('exportedSaved'),
    read: text('exportedRead'),
    withdrawn: text('exportedWithdrawn'),
    states: {
      unread: text('stateUnread'),
      reading: text('stateReading'),
      read: text('stateRead'),
      archived: text('stateArchived'),
    },
    minutes: (number) => countedText('readMinutes', number),
  };
}
