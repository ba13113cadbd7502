import { globSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { INDEX_FOLDER } from './existing-index.ts';
import type { IndexFiles } from './index-files.ts';

/** What was done to the files of an index, by path from its folder. */
export interface Written {
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

interface WriteOptions {
  /** Files that the manifest until now names, and that readers who still hold it may ask for. */
  readonly named: ReadonlySet<string>;
  /** Files that months which stay as they are name. */
  readonly kept: ReadonlySet<string>;
  /** Whether to remove at once what the new manifest does not name. */
  readonly dropOld: boolean;
}

/** What this tool writes, and may therefore remove. */
const OWN = ['segments/*.json', 'texts/*.json', 'analyses/*.json'];

/**
 * Puts an index in place so that readers find a whole one at any moment: everything that the manifest names first,
 * then the manifest in one step. Segments and texts that only the manifest until now names stay until the next
 * change, since readers may hold that one still; documents of analyses that are gone go at once. A file that is as it
 * should be is not touched: web servers tell by its time whether it changed.
 */
export async function writeIndex(out: string, files: IndexFiles, options: WriteOptions): Promise<Written> {
  const folder = join(out, INDEX_FOLDER);
  const written: string[] = [];
  const [manifest, others] = [files.get('index.json'), [...files].filter(([path]) => path !== 'index.json')];
  for (const [path, body] of others) if (await writeIfOther(join(folder, path), body)) written.push(path);
  const isNew = manifest !== undefined && (await writeIfOther(join(folder, 'index.json'), manifest));
  if (isNew) written.push('index.json');

  const removed: string[] = [];
  // Without a new manifest the files of the one before this are still within their time.
  if (isNew || options.dropOld) {
    for (const path of globSync(OWN, { cwd: folder }).map((path) => path.replaceAll('\\', '/'))) {
      const isHeld = options.named.has(path) && !options.dropOld && !path.startsWith('analyses/');
      if (files.has(path) || options.kept.has(path) || isHeld) continue;
      await rm(join(folder, path));
      removed.push(path);
    }
  }
  return { written, removed: removed.sort() };
}

/** Writes a file in one step, unless it is so already. @returns whether it was written */
export async function writeIfOther(path: string, body: string): Promise<boolean> {
  const old = await readFile(path, 'utf8').catch(() => undefined);
  if (old === body) return false;
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.new`;
  await writeFile(draft, body);
  await rename(draft, path);
  return true;
}
