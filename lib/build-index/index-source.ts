import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSameOriginOrTwin } from '../address/www-twin.ts';
import { MAX_FILE_BYTES, manifestAddress } from '../index/manifest.ts';
import { asObject } from '../input/json-values.ts';
import type { SiteFile } from '../publication/site/site-file.ts';
import { FetchFailure } from '../sync/fetch-file.ts';
import { userAgent } from './build-index.ts';
import { MissingFile } from './error-messages.ts';
import { INDEX_FOLDER, jsonFile } from './existing-index.ts';
import { filePathIn } from './file-path.ts';
import { SiteClient, type SiteClientOptions } from './site-client.ts';

/** A file of the index that is being checked. */
export interface IndexedFile extends SiteFile {
  /** Headers of the response; absent if the index is a folder. */
  readonly headers?: Headers;
}

/** The place from which the check reads an index: a site or a folder. */
export interface IndexSource {
  /** Address of the publication, with "/" at the end. */
  readonly site: string;
  /**
   * Returns a file of the index.
   *
   * @throws {MissingFile} if the folder does not have the file
   * @throws {FetchFailure} if the file cannot be fetched
   */
  file(address: string): Promise<IndexedFile>;
  /** Whether the server answers "unchanged" (304) to a conditional request for a known file. */
  isUnchanged(address: string, known: SiteFile): Promise<boolean>;
}

/**
 * Returns the index that a site serves.
 *
 * @param site address of the publication, with "/" at the end
 */
export function servedIndex(site: string, options: Partial<SiteClientOptions> = {}): IndexSource {
  const client = new SiteClient({ pace: 0, ...options, site, userAgent: userAgent(site) });
  return {
    site,
    file: async (address) => {
      const file = await client.file(address, {}, MAX_FILE_BYTES);
      if (file === 'unchanged') throw new FetchFailure('incomplete', address);
      return { ...file, headers: client.headers };
    },
    isUnchanged: async (address, known) => (await client.file(address, known)) === 'unchanged',
  };
}

/**
 * Returns the index in a folder: the root folder of a site, or the folder of the index itself. Files have the addresses
 * that they would have on the site that the index names. If the index names no site, they have addresses below
 * `https://localhost/`.
 */
export async function folderIndex(folder: string): Promise<IndexSource> {
  const inRoot = join(folder, INDEX_FOLDER);
  const own = existsSync(inRoot) ? inRoot : folder;
  const about = asObject(asObject(await jsonFile(join(own, 'index.json')))?.publication)?.url;
  const site =
    typeof about === 'string' && URL.canParse(about) ? about.replace(/\/?$/, '/') : 'https://localhost/';
  const base = new URL('.', manifestAddress(site)).href;
  return {
    site,
    file: async (address) => {
      if (!isSameOriginOrTwin(address, site)) throw new FetchFailure('other-origin', address);
      const path = address.startsWith(base)
        ? filePathIn(own, address.slice(base.length))
        : filePathIn(folder, new URL(address).pathname.slice(1));
      if (path === undefined) throw new MissingFile(address);
      try {
        return { body: Uint8Array.from(await readFile(path)), url: address };
      } catch {
        throw new MissingFile(address);
      }
    },
    isUnchanged: async () => true,
  };
}
