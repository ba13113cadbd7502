import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { failureText, pageFailureText, textFailureText } from '../../../components/ui/failure-text.ts';
import { urlKey } from '../../../lib/address/url-keys.ts';
import { answer, type SiteReading } from '../../../lib/app/queries.ts';
import { count, fromNow, text } from '../../../lib/browser/interface-texts.ts';
import { db } from '../../../lib/db/database.ts';
import { cardById, lookup } from '../../../lib/db/index-queries.ts';
import { indexState, syncState } from '../../../lib/db/index-state.ts';
import { CHECK_EVERY } from '../../../lib/sync/schedule.ts';
import { textOnDevice } from '../../../lib/sync/texts.ts';
import { analyses } from '../../sample/content.ts';
import type { ServedSite, SiteForm } from '../../sample/server.ts';
import { granted } from '../fake-browser.ts';
import { syncWhole } from './fresh-site.ts';
import { at, PUBLICATION, Publication, skipPauses, sourceAddress } from './publication.ts';

/**
 * Whatever the publication sends instead of one of its files, the reader keeps the last good index, Options says what
 * failed, and the next sync after the repair completes the index. tests/e2e/publication/failures.test.ts runs three
 * cases of each form in browsers.
 */

/** Valid JSON that would be accepted as an index if its `__proto__` became a prototype. */
const HOSTILE = `{"__proto__":{"format":"civic-lens-index","version":1,"cards":[],"hostile":true},
  "constructor":{"prototype":{"hostile":true}},"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;

const DAMAGES = {
  'is unreachable': () => Promise.reject(new TypeError('fetch failed')),
  'breaks off': async (response) => {
    const whole = await response.bytes();
    const pieces = [whole.subarray(0, whole.length / 2)];
    const stream = new ReadableStream({
      pull(controller) {
        const piece = pieces.pop();
        if (piece) controller.enqueue(piece);
        else controller.error(new TypeError('terminated'));
      },
    });
    return new Response(stream, response);
  },
  'answers with an error': () => new Response('Oops', { status: 500 }),
  'is a page of a hotel network': () =>
    new Response('<!doctype html><title>Welcome</title><p>Log in to use the network.', {
      headers: { 'content-type': 'text/html' },
    }),
  // An answer without a body, such as 304, has nothing to cut.
  'is cut short': async (response) =>
    response.body ? new Response((await response.bytes()).slice(0, -40), response) : response,
  // Right in form and exactly as long as the file, so only the hash reveals the difference.
  'has other content': async (response) =>
    new Response('{"cards":[],"documents":[]}'.padEnd((await response.bytes()).length)),
  'is 60 MB of blanks': () => new Response(blanks(60_000_000)),
  'is hostile': () => new Response(HOSTILE),
  'leads elsewhere': () => at('https://elsewhere.example/', new Response('<!doctype html><p>Another site')),
} as const satisfies Record<string, (response: Response) => Response | Promise<Response>>;

type Damage = keyof typeof DAMAGES;

/** A piece of a body of blanks. */
const CHUNK = new Uint8Array(100_000).fill(0x20);
/** How many bytes were read of each body of blanks since the damaged sync began. */
const blanksRead: number[] = [];

/** A body of blanks that produces only as much as is read. */
function blanks(size: number): ReadableStream<Uint8Array> {
  const body = blanksRead.push(0) - 1;
  return new ReadableStream(
    {
      pull(controller) {
        const read = blanksRead[body] ?? 0;
        if (read >= size) return controller.close();
        blanksRead[body] = read + CHUNK.length;
        controller.enqueue(CHUNK);
      },
    },
    { highWaterMark: 0 },
  );
}

const FERRY = 'ferry-talks-merrow-strait';
const PORT = 'port-fee-holiday';
const WATER = 'water-meter-bylaw';
const BUS = 'bus-lane-reversal';
const TENDER = 'satellite-tender';
const RAIL = 'rail-timetable-by-riders';
const RAIL_CORRECTED = `${RAIL} (corrected)`;
/** The analyses of the publication, newest first: two each of July, June and May 2026. Its feed has four. */
const PUBLISHED = [FERRY, PORT, WATER, BUS, TENDER, RAIL];
const OTHERS = analyses.map(({ id }) => id).filter((id) => !PUBLISHED.includes(id));

/** One kind of damage, and its expected result. */
type Row = readonly [
  damage: Damage,
  /** The failure in the sync state: its reason with the HTTP status, and the file. */
  recorded: readonly [reason: string, file: string] | undefined,
  /** The sentence in Options. It comes before the sentences that Options shows for an intact publication. */
  told: string | undefined,
  change?: {
    /** Analyses in the index after the damaged sync, if they differ from those of the other rows. */
    readonly cards?: readonly string[];
  },
];

interface Scenario {
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
  /** Analyses that the index has after the repair; by default all. */
  readonly whole?: readonly string[];
  /** Bytes that are read of a body of blanks: a little more than the limit of the file, in pieces of 100,000. */
  readonly blanks: number;
  readonly rows: readonly Row[];
}

const MANIFEST = '/.well-known/civic-lens/index.json';
const SEGMENT = '/.well-known/civic-lens/segments/2026-07.HASH.json';
const TEXTS = '/.well-known/civic-lens/texts/2026-07.HASH.json';
const FEED = '/feed.xml';
const ROBOTS = '/robots.txt';
const DAY = 24 * 3_600_000;

const UNREACHABLE = 'The last check failed (now): the publication could not be reached.';
const ERROR = 'The last check failed (now): the publication answered with an error (status 500).';
const NO_JSON = 'The last check failed (now): the publication sent something other than a list of analyses.';
const NO_LIST =
  'The last check failed (now): the publication offers no list of analyses that Civic Lens can read.';
const DAMAGED = 'The last check failed (now): a file arrived damaged.';
const TOO_LARGE = 'The last check failed (now): a file was larger than it may be.';
const ELSEWHERE =
  'The last check failed (now): the publication pointed to another site, which Civic Lens never contacts.';
const INSTEAD =
  'NOLIGARCHY.US sample offers no ready list (the publication answered with an error (status 404)), ' +
  'so Civic Lens reads its pages instead.';

/** The sentence in Options while the site cannot be read. */
function paused(why: string): string {
  return `Reading pauses until TIME: ${why}.`;
}

/** The sentence in Options about two pages that could not be read. */
function unread(why: string): string {
  return `2 pages could not be read: /analysis/rail-timetable-by-riders: ${why}; /analysis/satellite-tender: ${why}`;
}

/** The failures in the sync state after a sync with an intact publication, and the sentences in Options about them. */
const INTACT = {
  companion: { recorded: {}, told: [] },
  site: { recorded: { fellBack: ['http 404', MANIFEST] }, told: [INSTEAD] },
} as const;

const SCENARIOS: readonly Scenario[] = [
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
    // The old segment of July stays, beside the new one of June.
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
      // Longer than the manifest announces: it is refused before it is parsed.
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
        'Some texts could not be fetched: the publication answered with an error (status 500)',
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
      // There is no message: only the last item is lost, and the index already has it.
      ['is cut short', undefined, undefined, { cards: PUBLISHED }],
      ['has other content', ['not-an-index', FEED], NO_LIST],
      ['is 60 MB of blanks', ['too-large', FEED], TOO_LARGE],
      ['is hostile', ['not-an-index', FEED], NO_LIST],
      ['leads elsewhere', ['other-origin', FEED], ELSEWHERE],
    ],
  },
  {
    // Only a definite answer counts against a page. A failure of the whole site pauses the reading.
    file: 'every page',
    form: 'site',
    damaged: /^\/analysis\//,
    field: 'failure',
    // The feed contains the whole text of the first. Only the sitemap names the second and dates the correction.
    added: [PORT, TENDER],
    corrects: true,
    after: DAY + CHECK_EVERY,
    cards: [FERRY, PORT, WATER, BUS, RAIL],
    whole: [FERRY, PORT, WATER, BUS, TENDER, RAIL_CORRECTED],
    blanks: 5_100_000,
    rows: [
      ['is unreachable', undefined, paused('the publication could not be reached')],
      ['breaks off', undefined, paused('the publication could not be reached')],
      ['answers with an error', undefined, paused('the publication answered with an error (status 500)')],
      // There is no message: sitemaps also name lists and the home page, so a page without an analysis is no
      // failure. It is read again some hours later, and its earlier card stays.
      ['is a page of a hotel network', undefined, undefined],
      // There is no message: the last 40 bytes of a page only close elements, so both analyses are read whole.
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
      // The answer for the missing manifest is 404, and its body does not matter: robots.txt is the first to break off.
      ['breaks off', ['unreachable', ROBOTS], UNREACHABLE],
      ['answers with an error', ['http 500', MANIFEST], ERROR],
      ['is a page of a hotel network', ['not-an-index', FEED], NO_LIST],
      // There is no message: the rest of the feed names the new analyses, and the index has all others.
      // A sitemap that is cut short withdraws nothing.
      ['is cut short', undefined, undefined, { cards: PUBLISHED }],
      ['has other content', ['not-an-index', FEED], NO_LIST],
      ['is 60 MB of blanks', ['too-large', MANIFEST], TOO_LARGE],
      ['is hostile', ['not-an-index', FEED], NO_LIST],
      ['leads elsewhere', ['other-origin', ROBOTS], ELSEWHERE],
    ],
  },
];

const START = Date.UTC(2026, 6, 3, 12);
let publication: Publication;
/** Records of every table after the first sync. */
let intact: readonly (readonly unknown[])[];

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  skipPauses();
  // The time of the next sync varies at random. This is the middle.
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Syncs with the first state of the publication, then publishes its next state. */
async function publishAndSync({ form, added, corrects }: Scenario): Promise<void> {
  fakeBrowser.reset();
  granted.clear();
  granted.add(`${PUBLICATION}*`);
  vi.setSystemTime(START);
  await Promise.all(db.tables.map((table) => table.clear()));
  publication = new Publication();
  publication.publish({ form, newest: 4, withdrawn: [...OTHERS, ...added] });
  await syncWhole(publication);
  intact = await Promise.all(db.tables.map((table) => table.toArray()));
  publication.publish({ form, newest: 4, withdrawn: OTHERS });
  if (corrects) publication.site = withCorrection(publication.site);
}

/** The site with another headline on the page of `RAIL`, and a sitemap with a new date for it. */
function withCorrection(site: ServedSite): ServedSite {
  const page = String(site.get(`/analysis/${RAIL}`)?.body).replaceAll('<h1>', '<h1>Corrected: ');
  const urls = analyses
    .filter(({ id }) => PUBLISHED.includes(id))
    .map(({ id, published, updated }) => {
      const changed = id === RAIL ? '2026-07-03' : (updated ?? published);
      return `<url><loc>${PUBLICATION}analysis/${id}</loc><lastmod>${changed}</lastmod></url>`;
    });
  const sitemap = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>`;
  return new Map(site)
    .set(`/analysis/${RAIL}`, { type: 'text/html', body: page })
    .set('/sitemap.xml', { type: 'application/xml', body: sitemap });
}

/** Restores the database as it was after the first sync, and syncs with the damaged publication. */
async function syncDamaged({ damaged, after }: Scenario, damage: Damage): Promise<void> {
  await Promise.all(
    db.tables.map(async (table, n) => {
      await table.clear();
      await table.bulkPut([...(intact[n] ?? [])]);
    }),
  );
  blanksRead.splice(0);
  vi.setSystemTime(START + after);
  publication.damage = (path, response) => (damaged.test(path) ? DAMAGES[damage](response) : response);
  await syncWhole(publication);
}

async function syncRepaired(): Promise<void> {
  publication.damage = undefined;
  vi.setSystemTime(Date.now() + CHECK_EVERY);
  await syncWhole(publication);
}

/** The number of analyses in the index, and those found by the URL key of their source article. */
async function found(): Promise<{ count: number | undefined; ids: string[] }> {
  const ids: string[] = [];
  for (const { id, sources } of analyses) {
    const cards = await lookup([`u:${urlKey(sourceAddress(sources[0] ?? ''))}`]);
    ids.push(
      ...cards.map((card) => (card.headline.startsWith('Corrected: ') ? `${id} (corrected)` : card.id)),
    );
  }
  return { count: (await indexState())?.cardCount, ids: ids.sort() };
}

function exactly(ids: readonly string[]): Awaited<ReturnType<typeof found>> {
  return { count: ids.length, ids: ids.toSorted() };
}

/** The failures in the sync state, each as its reason with the HTTP status, and the file. */
async function recorded(): Promise<Record<string, readonly [reason: string, file: string]>> {
  const state = await syncState();
  const fields = (['failure', 'textsFailure', 'fellBack'] as const).flatMap((field) => {
    const { reason, status, file = '' } = state[field] ?? {};
    const known = [reason, status].filter((part) => part !== undefined).join(' ');
    return reason ? [[field, [known, withoutHash(file)]] as const] : [];
  });
  return Object.fromEntries(fields);
}

/** The sentences in Options about all failures, in the words of `IndexSection` and `KeepTextsChoice`. */
async function told(): Promise<string[]> {
  const { failure, fellBack, textsFailure } = await syncState();
  const index = await indexState();
  const skipped = index?.skipped.count ?? 0;
  const reading = (await answer('siteReading', [])) as SiteReading | undefined;
  const { failed, pause } = reading ?? {};
  const sentences = [
    ...(skipped > 0 ? [count('indexSkipped', skipped, index?.skipped.reasons.join('; ') ?? '')] : []),
    ...(failure ? [text('indexFailed', failureText(failure), fromNow(failure.at))] : []),
    ...(failure?.file ? [text('indexFailedFile', failure.file)] : []),
    ...(textsFailure ? [text('textsFailed', textFailureText(textsFailure))] : []),
    ...(reading?.wanted && pause?.reason
      ? [text('sitePaused', 'TIME', failureText({ reason: pause.reason, ...pause }))]
      : []),
    ...(failed?.count
      ? [count('siteFailed', failed.count, failed.pages.map(pageFailureText).join('; '))]
      : []),
    ...(index && fellBack ? [text('siteInstead', index.publication.name, failureText(fellBack))] : []),
  ];
  return sentences.map(withoutHash);
}

/** Replaces the hash in a file's name, because it changes with the sample. */
function withoutHash(name: string): string {
  return name.replace(/\.[0-9a-f]{8}\.json$/, '.HASH.json');
}

it('the table has every kind of damage for every file', () => {
  const kinds = Object.keys(DAMAGES);
  expect(SCENARIOS.map(({ rows }) => rows.map(([damage]) => damage))).toEqual(SCENARIOS.map(() => kinds));
  expect(kinds).toHaveLength(9);
  expect(SCENARIOS.map(({ form }) => form).sort()).toEqual([
    ...Array(3).fill('companion'),
    ...Array(3).fill('site'),
  ]);
});

describe.each(SCENARIOS)('in the $form form', (scenario) => {
  const { file, form, field, cards: usual, whole = PUBLISHED, after } = scenario;
  beforeAll(() => publishAndSync(scenario));

  const rows = scenario.rows.map(([damage, failure, sentence, change = {}]) => {
    const { cards = usual } = change;
    const isSyncFailure = failure !== undefined && field === 'failure';
    const sentences = [sentence ?? [], isSyncFailure ? `File: ${failure[1]}` : []].flat();
    return {
      damage,
      cards,
      records: { ...INTACT[form].recorded, ...(failure ? { [field]: failure } : {}) },
      tells: [...sentences, ...INTACT[form].told],
      // Failures in a row, time of the last successful check, and the sentence about the next one.
      next: isSyncFailure
        ? [1, START, 'Next check in 1 minute.']
        : [0, START + after, 'Next check in 4 hours.'],
    };
  });

  describe.each(rows)(`when ${file} $damage`, ({ damage, cards, records, tells, next }) => {
    beforeAll(() => syncDamaged(scenario, damage));

    it('the index keeps its analyses and adds those that arrived whole', async () => {
      expect(await found()).toEqual(exactly(cards));
    });

    it('no file is read beyond its limit, no request goes to another origin, no prototype changes', () => {
      expect(Math.max(0, ...blanksRead)).toBe(damage === 'is 60 MB of blanks' ? scenario.blanks : 0);
      expect(publication.strangers).toEqual([]);
      expect('hostile' in {}).toBe(false);
    });

    it('Options says what failed and when the next check comes', async () => {
      expect(await recorded()).toEqual(records);
      expect(await told()).toEqual(tells);
      const { failures, checkedAt, nextAt = 0 } = await syncState();
      expect([failures, checkedAt, text('indexNext', fromNow(nextAt))]).toEqual(next);
    });

    it('the next sync after the repair completes the index', async () => {
      await syncRepaired();
      expect(await found()).toEqual(exactly(whole));
      expect(await recorded()).toEqual(INTACT[form].recorded);
      expect(await told()).toEqual(INTACT[form].told);
      expect((await syncState()).failures).toBe(0);
    });
  });
});

describe('when a month of texts breaks off', () => {
  const scenario = SCENARIOS.find(({ file }) => file === 'a month of texts') as Scenario;
  beforeAll(async () => {
    await publishAndSync(scenario);
    expect(await onDevice(PUBLISHED)).toEqual([FERRY, BUS]);
    await syncDamaged(scenario, 'breaks off');
  });

  it('the texts of the other month arrive', async () => {
    expect(await onDevice([WATER, BUS])).toEqual([WATER, BUS]);
  });

  it('the former texts of July stay', async () => {
    expect(await onDevice([FERRY])).toEqual([FERRY]);
  });

  it('the next sync after the repair brings all texts of the two newest months', async () => {
    await syncRepaired();
    expect(await onDevice(PUBLISHED)).toEqual([FERRY, PORT, WATER, BUS]);
  });
});

/** Which of some analyses can be read without a request. */
async function onDevice(ids: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const id of ids) {
    const card = await cardById(id);
    if (card && (await textOnDevice(card))) found.push(id);
  }
  return found;
}
