import { describe, expect, it, vi } from 'vitest';
import type { DocumentFacts } from '../../../lib/search/query/filters.ts';
import type { Found } from '../../../lib/search/search.ts';
import { type SearchAnswer, type SearchClient, searchClient } from '../../../lib/search/search-client.ts';
import type {
  SearchPort,
  SearchReply,
  SearchRequest,
  SearchService,
} from '../../../lib/search/search-protocol.ts';
import { searchService } from '../../../lib/search/search-service.ts';
import { serveSearch } from '../../../lib/search/serve-search.ts';
import { documentWith } from './documents.ts';
import { TestLibrary } from './test-library.ts';

const FACTS: DocumentFacts = {
  topics: [],
  outlet: 'Reuters',
  published: '2026-07-02',
  state: 'unread',
  labels: ['water'],
  hasNote: false,
  hasHighlight: false,
};

/** Creates a search client and a search service for a library. A message channel connects the two. */
function connected(library: TestLibrary): {
  client: SearchClient;
  asked: (query: string, options?: { savedOnly?: boolean; isUnchanged?: boolean }) => Promise<SearchAnswer>;
  updated: Promise<void>;
  close: () => void;
} {
  const { port1, port2 } = new MessageChannel();
  const facts = async () => (hit: { readonly id: string }) => (hit.id === 'unknown' ? undefined : FACTS);
  const service = searchService(library.store(), { ...library.sources(), ...library.rowSources(), facts });
  serveSearch(port2 as SearchPort, service);
  const { promise: updated, resolve } = Promise.withResolvers<void>();
  const client = searchClient(port1 as SearchPort, { onUpdate: () => resolve() });
  const asked = (query: string, options = {}): Promise<SearchAnswer> =>
    new Promise((done) => {
      client.search({ query, ...options }, (answer) => answer.isLast && done(answer));
    });
  return { client, asked, updated, close: () => port1.close() };
}

describe('a page and the search worker', () => {
  it('find only queued analyses before the search index exists, and all analyses after that', async () => {
    const library = TestLibrary.open();
    await library.db.saved.bulkPut([documentWith('a', 'clean water'), documentWith('b', 'water clean')]);
    await library.save(documentWith('c', 'clean water'));
    const { client, asked, updated, close } = connected(library);
    expect(await asked('"clean water"')).toEqual({
      hits: [{ id: 'c', kind: 'saved' }],
      total: 1,
      corrections: [],
      isLast: true,
      isComplete: false,
    });
    client.changed();
    await updated;
    await vi.waitFor(async () => expect((await asked('clean')).isComplete).toBe(true));
    expect((await asked('"clean water"')).hits.map(({ id }) => id).sort()).toEqual(['a', 'c']);
    expect(await asked('claen')).toMatchObject({
      total: 3,
      corrections: [{ word: 'claen', instead: ['clean'] }],
    });
    close();
  });

  it('read the database, unless they read it before and the page says that it has not changed since', async () => {
    const library = TestLibrary.open();
    await library.save(documentWith('a', 'clean water'));
    const { asked, close } = connected(library);
    const read = vi.spyOn(library.db.searchQueue, 'orderBy');
    // The search worker has read nothing yet.
    expect((await asked('water', { isUnchanged: true })).total).toBe(1);
    await library.save(documentWith('b', 'water'));
    expect((await asked('water', { isUnchanged: true })).total).toBe(1);
    expect(read).toHaveBeenCalledTimes(1);
    expect((await asked('water')).total).toBe(2);
    expect(read).toHaveBeenCalledTimes(2);
    close();
  });

  it('report an error even if it cannot be sent to the page', async () => {
    const library = TestLibrary.open();
    const errors: unknown[] = [];
    const closed = new DOMException('The port is closed.', 'DataCloneError');
    const port: SearchPort = {
      onmessage: null,
      postMessage: () => {
        throw closed;
      },
    };
    const facts = async () => () => FACTS;
    const service = searchService(library.store(), { ...library.sources(), ...library.rowSources(), facts });
    serveSearch(port, service, (error) => errors.push(error));
    for (const data of [
      { type: 'search', number: 1, query: 'water' },
      { type: 'rows', number: 2, query: 'water', corrections: [], hits: [] },
      { type: 'changed' },
    ] as const)
      port.onmessage?.({ data } as MessageEvent<SearchRequest>);
    // For each message, the reply cannot be sent, and then the message about the failure cannot be sent either.
    await vi.waitFor(() => expect(errors).toEqual(Array(6).fill(closed)));
  });

  it('read the database again if reading failed', async () => {
    const library = TestLibrary.open();
    await library.save(documentWith('a', 'water'));
    vi.spyOn(console, 'error').mockReturnValue();
    vi.spyOn(library.db.searchQueue, 'orderBy').mockImplementationOnce(() => {
      throw new Error('the disk is gone');
    });
    const { client, asked, close } = connected(library);
    client.search({ query: 'water' }, () => undefined);
    await vi.waitFor(async () => expect((await asked('water', { isUnchanged: true })).total).toBe(1));
    close();
  });

  it('filter by facts, and leave out cards if the page asks for that', async () => {
    const library = TestLibrary.open();
    library.cards.set('july', [documentWith('card', '', 'water')]);
    await library.save(documentWith('saved', 'water'), documentWith('unknown', 'water'));
    const { client, asked, updated, close } = connected(library);
    client.changed();
    await updated;
    await vi.waitFor(async () => expect((await asked('water')).total).toBe(3));
    expect((await asked('water', { savedOnly: true })).hits.map(({ id }) => id).sort()).toEqual([
      'saved',
      'unknown',
    ]);
    expect((await asked('water label:water', { savedOnly: true })).hits).toEqual([
      { id: 'saved', kind: 'saved' },
    ]);
    expect((await asked('water label:other')).total).toBe(0);
    close();
  });

  it('mark headlines and excerpts in rows', async () => {
    const library = TestLibrary.open();
    await library.save(documentWith('a', 'Who owns the water of the river?', 'Clean water'));
    const { client, close } = connected(library);
    const hits = [
      { id: 'gone', kind: 'saved' },
      { id: 'a', kind: 'saved' },
    ] as const;
    const rows = await client.rows({
      query: 'claen owns',
      corrections: [{ word: 'claen', instead: ['clean'] }],
      hits,
    });
    expect(rows).toEqual([
      {
        id: 'a',
        kind: 'saved',
        card: { headline: 'Clean water' },
        places: [{ start: 0, end: 5 }],
        excerpt: {
          text: 'Who owns the water of the river?',
          places: [{ start: 4, end: 8 }],
          isCutBefore: false,
          isCutAfter: false,
          field: 'text',
        },
      },
    ]);
    close();
  });

  it('send long answers in two parts, so that the page shows the first part soon', async () => {
    const library = TestLibrary.open();
    await library.db.saved.bulkPut(
      Array.from({ length: 250 }, (_, n) => documentWith(String(n), 'water', '', n)),
    );
    const { client, updated, close, asked } = connected(library);
    client.changed();
    await updated;
    const answers: SearchAnswer[] = [];
    await new Promise<void>((done) => {
      client.search({ query: 'water' }, (answer) => {
        answers.push(answer);
        if (answer.isLast) done();
      });
    });
    expect(answers.map(({ hits, total, isLast }) => [hits.length, total, isLast])).toEqual([
      [100, 250, false],
      [250, 250, true],
    ]);
    expect(answers[1]?.hits.map(({ id }) => Number(id))).toEqual(
      Array.from({ length: 250 }, (_, n) => 249 - n),
    );
    expect((await asked('nothing')).hits).toEqual([]);
    close();
  });
});

/** A port for which the test delivers the messages. */
class TestPort implements SearchPort {
  readonly sent: SearchReply[] = [];
  onmessage: ((event: MessageEvent) => void) | null = null;

  postMessage(message: SearchReply): void {
    this.sent.push(message);
  }

  receive(data: SearchRequest): void {
    this.onmessage?.({ data } as MessageEvent);
  }
}

const part = (id: string, isLast: boolean): Found => ({
  hits: [{ id, kind: 'saved' }],
  corrections: [],
  isLast,
});

describe('the search worker’s side', () => {
  it('ends an answer when a newer request arrives', async () => {
    const port = new TestPort();
    const { promise, resolve } = Promise.withResolvers<void>();
    const ended: string[] = [];
    const service: SearchService = {
      progress: { isComplete: true, indexed: 2 },
      rows: async () => [],
      update: async () => undefined,
      async *answer({ query }) {
        try {
          yield part(`${query} 1`, false);
          await promise;
          yield part(`${query} 2`, true);
        } finally {
          ended.push(query);
        }
      },
    };
    serveSearch(port, service);
    port.receive({ type: 'search', number: 1, query: 'w' });
    await vi.waitFor(() => expect(port.sent).toHaveLength(1));
    port.receive({ type: 'search', number: 2, query: 'wa' });
    resolve();
    await vi.waitFor(() => expect(ended).toEqual(['w', 'wa']));
    expect(port.sent.map((reply) => reply.type === 'found' && [reply.number, ...reply.ids])).toEqual([
      [1, 'w 1'],
      [2, 'wa 1'],
      [2, 'wa 2'],
    ]);
  });

  it('reports that a search failed, and logs each error once', async () => {
    const port = new TestPort();
    const errors: unknown[] = [];
    const failure = new Error('The database is closed.');
    const service: SearchService = {
      progress: { isComplete: false, indexed: 0 },
      rows: async () => Promise.reject(failure),
      update: async () => Promise.reject(failure),
      // biome-ignore lint/correctness/useYield: it fails before its first part
      async *answer() {
        throw failure;
      },
    };
    serveSearch(port, service, (error) => errors.push(error));
    port.receive({ type: 'search', number: 7, query: 'w' });
    port.receive({ type: 'changed' });
    port.receive({ type: 'rows', number: 3, query: 'w', corrections: [], hits: [] });
    await vi.waitFor(() => expect(errors).toEqual([failure, failure, failure]));
    const reason = 'Error: The database is closed.';
    expect(port.sent).toEqual([
      { type: 'failed', number: 7, reason },
      { type: 'not-updated', reason, isFailedWrite: false },
      { type: 'rows', number: 3, rows: [] },
    ]);
  });

  it('reports a failed write to the page', async () => {
    const port = new TestPort();
    const service: SearchService = {
      progress: { isComplete: true, indexed: 0 },
      rows: async () => [],
      update: async () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
      async *answer() {
        yield part('a', true);
      },
    };
    serveSearch(port, service, () => undefined);
    port.receive({ type: 'changed' });
    await vi.waitFor(() =>
      expect(port.sent).toEqual([
        { type: 'not-updated', reason: 'QuotaExceededError: full', isFailedWrite: true },
      ]),
    );
  });
});

describe('the page’s side', () => {
  it('ignores replies to earlier requests', () => {
    const answers: SearchAnswer[] = [];
    const failures: string[] = [];
    const port = new TestPort();
    const client = searchClient(port, { onFailure: (reason) => failures.push(reason) });
    const found = (number: number, id: string, isLast: boolean): void =>
      port.onmessage?.({
        data: {
          type: 'found',
          number,
          ids: [id],
          areCards: Uint8Array.of(1),
          corrections: [],
          isLast,
          isComplete: true,
        },
      } as MessageEvent);
    client.search({ query: 'w' }, (answer) => answers.push(answer));
    client.search({ query: 'wa' }, (answer) => answers.push(answer));
    found(1, 'old', true);
    found(2, 'new', false);
    found(2, 'next', true);
    port.onmessage?.({ data: { type: 'failed', number: 1, reason: 'old' } } as MessageEvent);
    port.onmessage?.({ data: { type: 'failed', number: 2, reason: 'new' } } as MessageEvent);
    expect(answers.map(({ hits }) => hits.map(({ id, kind }) => `${kind} ${id}`))).toEqual([
      ['card new'],
      ['card new', 'card next'],
    ]);
    expect(failures).toEqual(['new']);
  });
});

describe('the service', () => {
  it('completes an answer before it updates the search index', async () => {
    const library = TestLibrary.open();
    await library.save(documentWith('a', 'water'));
    const order: string[] = [];
    const service = searchService(
      library.store(),
      { ...library.sources(), ...library.rowSources(), facts: async () => () => FACTS },
      async () => void order.push('update'),
    );
    const parts = service.answer({ type: 'search', number: 1, query: 'water' })[Symbol.asyncIterator]();
    const answer = parts.next();
    const update = service.update(() => undefined);
    expect((await answer).value).toMatchObject({ total: 1 });
    order.push('answer');
    await parts.next();
    await update;
    expect(order).toEqual(['answer', 'update']);
  });

  it('loads the search index and the queue with one read, before the first request', async () => {
    const library = TestLibrary.open();
    await library.save(documentWith('a', 'water'));
    const store = library.store();
    const read = vi.spyOn(store, 'read');
    const service = searchService(store, {
      ...library.sources(),
      ...library.rowSources(),
      facts: async () => () => FACTS,
    });
    await service.load();
    for await (const { total } of service.answer({
      type: 'search',
      number: 1,
      query: 'water',
      isUnchanged: true,
    }))
      expect(total).toBe(1);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('updates the search index once for all requests that came before the update began', async () => {
    const library = TestLibrary.open();
    await library.save(documentWith('a', 'water'));
    const { promise: turn, resolve } = Promise.withResolvers<void>();
    let turns = 0;
    const service = searchService(
      library.store(),
      { ...library.sources(), ...library.rowSources(), facts: async () => () => FACTS },
      async (work) => {
        turns++;
        await turn;
        await work();
      },
    );
    const changes: boolean[] = [];
    const onChange = (): void => void changes.push(service.progress.isComplete);
    const updates = [service.update(onChange), service.update(onChange)];
    resolve();
    await Promise.all(updates);
    expect([turns, changes]).toEqual([1, [false, true]]);
    await library.save(documentWith('b', 'water'));
    await service.update(onChange);
    expect([turns, changes]).toEqual([2, [false, true, true]]);
  });
});
