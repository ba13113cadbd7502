import { CollectedPart } from './collected-addresses.ts';
import { CsvSplitter, separatorOf } from './csv-rows.ts';
import { addressFault, labelsIn, plainNote, savedTime } from './foreign-fields.ts';
import type { FilePart, SavedAddress } from './read-file.ts';
import { readFileStart, readFileText } from './read-file-as-text.ts';

/**
 * Reads CSV of programs that save pages. Recognizes the columns of these programs by name.
 * - Pocket: title, url, time_added, tags, status
 * - Instapaper: URL, Title, Selection, Folder, Timestamp, Tags
 * - Raindrop: id, title, note, excerpt, url, folder, tags, created, cover, highlights, favorite
 * - Readwise Reader: Title, URL, ID, Document tags, Saved date, Reading progress, Location, Seen
 * - Zotero: Key, Item Type, …, Url, …, Date Added, …, Notes, …, Manual Tags, …
 */

/** The kinds of columns, each with its possible names in lower case. */
const COLUMNS = {
  address: ['url', 'uri', 'link', 'href', 'address', 'web address', 'website', 'resolved_url', 'given_url'],
  savedAt: [
    'time_added',
    'timestamp',
    'saved date',
    'date added',
    'created',
    'created_at',
    'savedat',
    'saved',
    'added',
  ],
  tags: ['tags', 'document tags', 'manual tags', 'labels', 'tag'],
  folder: ['folder', 'collection', 'list'],
  note: ['note', 'notes', 'selection', 'comment'],
  status: ['status', 'state', 'location'],
  archived: ['archived', 'is_archived'],
  progress: ['reading progress', 'reading_progress'],
} as const;

type ColumnName = keyof typeof COLUMNS;

/** The index of the column of each kind; absent if the file lacks that column. */
type Columns = Partial<Record<ColumnName, number>> & {
  /**
   * The sign between tags, if the columns show that Zotero, Raindrop or this extension wrote the file. A tag of Zotero
   * may contain a comma.
   */
  tagSeparator?: ';' | ',';
};

/**
 * Finds the columns of a file by its header.
 *
 * @returns `undefined` if no column contains addresses
 */
function columnsOf(header: readonly string[]): Columns | undefined {
  const names = header.map((name) =>
    name
      .replace(/^\ufeff/, '')
      .trim()
      .toLowerCase(),
  );
  const columns: Columns = {};
  for (const kind of Object.keys(COLUMNS) as ColumnName[]) {
    const known = COLUMNS[kind].map((name) => names.indexOf(name)).find((at) => at >= 0);
    if (known !== undefined) columns[kind] = known;
  }
  // Zotero, and the table that the library exports.
  if (names.includes('manual tags') || names.includes('source headline')) columns.tagSeparator = ';';
  else if (names.includes('excerpt') && names.includes('cover')) columns.tagSeparator = ',';
  return columns.address === undefined ? undefined : columns;
}

/** Whether the start of a file is CSV with addresses, or a list with one address on each line. */
export function isCsv(head: string): boolean {
  const rows: (readonly string[])[] = [];
  const splitter = new CsvSplitter(separatorOf(head), ({ cells }) => rows.push(cells));
  splitter.feed(head.slice(0, 8192));
  splitter.end();
  const [first] = rows;
  return (
    first !== undefined && (columnsOf(first) !== undefined || addressFault(first[0] ?? '') === undefined)
  );
}

/** @param now the present time (ms since the epoch). Later times in the file are ignored. */
export async function* readCsv(
  file: Blob,
  signal?: AbortSignal,
  onRead?: (bytes: number) => void,
  now = Date.now(),
): AsyncGenerator<FilePart> {
  const part = new CollectedPart();
  let columns: Columns | undefined;
  const splitter = new CsvSplitter(separatorOf(await readFileStart(file)), ({ cells, line }) => {
    if (columns) part.add(readRow(cells, columns, line, now));
    else {
      columns = columnsOf(cells) ?? { address: 0 };
      if (columnsOf(cells) === undefined) part.add({ address: cells[0] ?? '', line, labels: [] });
    }
  });
  for await (const text of readFileText(file, signal, onRead)) {
    splitter.feed(text);
    yield part.take();
  }
  splitter.end();
  yield part.take();
}

/** Names of folders and lists that only say that a page was saved, read or archived. They do not become labels. */
const NO_LABEL = new Set([
  'unread',
  'unsorted',
  'archive',
  'archived',
  'new',
  'later',
  'inbox',
  'feed',
  'shortlist',
]);

function readRow(cells: readonly string[], columns: Columns, line: number, now: number): SavedAddress {
  const cell = (name: ColumnName): string => {
    const at = columns[name];
    return at === undefined ? '' : unguarded(cells[at] ?? '');
  };
  const folders = cell('folder')
    .split('/')
    .map((folder) => folder.trim());
  const [folder, status] = [cell('folder').trim().toLowerCase(), cell('status').trim().toLowerCase()];
  const isArchived =
    [folder, status].some((place) => place === 'archive' || place === 'archived') ||
    /^(?:1|true|yes)$/i.test(cell('archived').trim());
  const isRead = status === 'read' || Number(cell('progress')) >= 1;
  const savedAt = savedTime(cell('savedAt'), now);
  const note = plainNote(cell('note'));
  return {
    address: cell('address'),
    line,
    ...(savedAt === undefined ? {} : { savedAt }),
    ...(isArchived ? { state: 'archived' as const } : isRead ? { state: 'read' as const } : {}),
    labels: [
      ...new Set([
        ...labelsIn(cell('tags'), columns.tagSeparator),
        ...folders.filter((name) => name !== '' && !NO_LABEL.has(name.toLowerCase())),
      ]),
    ],
    ...(note === '' ? {} : { note }),
  };
}

/** Returns a cell without the apostrophe that keeps spreadsheets from running the cell as a formula. */
function unguarded(cell: string): string {
  return /^'\s*[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}
