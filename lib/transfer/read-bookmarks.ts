import { CollectedPart } from './collected-addresses.ts';
import { EXPORT_FOLDER } from './exported-bookmarks-folder.ts';
import { asLabels, isArchiveName, labelsIn, savedTime } from './foreign-fields.ts';
import { type Attributes, HtmlTags } from './html-tags.ts';
import type { FilePart, SavedAddress } from './read-file.ts';
import { readFileText } from './read-file-as-text.ts';

/**
 * Reads bookmarks in HTML. Chrome, Firefox, Safari, Edge, linkding, Pinboard and Raindrop write a folder as an `H3`
 * followed by a `DL`, and a note as a `DD`. Pocket and Instapaper write two lists, below the headings "Unread" and
 * "Archive". The format is described at
 * https://learn.microsoft.com/previous-versions/windows/internet-explorer/ie-developer/platform-apis/aa753582(v=vs.85)
 */

/** A folder around the bookmarks that follow. */
interface Folder {
  readonly name: string;
  /**
   * Whether it is a top-level folder of the browser or of our own export, or has no name. The name of such a folder
   * does not become a label.
   */
  readonly isRoot: boolean;
}

/** Maximum depth of folders. The names of deeper folders are ignored, but their bookmarks are read. */
const MAX_DEPTH = 100;

class Bookmarks {
  readonly part = new CollectedPart();
  readonly #now: number;
  /** The folders around the present place, but none that is deeper than `MAX_DEPTH`. */
  readonly #folders: Folder[] = [];
  /** The number of folders around the present place. */
  #depth = 0;
  /** The last heading: the name of the next folder. */
  #heading: Folder | undefined;
  /** The element whose text is being read. */
  #reading: 'folder' | 'section' | 'link' | 'note' | undefined;
  #text = '';
  #isArchive = false;
  #attributes: Attributes = new Map();
  /** The last link, which may still get a note; `undefined` once it was added to `part`. */
  #last: SavedAddress | undefined;

  constructor(now: number) {
    this.#now = now;
  }

  open(name: string, attributes: Attributes, line: number): void {
    if (name !== 'p' && name !== 'br' && this.#reading === 'note') this.#endNote();
    if (name === 'dl') {
      if (this.#depth++ < MAX_DEPTH) this.#folders.push(this.#heading ?? { name: '', isRoot: true });
      this.#heading = undefined;
    } else if (name === 'h3' || name === 'h1' || name === 'h2') {
      this.flush();
      this.#reading = name === 'h3' ? 'folder' : 'section';
      this.#text = '';
      this.#attributes = attributes;
    } else if (name === 'a' && attributes.has('href')) {
      this.flush();
      this.#reading = 'link';
      this.#last = this.#linkOf(attributes, line);
    } else if (name === 'dd') {
      this.#reading = 'note';
      this.#text = '';
    }
  }

  text(text: string): void {
    if (this.#reading && this.#text.length < 100_000) this.#text += text;
  }

  close(name: string): void {
    if (name === 'dl') {
      this.flush();
      if (this.#depth > 0 && this.#depth-- <= MAX_DEPTH) this.#folders.pop();
    } else if (/^h[1-3]$/.test(name) && (this.#reading === 'folder' || this.#reading === 'section')) {
      const heading = this.#text.replace(/\s+/g, ' ').trim();
      if (this.#reading === 'section') this.#isArchive = /^(?:read )?archived?$/i.test(heading);
      else {
        const isSafaris = this.#depth === 0 && SAFARI_ROOT.test(heading);
        this.#heading = { name: heading, isRoot: isSafaris || isRoot(this.#attributes) };
      }
      this.#reading = undefined;
    } else if (name === 'a' && this.#reading === 'link') this.#reading = undefined;
  }

  /** Adds the last link, with its note, to `part`. */
  flush(): void {
    if (this.#reading === 'note') this.#endNote();
    if (this.#last) this.part.add(this.#last);
    this.#last = undefined;
  }

  #endNote(): void {
    this.#reading = undefined;
    const note = this.#text
      .replace(/\[\/?linkding-notes\]/g, '\n')
      .replace(/\n{2,}/g, '\n')
      .trim();
    if (this.#last && note !== '') this.#last = { ...this.#last, note };
  }

  #linkOf(attributes: Attributes, line: number): SavedAddress {
    const tags = labelsIn(attributes.get('tags') ?? '', ',');
    const savedAt = savedTime(attributes.get('add_date') ?? attributes.get('time_added'), this.#now);
    const folders = this.#folders.filter(({ isRoot, name }) => !isRoot && name !== '');
    const isArchived =
      this.#isArchive ||
      tags.includes('linkding:bookmarks.archived') ||
      folders.some(({ name }) => isArchiveName(name)) ||
      attributes.get('status') === 'archive';
    const names = [...tags, ...folders.map(({ name }) => name)];
    return {
      address: attributes.get('href') ?? '',
      line,
      ...(savedAt === undefined ? {} : { savedAt }),
      ...(isArchived ? { state: 'archived' as const } : {}),
      labels: asLabels(names.filter((name) => !/^linkding:/i.test(name) && !isArchiveName(name))),
    };
  }
}

/**
 * The names of Safari's own top-level folders, which have no attribute that marks them. Only Safari writes folders
 * outside of all lists (`DL`), so a folder with such a name there is not the reader's own. Safari translates these
 * names: in a language that is not listed here, they become labels.
 */
const SAFARI_ROOT =
  /^(?:favou?rites|favoriten|favoris|favoritos|المفضلة|个人收藏|bookmarks ?(?:menu|bar)|lesezeichenmenü|reading list)$/iu;

/** Whether the attributes of an `H3` mark a top-level folder of the browser or of our own export. */
function isRoot(attributes: Attributes): boolean {
  return (
    attributes.has('personal_toolbar_folder') ||
    attributes.has('unfiled_bookmarks_folder') ||
    attributes.has(EXPORT_FOLDER.toLowerCase()) ||
    /^com\.apple\./.test(attributes.get('id') ?? '')
  );
}

/** @param now the present time (ms since the epoch). Later times in the file are ignored. */
export async function* readBookmarks(
  file: Blob,
  signal?: AbortSignal,
  onRead?: (bytes: number) => void,
  now = Date.now(),
): AsyncGenerator<FilePart> {
  const bookmarks = new Bookmarks(now);
  const tags = new HtmlTags(bookmarks);
  for await (const text of readFileText(file, signal, onRead)) {
    tags.feed(text);
    yield bookmarks.part.take();
  }
  tags.end();
  bookmarks.flush();
  yield bookmarks.part.take();
}
