import type { Mutant } from './mutant.ts';

/** Mutants of the requests to the publication, and of their times. */
export const SYNC: readonly Mutant[] = [
  {
    file: 'lib/sync/back-fill.ts',
    original: 'await countPage(page, at)',
    broken: 'await countPage(page, 0)',
    why: 'After the background was killed during a request, the next start would send another request at once.',
  },
  {
    file: 'lib/sync/texts.ts',
    original:
      'for await (const found of textsOnDevice(card)) if (isCurrentVersion(found.version, card)) return found;',
    broken: 'for await (const found of textsOnDevice(card)) return found;',
    why: 'The text of an older version would be shown under a newer headline.',
  },
  {
    file: 'lib/sync/texts.ts',
    original: 'if (remember) await keepFetchedText(card.id, fetched, since);',
    broken: 'await keepFetchedText(card.id, fetched, since);',
    why: 'A text that was read in a private window would stay in storage.',
  },
  {
    file: 'lib/sync/sync.ts',
    original: "if (before?.origin === 'companion' || !meansNoCompanionIndex(error)) throw error;",
    broken: 'if (!meansNoCompanionIndex(error)) throw error;',
    why: 'One 404 would replace a whole index with the ten newest items of a feed.',
  },
  {
    file: 'lib/sync/sync.ts',
    original: 'if (alarm && !isWrong) return;',
    broken: '',
    why: 'Each start of the background would postpone the next check.',
  },
  {
    file: 'lib/sync/sync.ts',
    original:
      "if (!(await mayReadPublication())) throw new FetchFailure('no-permission', PUBLICATION_ADDRESS);",
    broken: '',
    why: 'The publication would be contacted after the reader withdrew access to it.',
  },
  {
    file: 'lib/sync/fetch-index-files.ts',
    original: 'file.body.length !== entry.bytes || (await sha256(file.body)) !== entry.sha256',
    broken: 'file.body.length !== entry.bytes',
    why: 'A damaged file of the right length would become part of the index.',
  },
  {
    file: 'lib/sync/companion-index.ts',
    original: 'const validators = failure ? {} :',
    broken: 'const validators =',
    why: 'A segment that could not be fetched would be missing until the manifest changes.',
  },
  {
    file: 'lib/sync/fetch-file.ts',
    original: 'if (response.url && !isSameOriginOrTwin(response.url, options.origin))',
    broken: 'if (false)',
    why: 'A redirect could fill the index from another site.',
  },
  {
    file: 'lib/sync/fetch-file.ts',
    original: 'deadline.reset(value.length);\n    length',
    broken: 'length',
    why: 'The download of a large file on a slow connection would time out while data still arrives.',
  },
  {
    file: 'lib/sync/back-fill.ts',
    original: 'if (isMetered()) return page ? { goesOnAt: at + METERED_RETRY_MS } : {};',
    broken: '',
    why: 'The extension would read older pages on a metered connection.',
  },
  {
    file: 'lib/sync/back-fill.ts',
    original: 'Math.max(PACE_MS, Math.min(crawlDelay, MAX_CRAWL_DELAY_SECONDS) * 1000)',
    broken: 'Math.min(PACE_MS, Math.min(crawlDelay, MAX_CRAWL_DELAY_SECONDS) * 1000)',
    why: 'The extension would send the publication more than one request a second.',
  },
  {
    file: 'lib/sync/keep-texts.ts',
    original: 'failure ??= error;',
    broken: 'throw error;',
    why: 'If one month of texts failed, the extension would fetch no older month.',
  },
  {
    file: 'lib/sync/schedule.ts',
    original: 'failures === 0 ? CHECK_EVERY',
    broken: 'failures !== 0 ? CHECK_EVERY',
    why: 'After a failed sync, the next sync would be hours away.',
  },
  {
    file: 'lib/sync/fetched-texts.ts',
    original: 'if (since !== deletions) return;',
    broken: '',
    why: 'A text that arrives after the reader deleted everything would be stored.',
  },
  {
    file: 'lib/sync/companion-index.ts',
    original: 'await staging;\n  return failure',
    broken: 'return failure',
    why: 'The index would be committed before its segments are on disk.',
  },
  {
    file: 'lib/sync/sync.ts',
    original: 'hasNewHost = await publishHosts();',
    broken: '',
    why: 'Content scripts would not learn on which hosts a page may have an analysis.',
  },
  {
    file: 'lib/sync/publication-file.ts',
    original: "if (pauseAt(pause, Date.now())?.isAsked) throw new FetchFailure('paused', address);",
    broken: '',
    why: 'The extension would send requests to a publication that asked for a pause.',
  },
];
