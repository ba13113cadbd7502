import { HELP, readArguments } from './arguments.ts';
import { buildIndex, NothingToWrite } from './build-index.ts';
import { checkIndex } from './check.ts';
import { checkReport } from './check-report.ts';
import { CrawlRefused } from './crawl.ts';
import { FolderRefused } from './existing-index.ts';
import { buildReport, problemsOf } from './report.ts';

/** Runs `npm run build-index`; see README.md in this folder, or `--help`. Returns the exit code. */
async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2));
  switch (asked.task) {
    case 'help':
      process.stdout.write(HELP);
      return 0;
    case 'wrong':
      process.stderr.write(`build-index: ${asked.why}\nMore with --help.\n`);
      return 2;
    case 'check': {
      const check = await checkIndex(asked.target, { documents: asked.documents });
      process.stdout.write(checkReport(check));
      return check.findings.some(({ kind }) => kind === 'error') ? 1 : 0;
    }
    case 'build': {
      const onProgress = (pages: number): void => void process.stderr.write(`${pages} pages read …\n`);
      const report = await buildIndex({ ...asked.options, onProgress });
      process.stdout.write(buildReport(report, asked.isVerbose));
      return asked.isStrict && problemsOf(report).length > 0 ? 1 : 0;
    }
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const isExpected =
    error instanceof NothingToWrite || error instanceof CrawlRefused || error instanceof FolderRefused;
  process.stderr.write(
    isExpected
      ? `build-index: ${error.message}. No index was written.\n`
      : `build-index failed: ${describe(error)}\n`,
  );
  process.exitCode = 1;
}

/** Returns the message of a system error (no permission, disk full), or the stack of an error in this tool. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? error.message : (error.stack ?? error.message);
}
