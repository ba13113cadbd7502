import type { Mutant } from './mutant.ts';

/** Mutants of tabs, badges, commands, settings and events of the browser. */
export const BROWSER: readonly Mutant[] = [
  {
    file: 'lib/tab/first-view.ts',
    original: 'record.generation !== generation',
    broken: 'false',
    why: 'The popup would show an analysis that the publication withdrew.',
  },
  {
    file: 'lib/tab/first-view.ts',
    original: 'kept?.version !== version',
    broken: 'false',
    why: 'The popup would show the old text of a corrected analysis.',
  },
  {
    file: 'lib/tab/badge.ts',
    original: 'if (!(await tabStillShows(tabId, record))) return false;',
    broken: 'if (!tabStillShows(tabId, record)) return false;',
    why: 'The badge of one page would appear on the next page in its tab.',
  },
  {
    file: 'lib/tab/refresh-badges.ts',
    original: "return automatic ? 'own' : 'common';",
    broken: "return automatic || true ? 'own' : 'common';",
    why: 'Badges would stay lit after the reader chose the on click mode.',
  },
  {
    file: 'lib/tab/refresh-badges.ts',
    original: "if (shown === 'off') await showSwitchedOff(id);",
    broken: "if (shown === 'off' && record) await showSwitchedOff(id);",
    why: 'In a private window, the badge would stay lit on a site that the reader switched off.',
  },
  {
    file: 'lib/app/delete-everything.ts',
    original: 'filter((key) => !(key in kept))',
    broken: 'filter(() => true || kept)',
    why: 'After "Delete everything" the extension would forget that the publication asked for a pause.',
  },
  {
    file: 'components/ui/use-change.ts',
    original: 'setFailure(why && { why });',
    broken: 'setFailure((last) => (last?.why === why ? last : why && { why }));',
    why: 'If a write failed twice for the same reason, a switch would show a value that was not stored.',
  },
  {
    file: 'lib/tab/tab-record.ts',
    original: '!open.has(tabIdIn(key))',
    broken: 'open.has(tabIdIn(key))',
    why: 'The tab record of each open tab would be deleted at once.',
  },
  {
    file: 'lib/tab/examine-page.ts',
    original: 'if (!incognito) await writeTabRecord(id, record);',
    broken: 'await writeTabRecord(id, record);',
    why: 'Pages of private windows would be recorded.',
  },
  {
    file: 'lib/app/commands.ts',
    original: 'if (!match || tab.incognito) {',
    broken: 'if (!match) {',
    why: 'A key press in a private window would save an analysis to the disk.',
  },
  {
    file: 'lib/tab/page-scripts.ts',
    original: "(await readSettings()).mode === 'automatic' && (await mayReadAllSites());\n  const registered",
    broken: "(await readSettings()).mode === 'automatic';\n  const registered",
    why: 'The content script would be registered without access to any site.',
  },
  {
    file: 'lib/app/listen-to-messages.ts',
    original: 'sender.id !== browser.runtime.id || ',
    broken: '',
    why: 'Other extensions could send messages to the background.',
  },
  {
    file: 'lib/app/listen-to-messages.ts',
    original: "if (!sender.url?.startsWith(browser.runtime.getURL(''))) return undefined;",
    broken: '',
    why: 'A content script, which a hostile page may have taken over, could read the library.',
  },
  {
    file: 'lib/app/listen-to-messages.ts',
    original: 'frameId !== 0 || ',
    broken: '',
    why: 'An advertisement in a frame could light the badge of the page around it.',
  },
  {
    file: 'lib/browser/settings.ts',
    original: 'const { onChanged } = browser.storage.local;',
    broken: 'const { onChanged } = browser.storage.session;',
    why: 'No change of a setting would be noticed.',
  },
  {
    file: 'lib/browser/quiet-hours.ts',
    original: 'if (end <= clock) until.setDate',
    broken: 'if (end > clock) until.setDate',
    why: 'A notification that quiet hours postpone would come a day late, or at once.',
  },
  {
    file: 'lib/app/background-events.ts',
    original: "if (reason === 'install' || !(await indexState())) await syncAndDetect();",
    broken: "if (reason === 'install') await syncAndDetect();",
    why: 'After an update that discards the old index, there would be no index for hours.',
  },
  {
    file: 'lib/app/background-events.ts',
    original: 'if (changed) await detectInOpenTabs();',
    broken: '',
    why: 'After the index has arrived, open pages would get no badge before they are reloaded.',
  },
  {
    file: 'lib/app/background-events.ts',
    original: 'if (!/no current window|no window/i.test(String(error))) throw error;',
    broken: 'throw error;',
    why: 'If a policy installs the extension while no window is open, an error would be reported.',
  },
  {
    file: 'lib/tab/examine-page.ts',
    original: 'known?.address === address && known.generation === index.generation',
    broken: 'known?.address === address',
    why: 'The popup would say that there is no analysis, although an analysis has arrived since.',
  },
  {
    file: 'lib/tab/look-up-link.ts',
    original: 'url ? unwrapLink(url).href : address',
    broken: 'address',
    why: 'The analysis of a link on a results page or in an e-mail would not be found.',
  },
  {
    file: 'lib/app/delete-everything.ts',
    original: "await emptyStorage('session');",
    broken: '',
    why: '"Delete everything" would leave the records of open tabs.',
  },
  {
    file: 'lib/app/background-events.ts',
    original: 'if (origins.length === 0) return;',
    broken: '',
    why: 'If the reader granted notifications, the extension would read all open pages, and might fetch the index.',
  },
];
