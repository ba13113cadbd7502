import { CHECK_EVERY } from '../../../lib/sync/schedule.ts';
import { analyses } from '../../sample/content.ts';
import type { SiteForm } from '../../sample/server.ts';
import type { Damage } from './damages.ts';

/** The files that are damaged and, for each kind of damage, what the reader keeps and what Options says. */

export const FERRY = 'ferry-talks-merrow-strait';
export const PORT = 'port-fee-holiday';
export const WATER = 'water-meter-bylaw';
export const BUS = 'bus-lane-reversal';
const TENDER = 'satellite-tender';
export const RAIL = 'rail-timetable-by-riders';
const RAIL_CORRECTED = `${RAIL} (corrected)`;
/**
 * The analyses of the publication, the newest first: two each of July, June and May 2026. The feed has the first four.
 */
export const PUBLISHED = [FERRY, PORT, WATER, BUS, TENDER, RAIL];
export const OTHERS = analyses.map(({ id }) => id).filter((id) => !PUBLISHED.includes(id));

/** One kind of damage, with its expected result. */
type Row = readonly [
  damage: Damage,
  /** The failure in the sync state: its reason with the HTTP status, and the file. */
  recorded: readonly [reason: string, file: string] | undefined,
  /** The sentence in Options. It precedes the sentences that Options shows for an intact publication. */
  told: string | undefined,
  change?: {
    /** Analyses in the index after the damaged sync, if they differ from those of the other rows. */
    readonly cards?: readonly string[];
  },
];

export interface Scenario {
  readonly file: string;
  readonly form: SiteForm & ('companion' | 'site');
  readonly damaged: RegExp;
  /** Field of the sync state that records the damage. */
  readonly field: 'failure' | 'textsFailure';
  /** Analyses that the publication adds before the damaged sync. */
  readonly added: readonly string[];
  /** Whether the publication also corrects an analysis before the damaged sync. */
  readonly corrects?: true;
  /** Time from the first sync to the damaged one (ms). Sitemaps are read once a day. */
  readonly after: number;
  /** Analyses that the index has after the damaged sync. */
  readonly cards: readonly string[];
  /** Analyses that the index has after the repair. By default, it has all of `PUBLISHED`. */
  readonly whole?: readonly string[];
  /**
   * Number of bytes that the extension reads of a body of blanks. It is a little more than the limit of the file,
   * because the body arrives in pieces of 100,000 bytes.
   */
  readonly blanks: number;
  readonly rows: readonly Row[];
}

const MANIFEST = '/.well-known/civic-lens/index.json';
const SEGMENT = '/.well-known/civic-lens/segments/2026-07.HASH.json';
const TEXTS = '/.well-known/civic-lens/texts/2026-07.HASH.json';
const FEED = '/feed.xml';
const ROBOTS = '/robots.txt';
const DAY = 24 * 3_600_000;

const UNREACHABLE = 'The last check failed (just now): the publication could not be reached.';
const ERROR =
  'The last check failed (just now): the publication’s server did not answer properly (error 500).';
const NO_JSON =
  'The last check failed (just now): the publication sent something other than a list of analyses.';
const NO_LIST =
  'The last check failed (just now): the publication offers no list of analyses that Civic Lens can read.';
const DAMAGED = 'The last check failed (just now): a file arrived damaged.';
const TOO_LARGE = 'The last check failed (just now): a file was larger than it may be.';
const ELSEWHERE =
  'The last check failed (just now): the publication pointed to another site, which Civic Lens never contacts.';
const INSTEAD = 'NOLIGARCHY.US sample offers no ready list, so Civic Lens reads its pages instead.';

/** Returns the sentence that Options shows while the site cannot be read. */
function paused(why: string): string {
  return `Reading pauses until TIME: ${why}.`;
}

/** Returns the sentence that Options shows about two pages that could not be read. */
function unread(why: string): string {
  return `2 pages could not be read: /analysis/rail-timetable-by-riders: ${why}; /analysis/satellite-tender: ${why}`;
}

/**
 * The failures in the sync state after a sync with an intact publication, and the sentences that Options shows about
 * them.
 */
export const INTACT = {
  companion: { recorded: {}, told: [] },
  site: { recorded: { fellBack: ['http 404', MANIFEST] }, told: [INSTEAD] },
} as const;

export const SCENARIOS: readonly Scenario[] = [
  {
    file: 'the manifest',
    form: 'companion',
    damaged: /index\.json$/,
    field: 'failure',
    added: [PORT, WATER],
    after: CHECK_EVERY,
    cards: [FERRY, BUS, TENDER, RAIL],
    blanks: 5_100_000,
    rows: [
      ['is unreachable', ['unreachable', MANIFEST], UNREACHABLE],
      ['breaks off', ['unreachable', MANIFEST], UNREACHABLE],
      ['answers with an error', ['http 500', MANIFEST], ERROR],
      ['is a page of a hotel network', ['not-json', MANIFEST], NO_JSON],
      ['is cut short', ['not-json', MANIFEST], NO_JSON],
      ['has other content', ['not-an-index', MANIFEST], NO_LIST],
      ['is 60 MB of blanks', ['too-large', MANIFEST], TOO_LARGE],
      ['is hostile', ['not-an-index', MANIFEST], NO_LIST],
      ['leads elsewhere', ['other-origin', MANIFEST], ELSEWHERE],
    ],
  },
  {
    file: 'a segment',
    form: 'companion',
    damaged: /\/segments\/2026-07/,
    field: 'failure',
    added: [PORT, WATER],
    after: CHECK_EVERY,
    // The old segment of July stays, beside the new segment of June.
    cards: [FERRY, WATER, BUS, TENDER, RAIL],
    // The manifest announces a few thousand bytes, so the first piece is already too much.
    blanks: 100_000,
    rows: [
      ['is unreachable', ['unreachable', SEGMENT], UNREACHABLE],
      ['breaks off', ['unreachable', SEGMENT], UNREACHABLE],
      ['answers with an error', ['http 500', SEGMENT], ERROR],
      ['is a page of a hotel network', ['wrong-hash', SEGMENT], DAMAGED],
      ['is cut short', ['wrong-hash', SEGMENT], DAMAGED],
      ['has other content', ['wrong-hash', SEGMENT], DAMAGED],
      ['is 60 MB of blanks', ['too-large', SEGMENT], TOO_LARGE],
      // The file is longer than the manifest announces, so it is refused before it is parsed.
      ['is hostile', ['too-large', SEGMENT], TOO_LARGE],
      ['leads elsewhere', ['other-origin', SEGMENT], ELSEWHERE],
    ],
  },
  {
    file: 'a month of texts',
    form: 'companion',
    damaged: /\/texts\/2026-07/,
    field: 'textsFailure',
    added: [PORT, WATER],
    after: CHECK_EVERY,
    // The index itself is complete.
    cards: PUBLISHED,
    blanks: 100_000,
    rows: [
      [
        'is unreachable',
        ['unreachable', TEXTS],
        'Some texts could not be fetched: the publication could not be reached',
      ],
      [
        'breaks off',
        ['unreachable', TEXTS],
        'Some texts could not be fetched: the publication could not be reached',
      ],
      [
        'answers with an error',
        ['http 500', TEXTS],
        'Some texts could not be fetched: the publication’s server did not answer properly (error 500)',
      ],
      [
        'is a page of a hotel network',
        ['wrong-hash', TEXTS],
        'Some texts could not be fetched: a file arrived damaged',
      ],
      ['is cut short', ['wrong-hash', TEXTS], 'Some texts could not be fetched: a file arrived damaged'],
      ['has other content', ['wrong-hash', TEXTS], 'Some texts could not be fetched: a file arrived damaged'],
      [
        'is 60 MB of blanks',
        ['too-large', TEXTS],
        'Some texts could not be fetched: a file was larger than it may be',
      ],
      [
        'is hostile',
        ['too-large', TEXTS],
        'Some texts could not be fetched: a file was larger than it may be',
      ],
      [
        'leads elsewhere',
        ['other-origin', TEXTS],
        'Some texts could not be fetched: ' +
          'the publication pointed to another site, which Civic Lens never contacts',
      ],
    ],
  },
  {
    file: 'the feed',
    form: 'site',
    damaged: /^\/feed\.xml$/,
    field: 'failure',
    added: [PORT, WATER],
    after: CHECK_EVERY,
    cards: [FERRY, BUS, TENDER, RAIL],
    blanks: 10_100_000,
    rows: [
      ['is unreachable', ['unreachable', FEED], UNREACHABLE],
      ['breaks off', ['unreachable', FEED], UNREACHABLE],
      ['answers with an error', ['http 500', FEED], ERROR],
      ['is a page of a hotel network', ['not-an-index', FEED], NO_LIST],
      // No message: only the last item is lost, and the index already has its analysis.
      ['is cut short', undefined, undefined, { cards: PUBLISHED }],
      ['has other content', ['not-an-index', FEED], NO_LIST],
      ['is 60 MB of blanks', ['too-large', FEED], TOO_LARGE],
      ['is hostile', ['not-an-index', FEED], NO_LIST],
      ['leads elsewhere', ['other-origin', FEED], ELSEWHERE],
    ],
  },
  {
    // A failure of the network or the server pauses the reading. Only other answers count against a page.
    file: 'every page',
    form: 'site',
    damaged: /^\/analysis\//,
    field: 'failure',
    // The feed contains the whole text of the first added analysis. Only the sitemap names the second one, and has
    // the date of the correction.
    added: [PORT, TENDER],
    corrects: true,
    after: DAY + CHECK_EVERY,
    cards: [FERRY, PORT, WATER, BUS, RAIL],
    whole: [FERRY, PORT, WATER, BUS, TENDER, RAIL_CORRECTED],
    blanks: 5_100_000,
    rows: [
      ['is unreachable', undefined, paused('the publication could not be reached')],
      ['breaks off', undefined, paused('the publication could not be reached')],
      [
        'answers with an error',
        undefined,
        paused('the publication’s server did not answer properly (error 500)'),
      ],
      // No message: sitemaps also name lists and the home page, so a page without an analysis is no failure. The
      // background reads it again some hours later, and its earlier card stays.
      ['is a page of a hotel network', undefined, undefined],
      // No message: the last 40 bytes of a page only close elements, so both analyses are read completely.
      ['is cut short', undefined, undefined, { cards: [FERRY, PORT, WATER, BUS, TENDER, RAIL_CORRECTED] }],
      ['has other content', undefined, undefined],
      ['is 60 MB of blanks', undefined, unread('a file was larger than it may be')],
      ['is hostile', undefined, undefined],
      [
        'leads elsewhere',
        undefined,
        unread('the publication pointed to another site, which Civic Lens never contacts'),
      ],
    ],
  },
  {
    file: 'everything',
    form: 'site',
    damaged: /^/,
    field: 'failure',
    added: [PORT, WATER],
    after: DAY + CHECK_EVERY,
    cards: [FERRY, BUS, TENDER, RAIL],
    blanks: 5_100_000,
    rows: [
      ['is unreachable', ['unreachable', MANIFEST], UNREACHABLE],
      // The answer for the missing manifest is 404, and its body does not matter, so robots.txt is the first file to
      // break off.
      ['breaks off', ['unreachable', ROBOTS], UNREACHABLE],
      ['answers with an error', ['http 500', MANIFEST], ERROR],
      ['is a page of a hotel network', ['not-an-index', FEED], NO_LIST],
      // No message: the rest of the feed names the new analyses, and the index has all others. A sitemap that is cut
      // short withdraws no analysis.
      ['is cut short', undefined, undefined, { cards: PUBLISHED }],
      ['has other content', ['not-an-index', FEED], NO_LIST],
      ['is 60 MB of blanks', ['too-large', MANIFEST], TOO_LARGE],
      ['is hostile', ['not-an-index', FEED], NO_LIST],
      ['leads elsewhere', ['other-origin', ROBOTS], ELSEWHERE],
    ],
  },
];
