import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { wxt } from '../build.ts';

/** Makes the packages of both stores, and the package with the sources, in a folder. */
export async function pack(
  output: string,
  environment: Record<string, string> = {},
  project?: string,
): Promise<void> {
  await Promise.all(
    ['chrome', 'firefox'].map((target) =>
      wxt(
        ['zip', '-b', target],
        { CIVIC_LENS_OUTPUT: output, WXT_PUBLICATION_URL: '', WXT_GRANT_ALL_SITES: '', ...environment },
        project,
      ),
    ),
  );
}

/**
 * Unpacks a package into a folder, and returns that folder.
 *
 * @param from folder with the packages
 * @param target `chrome` or `firefox`; `sources` for the package with the sources
 */
export function unpack(from: string, target: string, folder: string): string {
  const [file] = globSync(`*-${target}.zip`, { cwd: from });
  if (!file) throw new Error(`npm run zip left no package of ${target}`);
  for (const [path, content] of Object.entries(unzipSync(new Uint8Array(readFileSync(join(from, file)))))) {
    if (path.endsWith('/')) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}
