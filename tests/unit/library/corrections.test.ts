import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import type { Card } from '../../../lib/index/card.ts';
import {
  corrections,
  detectCorrections,
  earlierTexts,
  isUnreportedCorrection,
  keepNewTextBeside,
  keepOwnText,
  markCorrectionsReported,
  newTextOf,
  openCorrection,
  ownVersions,
  storeComparison,
} from '../../../lib/library/corrections.ts';
import { fillFromSecondCopy } from '../../../lib/library/fill-from-second-copy.ts';
import { undo, undoableChanges } from '../../../lib/library/journal.ts';
import { forgetRemoved, RESTORABLE_FOR_MS, removeAll } from '../../../lib/library/removed-analyses.ts';
import { savedText } from '../../../lib/library/saved-analyses.ts';
import { updateSecondCopy } from '../../../lib/library/second-copy.ts';
import { takeNewText } from '../../../lib/library/take-new-text.ts';
import { detectWithdrawals } from '../../../lib/library/withdrawals.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { keepTexts } from '../../../lib/sync/keep-texts.ts';
import { loseDatabase } from '../db/lost-database.ts';
import { analysisDocument, card, PUBLICATION } from '../sync/served-index.ts';
import { publish, served } from './kept-library.ts';
import { NOW, save } from './saving.ts';

const FERRY = card('ferry') as Card;
const DAY = 24 * 3_600_000;
const UPDATED = '2026-07-05';
const KEY = `ferry\n${UPDATED}`;

/** Corrects "ferry" in the publication, and syncs. Also fetches the new text, unless `withText` is false. */
async function correct(updated = UPDATED, withText = true): Promise<void> {
  const corrected = card('ferry', { updated });
  const documents = [{ ...analysisDocument('ferry', 'The new text.'), card: corrected }];
  served.publish([{ month: '2026-07', cards: [corrected, card('ports'), card('bus')], documents }]);
  const { index } = await syncCompanionIndex(PUBLICATION, 0, served.get);
  if (withText) await keepTexts(index, 'all', 'https://noligarchy.us', served.get);
}

const seen = async (): Promise<unknown> =>
  (await corrections()).map(({ key, kind, seenAt, decision }) => [key, kind, seenAt, decision]);

const textOfFerry = async (): Promise<string> =>
  JSON.stringify((await savedText('ferry'))?.sections[0]?.blocks);

beforeEach(async () => {
  await save('ferry', 1);
  await save('ports', 2);
});

describe('a correction of a saved analysis', () => {
  it('is recorded once, and the saved text stays', async () => {
    const before = await textOfFerry();
    await detectCorrections(NOW);
    expect(await corrections()).toEqual([]);
    await correct();
    await detectCorrections(NOW);
    await detectCorrections(NOW + DAY);
    expect(await corrections()).toEqual([
      {
        key: KEY,
        id: 'ferry',
        kind: 'corrected',
        headline: FERRY.headline,
        published: FERRY.published,
        from: (await db.savedTexts.get('ferry'))?.version,
        to: UPDATED,
        seenAt: NOW,
      },
    ]);
    expect(await textOfFerry()).toBe(before);
  });

  it('is reported to the reader once', async () => {
    await correct();
    await detectCorrections(NOW);
    expect((await corrections()).filter(isUnreportedCorrection).map(({ key }) => key)).toEqual([KEY]);
    await markCorrectionsReported([KEY], NOW);
    expect((await corrections()).filter(isUnreportedCorrection)).toEqual([]);
    expect((await openCorrection('ferry'))?.key).toBe(KEY);
  });

  it('is no longer offered once the reader keeps the saved text, but a later correction is', async () => {
    await correct();
    await detectCorrections(NOW);
    await keepOwnText('ferry');
    expect([await openCorrection('ferry'), (await corrections()).filter(isUnreportedCorrection)]).toEqual([
      undefined,
      [],
    ]);
    await correct('2026-07-06');
    await detectCorrections(NOW + DAY);
    expect((await openCorrection('ferry'))?.to).toBe('2026-07-06');
    expect(await seen()).toEqual([
      ['ferry\n2026-07-06', 'corrected', NOW + DAY, undefined],
      [KEY, 'corrected', NOW, 'kept'],
    ]);
  });

  it('stores how many words it added and removed', async () => {
    await correct();
    await detectCorrections(NOW);
    await storeComparison(KEY, { added: 9, removed: 2 });
    expect((await corrections())[0]?.words).toEqual({ added: 9, removed: 2 });
  });

  it('is not recorded for an analysis without its text, because the newest text will arrive', async () => {
    await db.savedTexts.delete('ferry');
    await db.saved.update('ferry', { textState: 'pending' });
    await correct();
    await detectCorrections(NOW);
    expect(await corrections()).toEqual([]);
  });

  it('has the new text for the comparison', async () => {
    await correct();
    const found = await newTextOf('ferry', served.get);
    expect(found?.state === 'ready' && [found.version, found.card.updated]).toEqual([UPDATED, UPDATED]);
    expect(await newTextOf('unknown', served.get)).toBeUndefined();
  });
});

describe('keeping the saved text', () => {
  const versions = async (): Promise<string[]> => (await ownVersions('ferry')).map(({ version }) => version);
  const unreachable = (() => Promise.reject(new TypeError('Failed to fetch'))) as unknown as typeof fetch;

  it('also keeps the new text readable, even after the publication no longer offers it', async () => {
    await correct();
    await detectCorrections(NOW);
    const before = await textOfFerry();
    await keepOwnText('ferry', NOW);
    await correct('2026-07-06');
    expect([(await versions())[1], await textOfFerry()]).toEqual([UPDATED, before]);
    const kept = (await earlierTexts('ferry'))[0];
    expect([JSON.stringify(kept?.text).includes('The new text.'), kept?.card.updated, kept?.keptAt]).toEqual([
      true,
      UPDATED,
      NOW,
    ]);
  });

  it('can be undone, and then the correction is open again', async () => {
    await correct();
    await detectCorrections(NOW);
    const before = await corrections();
    const undoId = await keepOwnText('ferry', NOW);
    expect(await undoableChanges(NOW)).toMatchObject([
      { id: undoId, kind: 'text-kept', about: FERRY.headline, number: 1 },
    ]);
    expect((await undo(undoId ?? '', NOW)).state).toBe('undone');
    expect(await corrections()).toEqual(before);
    expect(await keepOwnText('unknown', NOW)).toBeUndefined();
  });

  it('cannot be undone once the reader has accepted a later text, because the correction is over', async () => {
    await correct();
    await detectCorrections(NOW);
    const undoId = (await keepOwnText('ferry', NOW)) ?? '';
    await correct('2026-07-06');
    await detectCorrections(NOW + 1);
    await takeNewText('ferry', NOW + 2, served.get);
    const before = await corrections();
    expect((await undo(undoId, NOW + 3)).state).not.toBe('undone');
    expect(await corrections()).toEqual(before);
  });

  it('fetches the new text if the device lacks it, and loses nothing if that fails', async () => {
    await correct(UPDATED, false);
    await detectCorrections(NOW);
    await keepOwnText('ferry', NOW);
    await keepNewTextBeside('ferry', NOW, unreachable);
    expect([await versions(), (await corrections())[0]?.decision]).toEqual([[expect.any(String)], 'kept']);
    await correct();
    await keepNewTextBeside('ferry', NOW + 1, unreachable);
    expect((await versions())[1]).toBe(UPDATED);
  });

  it('does not store a fetched text after the reader has undone the decision', async () => {
    await correct(UPDATED, false);
    await detectCorrections(NOW);
    await undo((await keepOwnText('ferry', NOW)) ?? '', NOW);
    await correct();
    await keepNewTextBeside('ferry', NOW, unreachable);
    expect(await versions()).toHaveLength(1);
  });

  it('keeps the new text in the second copy too', async () => {
    await correct();
    await detectCorrections(NOW);
    await updateSecondCopy();
    await keepOwnText('ferry', NOW);
    const before = await ownVersions('ferry');
    await updateSecondCopy();
    await loseDatabase();
    await fillFromSecondCopy(NOW);
    expect(await ownVersions('ferry')).toEqual(before);
  });
});

describe('accepting the new text', () => {
  beforeEach(async () => {
    await correct();
    await detectCorrections(NOW);
  });

  it('uses the text on the device, without a request', async () => {
    const refuse = (): Promise<Response> => Promise.reject(new Error('no request'));
    expect('undo' in (await takeNewText('ferry', NOW, refuse as unknown as typeof fetch))).toBe(true);
  });

  it('keeps the old text as an earlier version, and Undo restores it', async () => {
    const [before, text] = [await db.saved.get('ferry'), await textOfFerry()];
    const taken = await takeNewText('ferry', NOW, served.get);
    expect(await textOfFerry()).toContain('The new text.');
    expect((await db.saved.get('ferry'))?.card.updated).toBe(UPDATED);
    expect(
      (await earlierTexts('ferry')).map(({ version, card: { updated }, keptAt }) => [
        version,
        updated,
        keptAt,
      ]),
    ).toEqual([[(await corrections())[0]?.from, undefined, NOW]]);
    expect([await openCorrection('ferry'), await seen()]).toEqual([
      undefined,
      [[KEY, 'corrected', NOW, 'taken']],
    ]);
    await undo('undo' in taken ? taken.undo : '', NOW);
    expect([await db.saved.get('ferry'), await textOfFerry()]).toEqual([before, text]);
    expect((await earlierTexts('ferry')).map(({ version }) => version)).toEqual([UPDATED]);
    expect((await openCorrection('ferry'))?.key).toBe(KEY);
  });

  it('decides about all open corrections, and Undo opens them again, but not a correction decided before', async () => {
    await keepOwnText('ferry');
    for (const day of ['2026-07-06', '2026-07-07']) {
      await correct(day);
      await detectCorrections(NOW);
    }
    const decisions = async (): Promise<unknown> =>
      (await corrections()).map(({ to, decision }) => [to, decision]).sort();
    const taken = await takeNewText('ferry', NOW, served.get);
    expect(await decisions()).toEqual([
      [UPDATED, 'kept'],
      ['2026-07-06', 'taken'],
      ['2026-07-07', 'taken'],
    ]);
    await undo('undo' in taken ? taken.undo : '', NOW);
    expect(await decisions()).toEqual([
      [UPDATED, 'kept'],
      ['2026-07-06', undefined],
      ['2026-07-07', undefined],
    ]);
  });

  it('puts the new text before the old text in the list of versions on this device', async () => {
    const versions = async (): Promise<unknown> =>
      (await ownVersions('ferry')).map(({ version, card: { updated }, keptAt }) => [
        version,
        updated,
        keptAt,
      ]);
    const [{ from } = { from: '' }] = await corrections();
    expect(await versions()).toEqual([[from, undefined, undefined]]);
    await takeNewText('ferry', NOW, served.get);
    expect(await versions()).toEqual([
      [UPDATED, UPDATED, undefined],
      [from, undefined, NOW],
    ]);
    expect(await ownVersions('unknown')).toEqual([]);
  });

  it('is possible again after Undo, even offline, and lists each version only once', async () => {
    const offline = (() => Promise.reject(new TypeError('Failed to fetch'))) as unknown as typeof fetch;
    const taken = await takeNewText('ferry', NOW, served.get);
    await undo('undo' in taken ? taken.undo : '', NOW);
    await db.texts.clear();
    const found = await newTextOf('ferry', offline);
    expect(found?.state === 'ready' && found.version).toBe(UPDATED);
    expect('undo' in (await takeNewText('ferry', NOW + 1, offline))).toBe(true);
    const versions = (await ownVersions('ferry')).map(({ version }) => version);
    expect([versions[0], new Set(versions).size, versions.length]).toEqual([UPDATED, 2, 2]);
  });

  it('is still possible after the reader kept the old text', async () => {
    await keepOwnText('ferry');
    await takeNewText('ferry', NOW, served.get);
    expect(await seen()).toEqual([[KEY, 'corrected', NOW, 'taken']]);
  });

  it.each([
    ['the publication cannot be reached', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['the publication does not have the text', () => Promise.resolve(new Response('', { status: 404 }))],
  ])('changes nothing if %s', async (_, get) => {
    await correct('2026-07-06', false);
    const before = [await db.saved.toArray(), await db.savedTexts.toArray()];
    const taken = await takeNewText('ferry', NOW, get as unknown as typeof fetch);
    expect('missing' in taken).toBe(true);
    expect([await db.saved.toArray(), await db.savedTexts.toArray()]).toEqual(before);
    expect([await db.earlierTexts.count(), await db.journal.count()]).toEqual([0, 0]);
  });

  it('changes nothing the second time', async () => {
    await takeNewText('ferry', NOW, served.get);
    expect(await takeNewText('ferry', NOW, served.get)).toEqual({ missing: 'not-listed' });
    expect(await db.earlierTexts.count()).toBe(1);
  });

  it('survives the loss of the database, with the earlier version and the list of corrections', async () => {
    await takeNewText('ferry', NOW, served.get);
    const [earlier, list] = [await earlierTexts('ferry'), await corrections()];
    await updateSecondCopy();
    await loseDatabase();
    await fillFromSecondCopy(NOW);
    expect([await earlierTexts('ferry'), await corrections()]).toEqual([earlier, list]);
  });

  it('leaves no earlier version and no correction 30 days after the removal of the analysis', async () => {
    await takeNewText('ferry', NOW, served.get);
    await removeAll(['ferry'], NOW);
    for (let day = 0; day <= RESTORABLE_FOR_MS / DAY; day += 6) await forgetRemoved(NOW + day * DAY);
    expect([await db.earlierTexts.count(), await corrections()]).toEqual([0, []]);
  });
});

it('a withdrawal is in the list of corrections, without a decision of the reader', async () => {
  await publish('ports');
  await detectWithdrawals(NOW);
  await detectWithdrawals(NOW + DAY);
  await detectCorrections(NOW + DAY);
  await detectCorrections(NOW + 2 * DAY);
  await keepOwnText('ferry');
  expect(await seen()).toEqual([['ferry\nwithdrawn', 'withdrawn', NOW + DAY, undefined]]);
  expect([await openCorrection('ferry'), (await corrections()).filter(isUnreportedCorrection)]).toEqual([
    undefined,
    [],
  ]);
});

it('a withdrawal ends when the publication lists the analysis again; a later withdrawal is a new record', async () => {
  const withdraw = async (day: number): Promise<void> => {
    await publish('ports');
    for (const at of [day, day + 1]) await detectWithdrawals(NOW + at * DAY);
    await detectCorrections(NOW + (day + 1) * DAY);
  };
  const withdrawals = async (): Promise<unknown> =>
    (await corrections()).map(({ key, seenAt, listedAgainAt }) => [key, seenAt, listedAgainAt]);
  await withdraw(0);
  await publish('ferry', 'ports');
  await detectWithdrawals(NOW + 2 * DAY);
  await detectCorrections(NOW + 2 * DAY);
  await detectCorrections(NOW + 3 * DAY);
  const first = ['ferry\nwithdrawn', NOW + DAY, NOW + 2 * DAY];
  expect(await withdrawals()).toEqual([first]);
  await withdraw(4);
  await detectCorrections(NOW + 6 * DAY);
  const second = [`ferry\nwithdrawn\n${NOW + 5 * DAY}`, NOW + 5 * DAY, undefined];
  expect(await withdrawals()).toEqual([second, first]);
  await updateSecondCopy();
  await loseDatabase();
  await fillFromSecondCopy(NOW + 6 * DAY);
  expect(await withdrawals()).toEqual([second, first]);
});
