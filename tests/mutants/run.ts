import { type ChildProcess, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { endWithParent } from '../end-with-parent.ts';
import type { Mutant } from './mutant.ts';
import { MUTANTS } from './mutants.ts';

/**
 * Checks the tests without a browser: breaks one place of the product at a time, and prints which test file notices it.
 * Works on copies of the project in a temporary folder and leaves the project unchanged. `npm run test:mutants --
 * lib/sync` tries only the mutants whose file or reason contains "lib/sync". Fails if the tests miss more than one
 * mutant, if a mutant no longer matches its file, or if a test file that noticed a mutant also fails without a mutant.
 */

/** The number of mutants that the tests may miss. */
const ALLOWED = 1;
/** Time limit of a test run (ms). A mutant whose run exceeds the limit counts as noticed. */
const MAX_RUN_MS = 5 * 60_000;

/** Prefix of the result if Vitest failed but no test file did. */
const NO_FILE = 'no file: ';

const root = resolve(import.meta.dirname, '../..');
const [filter = ''] = process.argv.slice(2);
const mutants = MUTANTS.filter(({ file, why }) => file.includes(filter) || why.includes(filter));

const running = new Set<ChildProcess>();
const work = mkdtempSync(join(tmpdir(), 'civic-lens-mutants-'));
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(work, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
endWithParent();

process.exitCode = await main();

async function main(): Promise<number> {
  const stale = mutants.filter(isStale);
  for (const mutant of stale)
    console.log(`✗ ${titleOf(mutant)}: STALE, its original text does not occur exactly once in the file`);
  const fresh = mutants.filter((mutant) => !stale.includes(mutant));
  const noticedBy = new Set<string>();
  let unnoticed = 0;
  const queue = [...fresh];
  const lanes = Array.from({ length: Math.min(availableParallelism(), queue.length) }, (_, n) =>
    copyOfProject(`${n}`),
  );
  await Promise.all(
    lanes.map(async (lane) => {
      for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
        const file = await noticingFile(lane, mutant);
        if (file) noticedBy.add(file);
        else unnoticed++;
        console.log(
          file ? `✓ ${titleOf(mutant)}\n    noticed by ${file}` : `✗ ${titleOf(mutant)}\n    NOT NOTICED`,
        );
      }
    }),
  );
  const files = [...noticedBy].filter((file) => !file.startsWith(NO_FILE));
  const failing = files.length > 0 && lanes[0] ? await failingFiles(lanes[0], ['run', ...files]) : [];
  for (const file of failing)
    console.log(`✗ ${file} fails without any mutant, so what it noticed does not count`);
  console.log(`\n${fresh.length - unnoticed} noticed, ${unnoticed} not noticed`);
  return mutants.length > 0 && stale.length === 0 && failing.length === 0 && unnoticed <= ALLOWED ? 0 : 1;
}

function titleOf({ file, why }: Mutant): string {
  return `${file}: ${why}`;
}

function isStale({ file, original }: Mutant): boolean {
  const path = join(root, file);
  return !existsSync(path) || readFileSync(path, 'utf8').split(original).length !== 2;
}

/** Copies the project, without files and folders that start with a dot, and links its packages. Returns the folder. */
function copyOfProject(folder: string): string {
  const lane = join(work, folder);
  for (const entry of readdirSync(root))
    if (!entry.startsWith('.') && entry !== 'node_modules')
      cpSync(join(root, entry), join(lane, entry), { recursive: true });
  mkdirSync(join(lane, 'node_modules'));
  for (const entry of readdirSync(join(root, 'node_modules')))
    if (!entry.startsWith('.vite'))
      symlinkSync(join(root, 'node_modules', entry), join(lane, 'node_modules', entry));
  return lane;
}

/**
 * Returns a test file that notices a mutant; `undefined` if none does. First tries the tests of the file's room. If the
 * room has none, first tries those of the components or of the background. Then tries all tests that import the file.
 */
async function noticingFile(lane: string, { file, original, broken }: Mutant): Promise<string | undefined> {
  const path = join(lane, file);
  const whole = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    whole.replace(original, () => broken),
  );
  try {
    const room = /^lib\/([\w-]+)\//.exec(file)?.[1];
    const otherwise = file.startsWith('components/') ? 'tests/components/' : 'tests/unit/app/background';
    const near = room && existsSync(join(lane, 'tests/unit', room)) ? `tests/unit/${room}/` : otherwise;
    const [first] = await failingFiles(lane, ['run', near]);
    return first ?? (await failingFiles(lane, ['related', '--run', file]))[0];
  } finally {
    writeFileSync(path, whole);
  }
}

/** The parts of the report of Vitest's JSON reporter that this script uses. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    /** The reason why Vitest could not run the file at all; an empty string if it could. */
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/**
 * Runs Vitest until the first test fails, and returns the paths of the files that failed. If the run fails without a
 * failed file, or reaches the time limit, returns one sentence that begins with `NO_FILE` instead.
 */
async function failingFiles(lane: string, command: readonly string[]): Promise<string[]> {
  const report = join(lane, 'report.json');
  rmSync(report, { force: true });
  const options = [
    '--config',
    'tests/vitest.config.ts',
    '--project',
    'unit',
    '--project',
    'components',
    '--project',
    'faults',
    '--project',
    'builds',
    '--project',
    'sites',
    '--project',
    'hostile',
    '--bail',
    '1',
    '--maxWorkers',
    '1',
    '--passWithNoTests',
  ];
  const vitest = join(lane, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, ...command, ...options, '--reporter', 'json', '--outputFile', report];
  const child = spawn(process.execPath, args, { cwd: lane, stdio: 'ignore' });
  running.add(child);
  const timer = setTimeout(() => child.kill('SIGKILL'), MAX_RUN_MS);
  const code = await new Promise<number | null>((done) => child.on('close', done));
  clearTimeout(timer);
  running.delete(child);
  if (code === 0) return [];
  if (!existsSync(report)) return [`${NO_FILE}the run ${code === null ? 'did not end' : 'wrote no report'}`];
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  // After the first failure, Vitest reports files that it did not run as failed, but without results.
  const failed = testResults.filter(
    ({ message, assertionResults }) => message || assertionResults.some(({ status }) => status === 'failed'),
  );
  return failed.length > 0
    ? failed.map((file) => relative(lane, file.name))
    : [`${NO_FILE}an error outside all tests`];
}
