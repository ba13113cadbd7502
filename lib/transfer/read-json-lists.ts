import { asObject, type JsonObject, readEach } from '../input/json-values.ts';
import { CollectedPart } from './collected-addresses.ts';
import type { Fault } from './fields-in-library-file.ts';
import { asLabels, isArchiveName, labelsIn, savedTime } from './foreign-fields.ts';
import type { FilePart, SavedAddress } from './read-file.ts';
import { readFileText } from './read-file-as-text.ts';
import { JsonSplitter } from './split-json.ts';

/**
 * Reads JSON of programs that save pages: Wallabag (a list with `is_archived`, `tags`, `created_at`, `annotations`),
 * Omnivore (a list with `state`, `labels`, `savedAt`), Karakeep (`bookmarks` with `content.url`, `createdAt`,
 * `archived`, `lists`, and a field `lists` with their names), Firefox (folders with `children`, `uri`, `dateAdded`,
 * `tags`), and other lists of objects with an address.
 */

/** Names of the fields in which programs write the address. */
const ADDRESS = ['url', 'given_url', 'resolved_url', 'uri', 'href', 'link', 'originalUrl'];

/** Whether the start of a file is a JSON list of saved pages. */
export function isJsonList(head: string): boolean {
  return (
    /^\ufeff?\s*[[{]/.test(head) &&
    /"(?:url|given_url|resolved_url|uri|href|link|originalUrl)"\s*:/.test(head)
  );
}

/** @param now the present time (ms since the epoch). Later times in the file are ignored. */
export async function* readJsonLists(
  file: Blob,
  signal?: AbortSignal,
  onRead?: (bytes: number) => void,
  now = Date.now(),
): AsyncGenerator<FilePart> {
  const part = new CollectedPart();
  const lists = new KarakeepLists();
  const splitter = new JsonSplitter(({ field, text, line, isCut }) => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return part.skip(line, 'not-json');
    }
    const item = asObject(value);
    if (item && field === 'lists' && lists.learn(item)) return undefined;
    if (item && item.type === FOLDER) addFolder(item, { part, line, now });
    else if (item) {
      const found = readItem(item, line, now);
      if (typeof found === 'string') part.skip(line, found);
      else if (found && !lists.hold(found, item)) part.add(found);
    } else if (typeof value === 'string' && isAddressLike(value))
      part.add({ address: value, line, labels: [] });
    else if (isCut) part.skip(line, 'not-json');
    return undefined;
  });
  for await (const text of readFileText(file, signal, onRead)) {
    splitter.feed(text);
    yield part.take();
  }
  splitter.end();
  for (const bookmark of lists.bookmarks()) part.add(bookmark);
  yield part.take();
}

/**
 * The lists of Karakeep, which are its folders. A list may be in another list. The file contains the names of the lists
 * after the bookmarks, so bookmarks in lists are held until the end of the file.
 */
class KarakeepLists {
  readonly #lists = new Map<string, { readonly name: string; readonly parent: unknown }>();
  readonly #held: { readonly bookmark: SavedAddress; readonly lists: readonly unknown[] }[] = [];

  /** Stores the name of a list. Returns whether the object is a list. */
  learn(item: JsonObject): boolean {
    const { id, name, parentId } = item;
    if (typeof id !== 'string' || typeof name !== 'string' || ADDRESS.some((field) => field in item))
      return false;
    this.#lists.set(id, { name, parent: parentId });
    return true;
  }

  /** Holds a bookmark if it is in a list. Returns whether it is in a list. */
  hold(bookmark: SavedAddress, { lists }: JsonObject): boolean {
    if (!Array.isArray(lists) || lists.length === 0) return false;
    this.#held.push({ bookmark, lists });
    return true;
  }

  /** Returns the held bookmarks, with the names of their lists. */
  bookmarks(): SavedAddress[] {
    return this.#held.map(({ bookmark, lists }) => {
      const names = lists.flatMap((id) => this.#path(id));
      return inFolders(bookmark, names);
    });
  }

  /** Returns the names of the lists around a list, the outermost first, and its own name. */
  #path(id: unknown): string[] {
    const path: string[] = [];
    for (let at = id; typeof at === 'string' && path.length < MAX_DEPTH; ) {
      const list = this.#lists.get(at);
      if (!list) break;
      path.unshift(list.name);
      at = list.parent;
    }
    return path;
  }
}

/** The type of a folder in a backup of Firefox. */
const FOLDER = 'text/x-moz-place-container';

/** The type of a bookmark in a backup of Firefox. */
const BOOKMARK = 'text/x-moz-place';

/** Maximum depth of folders. The names of deeper folders are ignored, but their bookmarks are read. */
const MAX_DEPTH = 100;

interface Place {
  readonly part: CollectedPart;
  readonly line: number;
  readonly now: number;
}

/**
 * Adds the bookmarks in a folder of Firefox. As for bookmarks in HTML, the names of folders become labels. Keeps a list
 * of the items that are left to read, because a recursive call for each folder in a folder could overflow the stack.
 */
function addFolder(folder: JsonObject, { part, line, now }: Place): void {
  const left: { readonly item: JsonObject; readonly folders: readonly string[] }[] = [
    { item: folder, folders: [] },
  ];
  for (let next = left.pop(); next; next = left.pop()) {
    const { item, folders } = next;
    if (item.type === FOLDER) {
      const inside = withFolder(folders, item);
      const children = readEach(item.children, Number.POSITIVE_INFINITY, asObject);
      for (const child of children.reverse()) left.push({ item: child, folders: inside });
      continue;
    }
    // Separators have no address, so they are skipped.
    const bookmark = 'uri' in item ? readItem(item, line, now) : undefined;
    if (typeof bookmark === 'object') part.add(inFolders(bookmark, folders));
  }
}

/**
 * Returns the names of the folders around the content of a folder: `folders`, and the folder's own title. Leaves out
 * the titles of Firefox's own folders, which have the field `root`.
 */
function withFolder(folders: readonly string[], { title, ...folder }: JsonObject): readonly string[] {
  const hasName = typeof title === 'string' && title !== '' && !('root' in folder);
  return hasName && folders.length < MAX_DEPTH ? [...folders, title] : folders;
}

function inFolders(bookmark: SavedAddress, folders: readonly string[]): SavedAddress {
  return {
    ...bookmark,
    ...(folders.some(isArchiveName) ? { state: 'archived' as const } : {}),
    labels: asLabels([...bookmark.labels, ...folders.filter((name) => !isArchiveName(name))]),
  };
}

/**
 * Returns the description of a Firefox bookmark. Firefox has no field for descriptions since version 62, but older
 * bookmarks may still have one.
 */
function descriptionOf({ annos }: JsonObject): string {
  const all = (Array.isArray(annos) ? annos : []).map(asObject);
  const value = all.find((anno) => anno?.name === 'bookmarkProperties/description')?.value;
  return typeof value === 'string' ? value.trim() : '';
}

function isAddressLike(text: string): boolean {
  return /^https?:/i.test(text);
}

/**
 * Returns the address that an entry contains, or the reason why the entry has no address; `undefined` if the entry is
 * not a saved page.
 */
function readItem(item: JsonObject, line: number, now: number): SavedAddress | Fault | undefined {
  const content = asObject(item.content);
  // Entries of Karakeep about a text or picture have no address. Entries about a list or a tag are not saved pages.
  if (content && content.type !== 'link' && content.url === undefined) return 'no-address';
  const address = [item, content ?? {}]
    .flatMap((fields) => ADDRESS.map((name) => fields[name]))
    .find((value) => typeof value === 'string' && value.trim() !== '');
  if (
    address === undefined &&
    !('title' in item) &&
    !('createdAt' in item) &&
    !ADDRESS.some((name) => name in item)
  )
    return undefined;
  const written =
    item.savedAt ??
    item.created_at ??
    item.createdAt ??
    item.time_added ??
    item.created ??
    item.time ??
    item.dateAdded;
  const savedAt = savedTime(written, now);
  const isArchived =
    [item.is_archived, item.archived, item.isArchived].some(
      (value) => value === 1 || value === true || value === '1',
    ) || isArchiveName(String(item.state ?? item.status ?? ''));
  const note = noteOf(item);
  return {
    address: typeof address === 'string' ? address : '',
    line,
    ...(savedAt === undefined ? {} : { savedAt }),
    ...(isArchived ? { state: 'archived' as const } : {}),
    labels: labelsOf(item),
    ...(note === '' ? {} : { note }),
  };
}

function labelsOf(item: JsonObject): string[] {
  const lists = [item.tags, item.labels].map((value) => {
    if (typeof value === 'string') return labelsIn(value, tagSeparatorOf(item));
    return Array.isArray(value)
      ? asLabels(value.map((one) => asObject(one)?.label ?? asObject(one)?.name ?? one))
      : [];
  });
  return [...new Set(lists.flat())];
}

/** Returns the sign between tags in a text; `undefined` for a program that is not known. */
function tagSeparatorOf(item: JsonObject): ',' | ' ' | undefined {
  // Firefox.
  if (item.type === BOOKMARK) return ',';
  // Pinboard, which writes descriptions in this field.
  return 'extended' in item ? ' ' : undefined;
}

/**
 * Returns the reader's note and description, followed by the passages that the reader quoted in Wallabag and the
 * comments on them.
 */
function noteOf(item: JsonObject): string {
  const annotations = Array.isArray(item.annotations) ? item.annotations : [];
  const comments = annotations.flatMap((value): string[] => {
    const { quote, text } = asObject(value) ?? {};
    const lines = [
      ...(typeof quote === 'string' ? [`“${quote}”`] : []),
      ...(typeof text === 'string' ? [text] : []),
    ];
    return lines.length > 0 ? [lines.join('\n')] : [];
  });
  const note = typeof item.note === 'string' ? item.note.trim() : '';
  return [note, descriptionOf(item), ...comments].filter((text) => text !== '').join('\n\n');
}
