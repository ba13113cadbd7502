import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timeLimit } from '../../e2e/harness/time-limits.ts';
import { type PlainSite, serveFolder, startPlainSite, temporaryFolder } from './plain-site.ts';

/** Tests the command as publishers run it: as a separate process, with the project's own Node. */

const root = resolve(import.meta.dirname, '../../..');
const node = join(root, 'node_modules/.bin/node');

let site: PlainSite;
let out: string;
let compiled: string;
beforeAll(async () => {
  // Not all systems resolve this host, so the tool must itself know that the host is this machine.
  site = await startPlainSite('publication.localhost');
  out = temporaryFolder();
  compiled = temporaryFolder();
});
afterAll(() => {
  site.close();
  for (const folder of [out, compiled]) rmSync(folder, { recursive: true });
});

interface Ran {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

function run(...options: string[]): Promise<Ran> {
  return runAfter('', ...options);
}

/** Runs a script that changes the process, and then the command in the same process. */
function runAfter(script: string, ...options: string[]): Promise<Ran> {
  return new Promise((done) => {
    // Only the first run compiles the TypeScript code; the later runs use its compile cache.
    const env = {
      ...process.env,
      NODE_COMPILE_CACHE: compiled,
      NODE_OPTIONS: script && `--import data:text/javascript,${encodeURIComponent(script)}`,
    };
    execFile(node, ['lib/build-index/main.ts', ...options], { cwd: root, env }, (error, output, errors) =>
      done({ code: error ? Number(error.code) : 0, output, errors }),
    );
  });
}

describe('npm run build-index', { timeout: timeLimit(60_000) }, () => {
  it('builds an index, builds it again, and checks it', async () => {
    const build = ['--site', site.address, '--out', out, '--pace', '0', '--texts'];
    const first = await run(...build);
    expect(first).toMatchObject({ code: 0, errors: '' });
    expect(first.output).toContain('Wrote 25 files, removed 0.\nThe index has 18 cards in 3 months.\n');
    const second = await run(...build);
    expect(second).toMatchObject({ code: 0, errors: '' });
    expect(second.output).toContain('Nothing changed; no file was touched.');
    serveFolder(site, out);
    for (const target of [site.address, out]) {
      const check = await run('--check', target);
      expect(check).toMatchObject({ code: 0, errors: '' });
      expect(check.output).toContain('Readers can use this index.');
    }
    site.files.delete('/.well-known/civic-lens/analyses/satellite-tender.json');
    const check = await run('--check', site.address);
    expect(check.code).toBe(1);
    expect(check.output).toContain('Errors:\n  analyses/satellite-tender.json answers 404.\n');

    site.instead.set('/analysis/satellite-tender', (response) => void response.writeHead(500).end());
    const failing = await run(...build, '--fresh');
    expect(failing.code).toBe(0);
    expect(failing.output).toContain('/analysis/satellite-tender answers 500; its old card is kept.');
    expect((await run(...build, '--fresh', '--strict')).code).toBe(1);
  });

  it('reports an error in its own code once', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'index.json'), '{ "segments": [] }');
    const mistake = `const { parse } = JSON;
      JSON.parse = (text, ...rest) => {
        if (String(text).includes('"segments"')) throw new TypeError('a mistake');
        return parse(text, ...rest);
      };`;
    const { code, output, errors } = await runAfter(mistake, '--check', folder);
    rmSync(folder, { recursive: true });
    expect({ code, output, times: errors.match(/a mistake/g)?.length }).toEqual({
      code: 1,
      output: '',
      times: 1,
    });
    expect(errors).toMatch(/^build-index failed: TypeError: a mistake\n +at /);
  });

  it('explains a failure, and exits with 2 for wrong usage and with 1 for any other failure', async () => {
    expect(await run('--site', site.address)).toMatchObject({
      code: 2,
      output: '',
      errors: 'build-index: --out is missing: the folder to write to\nMore with --help.\n',
    });
    expect(await run('--help')).toMatchObject({
      code: 0,
      output: expect.stringContaining('--check <address>'),
    });
    const empty = await run('--check', `${out}/nothing`);
    expect(empty.code).toBe(1);
    expect(empty.output).toContain('  index.json does not exist.\n1 error.\n');
    const nobody = 'http://127.0.0.1:1/';
    expect(await run('--site', nobody, '--out', `${out}/other`, '--pace', '0')).toMatchObject({
      code: 1,
      errors:
        'build-index: robots.txt cannot be reached, so the tool may not read the site now. No index was written.\n',
    });
  });
});
