import { parseArgs } from 'node:util';
import { isLoopback } from '../address/hosts.ts';
import { asDate } from '../input/json-values.ts';
import type { BuildOptions } from './build-index.ts';

export const HELP = `Makes the companion index of a publication that is a plain web site, or checks one that somebody serves.

  npm run build-index -- --site <address> --out <folder> [options]
  npm run build-index -- --check <address or folder>

  --site <address>     the publication's home page
  --out <folder>       folder whose files are served at the site's root; keep it from run to run
  --since <date>       only analyses published on or after this day (YYYY-MM-DD); older months of the index stay as they are
  --texts              offer whole months of text, so that readers need not ask for each analysis
  --name <name>        what the publication is called, where its home page does not say it well
  --language <tag>     language of the analyses (BCP 47), the same
  --subscribe <addr>   where readers subscribe
  --issues <addr>      the list of all issues
  --pace <ms>          least time between two requests; 1000 unless said otherwise. Less is for your own machine
  --fresh              read every page anew, whatever feed, sitemap and server say of changes
  --drop-old           remove files that the new manifest does not name at once, not at the next change
  --strict             exit with 1 also where the index was written but some page could not be read
  --verbose            say which pages are no analyses and which files were written

  --check <address>    check the index that a site serves, or the one in a folder
  --documents <n>      documents of single analyses to fetch for the check; 20 unless said otherwise

Exit code: 0 all is well, 1 there is a problem, 2 wrong use.
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

/** Parses the command line. @param argv arguments without the names of the program and the script */
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
      throw new Error(`--since ${since} is no day of the calendar written as YYYY-MM-DD`);
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
    // Node's messages about unknown and misused options are clear, but end with advice about positional arguments.
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split('. To specify');
    return { task: 'wrong', why };
  }
}

/** Returns the address of a publication with "/" at the end. Throws an error if it is not usable. */
function siteAddress(written: string): string {
  if (!URL.canParse(written))
    throw new Error(`“${written}” is no address; one looks like https://noligarchy.us/`);
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
  if (!URL.canParse(written, site)) throw new Error(`--${option} “${written}” is no address`);
  return new URL(written, site).href;
}

function language(tag: string | undefined): string | undefined {
  try {
    return tag === undefined ? undefined : new Intl.Locale(tag).toString();
  } catch {
    throw new Error(`--language “${tag}” is no language tag; one looks like “en” or “pt-BR”`);
  }
}

function count(written: string | undefined, option: string): number | undefined {
  if (written === undefined) return undefined;
  if (!/^\d{1,7}$/.test(written)) throw new Error(`--${option} ${written} is no whole number`);
  return Number(written);
}
