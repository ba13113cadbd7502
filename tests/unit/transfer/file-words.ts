import type { FileWords } from '../../../lib/transfer/file-words.ts';

/** The words of the English interface in exported files. */
export const WORDS: FileWords = {
  language: 'en',
  ...{ title: 'Your library', archive: 'Archive', note: 'My note', highlights: 'Highlights' },
  ...{ original: 'Original article', analysis: 'Analysis', pendingText: 'No text yet.' },
  ...{ lens: 'Lens', type: 'Type', published: 'Published', updated: 'Updated', readTime: 'Read time' },
  ...{ outlet: 'Source', sourceHeadline: 'Headline of the original', topics: 'Topics' },
  ...{ publication: 'Publication', labels: 'Labels', state: 'State' },
  ...{ saved: 'Saved on', read: 'Read on', withdrawn: 'Withdrawn on' },
  states: { unread: 'Unread', reading: 'Begun', read: 'Read', archived: 'Archived' },
  minutes: (number) => `${number} minutes`,
};
