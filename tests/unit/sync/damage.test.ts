import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  failureText,
  insteadText,
  pageFailureText,
  textFailureText,
} from '../../../components/ui/failure-text.ts';
import { urlKey } from '../../../lib/address/url-keys.ts';
import { answerQuery, type SiteReading } from '../../../lib/app/queries.ts';
import { countedText, text } from '../../../lib/browser/interface-texts.ts';
import { formatRelativeTime } from '../../../lib/browser/time-texts.ts';
import { db } from '../../../lib/db/database.ts';
import { cardById, lookUpCards } from '../../../lib/db/index-queries.ts';
import { indexState, syncState } from '../../../lib/db/index-state.ts';
import { CHECK_EVERY } from '../../../lib/sync/schedule.ts';
import { textOnDevice } from '../../../lib/sync/texts.ts';
import { analyses } from '../../sample/content.ts';
import type { ServedSite } from '../../sample/server.ts';
import { granted } from '../fake-browser.ts';
import {
  BUS,
  FERRY,
  INTACT,
  OTHERS,
  PORT,
  PUBLISHED,
  RAIL,
  SCENARIOS,
  type Scenario,
  WATER,
} from './damage-scenarios.ts';
import { blanksRead, DAMAGES, type Damage } from './damages.ts';
import { syncWhole } from './fresh-site.ts';
import { PUBLICATION, Publication, skipPauses, sourceAddress } from './publication.ts';

/**
 * Damages each file of the publication in every way. The reader must keep the last good index, Options must say what
 * failed, and the next sync after the repair must complete the index. `tests/e2e/publication/failures.test.ts` runs
 * three cases of each form in browsers.
 */

const START = Date.UTC(2026, 6, 3, 12);
let publication: Publication;
/** The records of every table after the first sync. */
let intact: readonly (readonly unknown[])[];

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  skipPauses();
  // The time of the next sync varies at random. Use the middle of its range.
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

/** Returns the site with another headline on the page of `RAIL`, and with a new date for that page in its sitemap. */
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

/**
 * Returns the number of analyses in the index, and the ids of the analyses that are found by the URL key of their
 * source article.
 */
async function found(): Promise<{ count: number | undefined; ids: string[] }> {
  const ids: string[] = [];
  for (const { id, sources } of analyses) {
    const cards = await lookUpCards([`u:${urlKey(sourceAddress(sources[0] ?? ''))}`]);
    ids.push(
      ...cards.map((card) => (card.headline.startsWith('Corrected: ') ? `${id} (corrected)` : card.id)),
    );
  }
  return { count: (await indexState())?.cardCount, ids: ids.sort() };
}

function exactly(ids: readonly string[]): Awaited<ReturnType<typeof found>> {
  return { count: ids.length, ids: ids.toSorted() };
}

/** Returns the failures in the sync state. Each one has its reason with the HTTP status, and its file. */
async function recorded(): Promise<Record<string, readonly [reason: string, file: string]>> {
  const state = await syncState();
  const fields = (['failure', 'textsFailure', 'fellBack'] as const).flatMap((field) => {
    const { reason, status, file = '' } = state[field] ?? {};
    const known = [reason, status].filter((part) => part !== undefined).join(' ');
    return reason ? [[field, [known, withoutHash(file)]] as const] : [];
  });
  return Object.fromEntries(fields);
}

/** Returns the sentences in Options about all failures, in the words of `IndexSection` and `KeepTextsChoice`. */
async function told(): Promise<string[]> {
  const { failure, fellBack, textsFailure } = await syncState();
  const index = await indexState();
  const skipped = index?.skipped.count ?? 0;
  const reading = (await answerQuery('siteReading', [])) as SiteReading | undefined;
  const { failed, pause } = reading ?? {};
  const sentences = [
    ...(skipped > 0 ? [countedText('indexSkipped', skipped, index?.skipped.reasons.join('; ') ?? '')] : []),
    ...(failure ? [text('indexFailed', failureText(failure), formatRelativeTime(failure.at))] : []),
    ...(failure?.file ? [text('indexFailedFile', failure.file)] : []),
    ...(textsFailure ? [text('textsFailed', textFailureText(textsFailure))] : []),
    ...(reading?.wanted && pause?.reason
      ? [text('sitePaused', 'TIME', failureText({ reason: pause.reason, ...pause }))]
      : []),
    ...(failed?.count
      ? [countedText('siteFailed', failed.count, failed.pages.map(pageFailureText).join('; '))]
      : []),
    ...(index && fellBack ? [insteadText(index.publication.name, fellBack)] : []),
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
      // The number of failures in a row, the time of the last successful check, and the sentence about the next check.
      next: isSyncFailure
        ? [1, START, 'Next check in 1 minute.']
        : [0, START + after, 'Next check in 4 hours.'],
    };
  });

  describe.each(rows)(`when ${file} $damage`, ({ damage, cards, records, tells, next }) => {
    beforeAll(() => syncDamaged(scenario, damage));

    it('the index keeps its analyses and adds the analyses that arrived whole', async () => {
      expect(await found()).toEqual(exactly(cards));
    });

    it('no file is read beyond its limit, no request goes to another origin, and no prototype changes', () => {
      expect(Math.max(0, ...blanksRead)).toBe(damage === 'is 60 MB of blanks' ? scenario.blanks : 0);
      expect(publication.strangers).toEqual([]);
      expect('hostile' in {}).toBe(false);
    });

    it('Options says what failed, and when the next check happens', async () => {
      expect(await recorded()).toEqual(records);
      expect(await told()).toEqual(tells);
      const { failures, checkedAt, nextAt = 0 } = await syncState();
      expect([failures, checkedAt, text('indexNext', formatRelativeTime(nextAt))]).toEqual(next);
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

/** Returns the ids of the analyses whose texts can be read without a request. */
async function onDevice(ids: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const id of ids) {
    const card = await cardById(id);
    if (card && (await textOnDevice(card))) found.push(id);
  }
  return found;
}
