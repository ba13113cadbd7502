import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runFolder } from '../build.ts';
import { pack, unpack } from './pack.ts';

/** Slow checks of the packages for the stores. `e2e/install/store-packages.test.ts` tests the packages in browsers. */

const FOLDER = runFolder('packages');

beforeAll(() => pack(FOLDER));

/** Returns the SHA-256 of each package in a folder, keyed by file name. */
function hashes(folder: string): Record<string, string> {
  const sha256 = (file: string): string =>
    createHash('sha256')
      .update(readFileSync(join(folder, file)))
      .digest('hex');
  return Object.fromEntries(globSync('*.zip', { cwd: folder }).map((file) => [file, sha256(file)]));
}

describe('the packages', () => {
  it('are identical, byte for byte, when they are built from the source package in another folder', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'somebody-else-'));
    try {
      unpack(FOLDER, 'sources', elsewhere);
      symlinkSync(resolve('node_modules'), join(elsewhere, 'node_modules'), 'junction');
      const output = join(elsewhere, '.output');
      await pack(output, { TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }, elsewhere);
      expect(Object.keys(hashes(output))).toHaveLength(3);
      expect(hashes(output)).toEqual(hashes(FOLDER));
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });

  it("for Firefox passes Mozilla's own linter without an error", () => {
    const folder = unpack(FOLDER, 'firefox', join(FOLDER, 'unpacked'));
    const { stdout } = spawnSync(
      'web-ext',
      ['lint', '--self-hosted', '--output=json', '--source-dir', folder],
      {
        encoding: 'utf8',
        shell: process.platform === 'win32',
      },
    );
    const { errors, warnings } = JSON.parse(stdout) as {
      errors: { code: string; message: string }[];
      warnings: { code: string }[];
    };
    expect(errors).toEqual([]);
    expect(warnings.map(({ code }) => code).filter((code) => code !== 'UNSAFE_VAR_ASSIGNMENT')).toEqual([]);
  });
});
