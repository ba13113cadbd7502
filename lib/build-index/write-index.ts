import { globSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { INDEX_FOLDER } from './existing-index.ts';
import type { IndexFiles } from './index-files.ts';

/** The changed files of an index: paths in its folder. */
export interface Written {
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

interface WriteOptions {
  /** Files that the old manifest names. Browsers that have fetched this manifest may still request them. */
  readonly named: ReadonlySet<string>;
  /** Files of unchanged months. */
  readonly kept: ReadonlySet<string>;
  /** Whether to immediately remove files that the new manifest does not name. */
  readonly dropOld: boolean;
}

/** Files that this tool writes and may therefore remove. */
const OWN = ['segments/*.json', 'texts/*.json', 'analyses/*.json'];

/**
 * Writes an index so that it is usable at any moment: first all files that the manifest names, then the manifest in one
 * step. Segments and texts that only the old manifest names stay until the next change, because readers' browsers may
 * have fetched that manifest. Documents of withdrawn analyses are removed immediately. Unchanged files are not touched,
 * because many web servers derive validators from the modification time.
 */
export async function writeIndex(out: string, files: IndexFiles, options: WriteOptions): Promise<Written> {
  const folder = join(out, INDEX_FOLDER);
  const written: string[] = [];
  const [manifest, others] = [files.get('index.json'), [...files].filter(([path]) => path !== 'index.json')];
  for (const [path, body] of others) if (await writeIfOther(join(folder, path), body)) written.push(path);
  const isNew = manifest !== undefined && (await writeIfOther(join(folder, 'index.json'), manifest));
  if (isNew) written.push('index.json');

  const removed: string[] = [];
  // If the manifest has not changed, readers' browsers may still need the files of the manifest before it.
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

/**
 * Writes a file in one step, unless it already has this content.
 *
 * @returns whether the file was written
 */
export async function writeIfOther(path: string, body: string): Promise<boolean> {
  const old = await readFile(path, 'utf8').catch(() => undefined);
  if (old === body) return false;
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.new`;
  await writeFile(draft, body);
  await rename(draft, path);
  return true;
}
