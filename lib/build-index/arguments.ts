import { parseArgs } from 'node:util';
import { isLoopback } from '../address/hosts.ts';
import { asDate } from '../input/json-values.ts';
import type { BuildOptions } from './build-index.ts';

export const HELP = `Builds the companion index of a publication that is a plain web site, or checks an index.

  npm run build-index -- --site <address> --out <folder> [options]
  npm run build-index -- --check <address or folder>

  --site <address>     the publication's home page
  --out <folder>       folder whose files are served at the site's root; keep it from run to run
  --since <date>       only analyses published on or after this day (YYYY-MM-DD);
                       older months of the index do not change
  --texts              also write the texts of each month to one file, which readers' browsers can fetch in advance
  --name <name>        name of the publication, if its home page does not name it well
  --language <tag>     language of the analyses (BCP 47), if the home page does not name it
  --subscribe <addr>   where readers subscribe
  --issues <addr>      the list of all issues
  --pace <ms>          minimum time between two requests; default 1000; use less only for your own machine
  --fresh              read every page again, even if the feed, the sitemap or the server says that it has not changed
  --drop-old           immediately remove files that the new manifest does not name, not at the next change
  --strict             exit with 1 if any page could not be read, even if the index was written
  --verbose            list pages that are not analyses, and files that were written or removed

  --check <address>    check the index that a site serves, or the index in a folder
  --documents <n>      number of documents to fetch for the check; default 20

Exit code: 0 success, 1 problem, 2 wrong usage.
`;

/** The parsed command line. */
export type Arguments =
  | { readonly task: 'help' }
  | { readonly task: 'wrong'; readonly why: string }
  | {
      readonly task: 'build';
      readonly options: BuildOptions;
      readonly isStrict: boolean;
      readonly isVerbose: boolean;
    }
  | { readonly task: 'check'; readonly target: string; readonly documents: number };

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;
const BUILD_OPTIONS = {
  site: TEXT,
  out: TEXT,
  since: TEXT,
  texts: FLAG,
  name: TEXT,
  language: TEXT,
  subscribe: TEXT,
  issues: TEXT,
  pace: TEXT,
  fresh: FLAG,
  'drop-old': FLAG,
  strict: FLAG,
  verbose: FLAG,
} as const;

/**
 * Parses the command line. If an argument is missing or wrong, returns the task `wrong`. Its `why` tells the publisher
 * which argument.
 *
 * @param argv arguments without the names of the program and the script
 */
export function readArguments(argv: readonly string[]): Arguments {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { ...BUILD_OPTIONS, check: TEXT, documents: TEXT, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) return { task: 'help' };
    if (values.check !== undefined) {
      const other = Object.keys(BUILD_OPTIONS).find((name) => name in values);
      if (other) throw new Error(`--check and --${other} do not go together`);
      const target = /^https?:/i.test(values.check) ? siteAddress(values.check) : values.check;
      if (target === '') throw new Error('--check needs the address of a site, or a folder');
      return { task: 'check', target, documents: count(values.documents, 'documents') ?? 20 };
    }
    if (values.documents !== undefined) throw new Error('--documents goes with --check only');
    const { site, out, since, name } = values;
    if (!site) throw new Error('--site is missing: the address of the publication');
    if (!out) throw new Error('--out is missing: the folder to write to');
    if (since !== undefined && !(asDate(since) && since.length === 10))
      throw new Error(`--since ${since} is not a date in the form YYYY-MM-DD`);
    return {
      task: 'build',
      options: {
        site: siteAddress(site),
        out,
        since,
        texts: values.texts,
        fresh: values.fresh,
        dropOld: values['drop-old'],
        pace: count(values.pace, 'pace'),
        about: {
          name,
          language: language(values.language),
          subscribe: link(values.subscribe, 'subscribe', site),
          issues: link(values.issues, 'issues', site),
        },
      },
      isStrict: values.strict ?? false,
      isVerbose: values.verbose ?? false,
    };
  } catch (error) {
    // Node's messages about unknown and wrong options are clear, but end with advice about positional arguments. Remove
    // this advice.
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split('. To specify');
    return { task: 'wrong', why };
  }
}

/**
 * Returns the address of a publication with "/" at the end. Also accepts the address of its manifest.
 *
 * @throws {Error} if clients could not use the address; the message says why
 */
function siteAddress(written: string): string {
  if (!URL.canParse(written))
    throw new Error(`“${written}” is not an address; an address looks like https://noligarchy.us/`);
  const { protocol, hostname, username, search, hash, origin, pathname } = new URL(written);
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname)))
    throw new Error(
      `${written} is not on https: (plain http: is for this machine only); readers would refuse it`,
    );
  if (username || search || hash)
    throw new Error(`${written} has more than host and path: the address of the home page is needed`);
  return origin + pathname.replace(/(?:\.well-known\/civic-lens\/index\.json|\/?)$/, '').replace(/\/?$/, '/');
}

function link(written: string | undefined, option: string, site: string): string | undefined {
  if (written === undefined) return undefined;
  if (!URL.canParse(written, site)) throw new Error(`--${option} “${written}” is not an address`);
  return new URL(written, site).href;
}

function language(tag: string | undefined): string | undefined {
  try {
    return tag === undefined ? undefined : new Intl.Locale(tag).toString();
  } catch {
    throw new Error(`--language “${tag}” is not a language tag; a tag looks like “en” or “pt-BR”`);
  }
}

function count(written: string | undefined, option: string): number | undefined {
  if (written === undefined) return undefined;
  if (!/^\d{1,7}$/.test(written)) throw new Error(`--${option} ${written} is not a whole number`);
  return Number(written);
}
