import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildIndex } from '../../../lib/build-index/build-index.ts';
import { checkIndex } from '../../../lib/build-index/check.ts';
import { BROWSERS, GRANTED, OUTLET_PORT, runFolder, SAMPLE_PUBLICATION } from '../../build.ts';
import { analyses } from '../../sample/content.ts';
import { outletsOn } from '../../sample/outlets.ts';
import { type Sample, type ServedSite, siteOf, startSample } from '../../sample/server.ts';
import { openReader } from '../harness/reader.ts';
import { namesOf, until, untilState } from '../harness/surface.ts';

/**
 * The publisher's tool reads the plain site and makes a companion index. The sample server serves the files of this
 * index, and the extension uses them.
 */
describe('the companion index that build-index makes of the plain sample site', () => {
  let sample: Sample;
  let folder: string;
  const built = (name: string): Promise<unknown> =>
    buildIndex({
      site: SAMPLE_PUBLICATION,
      out: join(folder, name),
      texts: true,
      pace: 0,
      get: through(sample.port),
    });

  beforeAll(async () => {
    sample = await startSample({ publication: SAMPLE_PUBLICATION, outletPort: OUTLET_PORT });
    sample.publish({ form: 'site' });
    folder = mkdtempSync(runFolder('scratch-'));
    await built('once');
  });
  afterAll(async () => {
    await sample.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is the same, byte for byte, when the tool makes it again, with and without its cache', async () => {
    const once = filesIn(join(folder, 'once'));
    expect(once.size).toBeGreaterThan(analyses.length);
    await built('once');
    await built('again');
    expect(filesIn(join(folder, 'once'))).toEqual(once);
    expect(filesIn(join(folder, 'again'))).toEqual(once);
  });

  describe.each(BROWSERS)('in %s', (name) => {
    it('gives the extension the right badges, a text without a request, and all cards', async () => {
      const reader = await openReader(name, {
        variant: GRANTED,
        prepare: ({ publishSite }) => publishSite(served(join(folder, 'once'))),
      });
      try {
        await reader.untilIndex();
        for (const [pageName, badge] of [
          ['a plain article', '1'],
          ['two analyses', '2'],
          ['a syndicated copy', '1'],
        ] as const) {
          const page = await reader.visit(reader.sample.page(pageName).address);
          await reader.untilBadge(page, badge);
          await page.close();
        }
        reader.sample.clearRequests();
        const page = await reader.visit(reader.sample.page('a desktop host').address);
        const popup = await reader.pressButton(page);
        await untilState(popup, 'matched');
        await until('the text is there', async () =>
          (await namesOf(popup, 'heading')).includes('What to watch next'),
        );
        expect(reader.sample.publicationRequests()).toEqual([]);
        const options = await reader.open('/options.html');
        await until('all analyses are in the index', () =>
          options.evaluate(
            (count) => document.querySelector<HTMLElement>('[data-index]')?.dataset.cards === String(count),
            analyses.length,
          ),
        );
        expect(await options.evaluate(() => document.body.innerText)).not.toContain('offers no ready list');
      } finally {
        await reader.close();
      }
    });
  });

  it('passes the check of a served index', async () => {
    sample.publishSite(served(join(folder, 'once')));
    const { findings } = await checkIndex(SAMPLE_PUBLICATION, { get: through(sample.port), pace: 0 });
    expect(findings.filter(({ kind }) => kind === 'error')).toEqual([]);
    sample.publish({ form: 'site' });
  });
});

/** Returns the plain sample site together with the index files in a folder. */
function served(folder: string): ServedSite {
  const files = [...filesIn(folder)].map(
    ([path, body]) => [`/${path}`, { type: 'application/json', body }] as const,
  );
  return new Map([...siteOf(SAMPLE_PUBLICATION, outletsOn(OUTLET_PORT), { form: 'site' }), ...files]);
}

/** Returns the index files in a folder, keyed by path. */
function filesIn(folder: string): Map<string, string> {
  return new Map(
    globSync('.well-known/**/*', { cwd: folder })
      .filter((file) => statSync(join(folder, file)).isFile())
      .sort()
      .map((file) => [file.replaceAll('\\', '/'), readFileSync(join(folder, file), 'utf8')]),
  );
}

/** Returns a `fetch` that sends every request to the sample's server, as to a proxy. */
function through(port: number): typeof fetch {
  return (async (address: string, { headers }: RequestInit = {}) => {
    const answer = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
      request(
        { host: '127.0.0.1', port, path: address, headers: Object.fromEntries(new Headers(headers)) },
        resolve,
      )
        .on('error', reject)
        .end();
    });
    const body = await buffer(answer);
    const status = answer.statusCode ?? 0;
    const response = new Response(status === 304 ? null : new Uint8Array(body), {
      status,
      headers: Object.entries(answer.headers).map(([key, value]) => [key, String(value)] as [string, string]),
    });
    return Object.defineProperty(response, 'url', { value: address });
  }) as typeof fetch;
}
