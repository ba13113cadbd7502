import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import type { SavedAnalysis } from '../../../lib/db/records.ts';
import { hash32 } from '../../../lib/index/byte-packing.ts';
import { CsvSplitter } from '../../../lib/transfer/csv-rows.ts';
import { markdownFile, markdownName } from '../../../lib/transfer/export-markdown.ts';
import { type ExportForm, exportFile } from '../../../lib/transfer/run-export.ts';
import { highlightOf } from '../db/highlight.ts';
import { resetBrowser } from '../fake-browser.ts';
import { holds } from '../properties.ts';
import { WORDS } from './file-words.ts';
import { FULL, store } from './generated-library.ts';
import { readerWestOfUtc } from './reader-west-of-utc.ts';
import { readFile } from './reading-files.ts';

const NOW = Date.UTC(2026, 6, 2, 12);

beforeEach(async () => {
  resetBrowser('*://*/*');
  await store(FULL);
  return () => vi.restoreAllMocks();
});

const written = async (form: ExportForm, ids?: string[]): Promise<Blob> =>
  (await exportFile(form, WORDS, ids, {}, NOW)).content;

function rowsOf(csv: string): (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  const splitter = new CsvSplitter(',', ({ cells }) => rows.push(cells));
  splitter.feed(csv);
  splitter.end();
  return rows;
}

describe('Markdown files', () => {
  it('have the names that `markdownName` returns, one for each analysis', async () => {
    const files = unzipSync(new Uint8Array(await (await written('markdown')).arrayBuffer()));
    expect(Object.keys(files).sort()).toEqual(FULL.saved.map(({ id }) => markdownName(id)).sort());
  });

  it('contain the whole of a long note, although the browser compresses it in several pieces', async () => {
    const [{ id }] = FULL.saved as [SavedAnalysis];
    const note = Array.from({ length: 30_000 }, (_, n) => hash32(String(n)).toString(36)).join(' ');
    await db.saved.update(id, { note });
    const files = unzipSync(new Uint8Array(await (await written('markdown', [id])).arrayBuffer()));
    expect(strFromU8(files[markdownName(id)] as Uint8Array).split('\n')).toContain(note);
  });

  it('have headline, labels, time and state in front matter as JSON, and contain highlights and note', async () => {
    const files = unzipSync(new Uint8Array(await (await written('markdown')).arrayBuffer()));
    for (const saved of FULL.saved) {
      const file = strFromU8(files[markdownName(saved.id)] as Uint8Array);
      const [, front = ''] = /^---\n(.*?)\n---\n/s.exec(file) ?? [];
      const fields = new Map<string, unknown>();
      let list: unknown[] = [];
      for (const line of front.split('\n')) {
        const [, item] = /^ {2}- (.*)$/.exec(line) ?? [];
        const [, name = '', value] = /^(\w+):(?: (.*))?$/.exec(line) ?? [];
        if (item !== undefined) list.push(JSON.parse(item));
        else if (value !== undefined) fields.set(name, JSON.parse(value));
        else {
          list = [];
          fields.set(name, list);
        }
      }
      expect(fields.get('title')).toBe(saved.card.headline);
      expect(fields.get('labels') ?? []).toEqual((saved.labels ?? []).map((label) => label.toWellFormed()));
      expect(fields.get('saved')).toBe(new Date(saved.savedAt).toISOString());
      expect(fields.get('state')).toBe(saved.state);
      const quotations = file.split('\n').filter((line) => line.startsWith('>'));
      expect(quotations.length).toBeGreaterThanOrEqual(saved.highlights?.length ?? 0);
      if (saved.note) expect(file).toContain(saved.note.toWellFormed());
    }
  });

  it('show the local day on which the reader made a highlight', () => {
    readerWestOfUtc();
    const [saved] = FULL.saved as [SavedAnalysis];
    const highlights = [highlightOf('a', { createdAt: Date.UTC(2026, 6, 3, 1) })];
    const day = /^\*\d.*\*$/m.exec(markdownFile({ saved: { ...saved, highlights } }, WORDS));
    expect(day?.[0]).toBe('*2026-07-02*');
  });

  it('show text as text, even if it has characters of Markdown', () => {
    const paragraph = (text: string): string => {
      const saved = FULL.saved[0] as NonNullable<(typeof FULL.saved)[0]>;
      const blocks = [{ type: 'paragraph' as const, content: [text] }];
      const file = markdownFile(
        {
          saved,
          text: {
            id: saved.id,
            version: '1',
            text: { sections: [{ heading: 'H', blocks }], attribution: [] },
          },
        },
        WORDS,
      );
      return file.split('## H\n\n')[1]?.trimEnd() ?? '';
    };
    expect(
      [
        '# no heading',
        '- no list',
        '1. no list',
        '+ no list',
        '*no* _emphasis_',
        '<script>',
        '[no](link)',
        '--- no rule',
        '> no quote',
      ].map(paragraph),
    ).toEqual([
      ...['\\# no heading', '\\- no list', '1\\. no list', '\\+ no list', '\\*no\\* \\_emphasis\\_'],
      ...['\\<script\\>', '\\[no\\](link)', '\\--- no rule', '\\> no quote'],
    ]);
  });

  it('have different names for different ids', () => {
    const id = fc.oneof(
      fc.constantFrom(
        'con',
        'a/b',
        'a-b',
        'A-b',
        '../x',
        '',
        '.',
        'é',
        'e\u0301',
        'NUL',
        'x'.repeat(300),
        'a b',
        'a:b',
      ),
      fc.string({ unit: 'grapheme' }),
    );
    const law = fc.property(id, id, (a, b) => {
      expect(markdownName(a)).toMatch(/^[^/\\:*?"<>|\p{Cc}]{1,100}\.md$/u);
      if (a !== b) expect(markdownName(a)).not.toBe(markdownName(b));
    });
    holds(law, 500);
  });
});

describe('tables', () => {
  it('have one row for each analysis, with these columns', async () => {
    const [header = [], ...rows] = rowsOf(await (await written('csv')).text());
    expect(header.map((name) => name.replace('\ufeff', ''))).toEqual([
      ...[
        'id',
        'headline',
        'url',
        'source',
        'outlet',
        'source headline',
        'summary',
        'lens',
        'type',
        'published',
      ],
      ...[
        'updated',
        'read minutes',
        'topics',
        'publication',
        'labels',
        'note',
        'state',
        'saved',
        'read',
        'withdrawn',
        'highlights',
      ],
    ]);
    const byTime = FULL.saved.toSorted((a, b) => a.savedAt - b.savedAt);
    expect(rows.map((row) => [row[0], row[1], row[16]])).toEqual(
      byTime.map(({ id, card, state }) => [id, card.headline, state]),
    );
  });

  it('of highlights have the columns that Readwise imports', async () => {
    const [header, ...rows] = rowsOf(await (await written('highlights')).text());
    expect(header).toEqual(['Highlight', 'Title', 'Author', 'URL', 'Note', 'Location', 'Date']);
    const number = FULL.saved.reduce((sum, { highlights = [] }) => sum + highlights.length, 0);
    expect(rows).toHaveLength(number);
    for (const row of rows) expect(row[6]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  });
});

describe('bookmarks', () => {
  it('can be imported again with their addresses, and with the state "archived"', async () => {
    const { addresses, unread } = await readFile(await (await written('bookmarks')).text());
    expect(unread).toEqual([]);
    expect(addresses.map(({ address }) => address).sort()).toEqual(
      FULL.saved.map(({ card }) => card.url).sort(),
    );
    const archived = FULL.saved.filter(({ state }) => state === 'archived').length;
    expect(addresses.filter(({ state }) => state === 'archived')).toHaveLength(archived);
    expect(addresses.flatMap(({ labels }) => labels)).not.toContain(WORDS.title);
  });
});

describe('some highlights and notes', () => {
  it('can be exported alone, for Readwise and as Markdown', async () => {
    const [first, second] = FULL.saved as readonly [SavedAnalysis, SavedAnalysis];
    await db.saved.update(first.id, {
      note: 'First note.',
      highlights: [highlightOf('a', { exact: 'Wanted words.' }), highlightOf('b', { exact: 'Other words.' })],
    });
    await db.saved.update(second.id, { note: 'Second note.', highlights: [highlightOf('c')] });
    const wanted = new Set(['a', `note ${second.id}`]);
    const file = async (form: ExportForm): Promise<Blob> =>
      (await exportFile(form, WORDS, [first.id, second.id], {}, NOW, wanted)).content;
    const [, ...rows] = rowsOf(await (await file('highlights')).text());
    expect(rows.map(([exact]) => exact)).toEqual(['Wanted words.']);
    const files = unzipSync(new Uint8Array(await (await file('markdown')).arrayBuffer()));
    const text = Object.values(files)
      .map((bytes) => strFromU8(bytes))
      .join('\n');
    expect(['Wanted words.', 'Second note.'].filter((words) => !text.includes(words))).toEqual([]);
    expect(['Other words.', 'First note.'].filter((words) => text.includes(words))).toEqual([]);
  });
});

describe('the form', () => {
  it.each<ExportForm>(['json', 'markdown', 'csv', 'highlights', 'bookmarks', 'html'])(
    '%s can be limited to some analyses, and cancelled',
    async (form) => {
      const [first] = FULL.saved;
      const some = await written(form, [first?.id ?? '']);
      expect(some.size).toBeLessThan((await written(form)).size);
      const control = new AbortController();
      control.abort();
      await expect(exportFile(form, WORDS, undefined, { signal: control.signal })).rejects.toThrow('abort');
    },
  );

  it.each<ExportForm>(['json', 'markdown', 'csv', 'highlights', 'bookmarks', 'html'])(
    '%s leaves out times that are too large for a date, and contains everything else',
    async (form) => {
      const [first] = FULL.saved as [SavedAnalysis];
      const never = 9e15;
      const card = { ...first.card, headline: 'Four crossings' };
      const highlights = [highlightOf('a', { createdAt: never })];
      const times = { savedAt: never, readAt: never, withdrawnAt: never };
      await store({ ...FULL, saved: [{ ...first, ...times, card, highlights }] });
      const file = await written(form);
      const files =
        form === 'markdown' ? Object.values(unzipSync(new Uint8Array(await file.arrayBuffer()))) : [];
      const content = form === 'markdown' ? files.map((one) => strFromU8(one)).join() : await file.text();
      expect(content).toContain('Four crossings');
      expect(content).not.toMatch(/NaN|Invalid|9000000000000/);
    },
  );

  it('json has one line for each of many analyses', async () => {
    const [first] = FULL.saved as [SavedAnalysis];
    const ids = Array.from({ length: 130 }, (_, n) => `many-${1000 + n}`);
    await store({ ...FULL, saved: ids.map((id) => ({ ...first, id, card: { ...first.card, id } })) });
    const file = await (await written('json')).text();
    const lines = file.split('\n').filter((line) => line.includes('"id":"many-'));
    expect(lines.map((line) => JSON.parse(line.replace(/,$/, '')).card.id)).toEqual(ids);
    expect(JSON.parse(file).saved).toHaveLength(ids.length);
  });

  it('json of a selection says nothing about the rest of the library', async () => {
    const [first] = FULL.saved;
    const file = JSON.parse(await (await written('json', [first?.id ?? ''])).text());
    expect([file.saved.length, file.followed, file.removed, file.waiting, file.settings]).toEqual([
      1,
      [],
      [],
      [],
      {},
    ]);
  });
});
