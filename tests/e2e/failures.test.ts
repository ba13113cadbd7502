import type { ServerResponse } from 'node:http';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, GRANTED } from '../build.ts';
import { analyses } from '../sample/content.ts';
import type { SiteForm } from '../sample/server.ts';
import { openReader, type Reader } from './harness/reader.ts';
import { until } from './harness/surface.ts';

/** Whatever the publication sends, the reader keeps the last good index, and Options says what happened. */

type Break = (response: ServerResponse, body: Buffer) => void;

const BREAKS: readonly (readonly [string, Break])[] = [
  ['is unreachable', (response) => void response.destroy()],
  [
    'breaks off',
    (response, body) => {
      response.writeHead(200, { 'content-length': body.length });
      response.write(body.subarray(0, body.length / 2), () => response.destroy());
    },
  ],
  ['answers with an error', (response) => void response.writeHead(500).end('Oops')],
  [
    'is a page of a hotel network',
    (response) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Log in'),
  ],
  ['is cut short', (response, body) => void response.writeHead(200).end(body.subarray(0, body.length - 40))],
  // Right in form, and not what the manifest announced.
  ['has other content', (response) => void response.writeHead(200).end('{"cards":[],"documents":[]}')],
  ['is 60 MB of nothing', (response) => void response.writeHead(200).end(Buffer.alloc(60_000_000, ' '))],
  [
    'is hostile',
    (response) => void response.writeHead(200).end(`{"__proto__":{"cards":[]},"a":${'['.repeat(50_000)}`),
  ],
  [
    'leads elsewhere',
    (response) => void response.writeHead(302, { location: 'http://harbour-courier.localhost:4170/' }).end(),
  ],
];

const FILES: Readonly<Record<'companion' | 'site', readonly (readonly [string, RegExp])[]>> = {
  companion: [
    ['the manifest', /index\.json$/],
    ['a segment', /\/segments\/2026-07/],
    ['a month of texts', /\/texts\/2026-07/],
  ],
  site: [
    ['the feed', /^\/(?:feed\.xml|atom\.xml|feed\.json)$/],
    ['every page', /^\/analysis\//],
    ['everything', /./],
  ],
};

describe.each(BROWSERS)('in %s', (name) => {
  describe.each(['companion', 'site'] as const)(
    'of a publication as %s',
    (form: SiteForm & keyof typeof FILES) => {
      let reader: Reader;
      let options: Page;
      let draft = 0;

      beforeAll(async () => {
        reader = await openReader(name, { variant: GRANTED, prepare: (sample) => sample.publish({ form }) });
        await reader.untilIndex();
        await reader.tabs();
        options = await reader.open('/options.html');
        await untilWhole();
      });
      afterAll(() => reader.close());

      const section = (): Promise<{ state: string | undefined; cards: number; words: string }> =>
        options.evaluate(() => {
          const element = document.querySelector<HTMLElement>('[data-index]');
          return {
            state: element?.dataset.index,
            cards: Number(element?.dataset.cards),
            words: element?.innerText ?? '',
          };
        });
      const untilWhole = (): Promise<unknown> =>
        until('the whole index is there', async () => (await section()).cards === analyses.length, 60_000);
      const sync = (): Promise<unknown> =>
        reader.ask((api) => api.runtime.sendMessage({ type: 'sync' }).then(() => true));

      it.each(
        FILES[form].flatMap(([file, path]) =>
          BREAKS.map(([what, broken]) => [file, what, path, broken] as const),
        ),
      )('when %s %s', async (_file, what, path, broken) => {
        // Another state of the index, so that there is something to fetch.
        const news = { id: `new-${++draft}`, published: '2026-07-02' };
        reader.sample.publish({ form, more: { '2026-07': [cardOf(news)] } });
        reader.sample.answering = (request, response) => {
          if (!path.test(request.path)) return false;
          broken(
            response,
            Buffer.from(String(reader.sample.file(request.path) ?? '<p>nothing</p>'.repeat(20))),
          );
          return true;
        };
        await sync();
        const { cards, words } = await section();
        expect(cards).toBeGreaterThanOrEqual(analyses.length);
        const match = await reader.ask((api) =>
          api.runtime.sendMessage({ type: 'query', name: 'cardById', args: ['ferry-talks-merrow-strait'] }),
        );
        expect(match).toMatchObject({ id: 'ferry-talks-merrow-strait' });
        // A feed that lost its last lines still gives the items before them.
        const isNoticed =
          !/texts|analysis/.test(path.source) && !(form === 'site' && what === 'is cut short');
        if (isNoticed) {
          await until('Options says so', async () =>
            /The last check failed|could not be read/.test((await section()).words),
          );
        }
        expect(words).not.toBe('');
        reader.sample.answering = undefined;
        reader.sample.publish({ form });
        await sync();
        await until('all is well again', async () => {
          const now = await section();
          return now.state === 'ready' && now.cards === analyses.length;
        });
      });
    },
  );
});

function cardOf({ id, published }: { id: string; published: string }): object {
  return {
    id,
    url: `/analysis/${id}`,
    headline: `What ${id} means for the harbour and its towns`,
    lens: 'rulebook',
    published,
    sources: [`http://harbour-courier.localhost:4170/2026/07/02/${id}/`],
  };
}
