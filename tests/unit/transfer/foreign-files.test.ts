import { describe, expect, it } from 'vitest';
import { RefusedFileError } from '../../../lib/transfer/read-file.ts';
import {
  CHROME_HTML,
  FIREFOX_HTML,
  FIREFOX_JSON,
  INSTAPAPER_CSV,
  KARAKEEP,
  LINKDING_HTML,
  OMNIVORE,
  POCKET_CSV,
  POCKET_HTML,
  RAINDROP_CSV,
  READER_CSV,
  SAFARI_HTML,
  WALLABAG,
  ZOTERO_CSV,
} from './foreign-exports.ts';
import { latin1, readFile, utf16 } from './reading-files.ts';

const DAY = Date.UTC(2023, 10, 14, 22, 13, 20);

type Row = readonly [
  name: string,
  savedAt: number | undefined,
  labels: readonly string[],
  state?: string,
  note?: string,
];

const FERRY = 'ferry';

/** Some columns of the table that the library exports. */
const OWN_CSV = 'url,labels,source headline';

describe('the labels of another program', () => {
  it('stay whole, however long and many they are', async () => {
    const names = Array.from(
      { length: 30 },
      (_, n) => `${'On the crossing of the Merrow strait '.repeat(3)}${n}`,
    );
    const { addresses } = await readFile(
      `title,url,time_added,tags,status\nFerry,https://outlet.example/ferry,1700000000,${names.join('|')},unread\n`,
    );
    expect(addresses.map(({ labels }) => labels)).toEqual([names]);
  });
});

it.each([
  ['Zotero', ZOTERO_CSV, '"E","webpage",,,,,"https://a.example/x",,,,,"Politics, US"', ['Politics, US']],
  ['Raindrop', RAINDROP_CSV, '1,X,,,https://a.example/x,,"a; b, c",,,,false', ['a; b', 'c']],
  ['our own table', OWN_CSV, '"https://a.example/x","Politics, US",""', ['Politics, US']],
])('a tag of %s may contain a character that separates tags elsewhere', async (_, csv, row, labels) => {
  const file = `${csv.split('\n')[0]}\n${row}`;
  expect((await readFile(file)).addresses.map((one) => one.labels)).toEqual([labels]);
});

it.each([
  [
    'bookmarks in HTML',
    '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<A HREF="https://a.example/x" TAGS="a; b|c,d">',
  ],
  ['Firefox, JSON', '[{"type":"text/x-moz-place","uri":"https://a.example/x","tags":"a; b|c,d"}]'],
])('in %s only a comma separates tags', async (_, file) => {
  expect((await readFile(file)).addresses.map((one) => one.labels)).toEqual([['a; b|c', 'd']]);
});

it('in JSON of Pinboard a space separates tags', async () => {
  const file = '[{"href":"https://a.example/x","extended":"","time":"2023-11-14T22:13:20Z","tags":"a,b c"}]';
  expect((await readFile(file)).addresses.map((one) => one.labels)).toEqual([['a,b', 'c']]);
});

it.each([
  ['Favorites', []],
  ['Favoriten', []],
  ['个人收藏', []],
  ['Bookmarks Bar', []],
  ['Lesezeichenmenü', []],
  ['Reading List', []],
  ['Favorites of 2025', ['Favorites of 2025']],
])('a top folder %j of Safari gives the labels %j; in a list, it gives its name', async (name, labels) => {
  const folder = `<DT><H3 FOLDED>${name}</H3><DL><p><DT><A HREF="https://outlet.example/ferry">F</A></DL><p>`;
  const read = async (body: string): Promise<unknown> =>
    (await readFile(`<!DOCTYPE NETSCAPE-Bookmark-file-1>\n${body}`)).addresses.map((one) => one.labels);
  expect(await read(folder)).toEqual([labels]);
  expect(await read(`<DL><p>${folder}</DL><p>`)).toEqual([[name]]);
});

describe('a file of another program', () => {
  it.each<[string, string, Row[], string[]]>([
    [
      'Pocket, CSV',
      POCKET_CSV,
      [
        ['ferry?utm_source=pocket', DAY, ['politics', 'water'], 'archived'],
        ['ports', DAY, []],
      ],
      [],
    ],
    [
      'Pocket, HTML',
      POCKET_HTML,
      [
        ['ports', DAY, ['water', 'ports & ships']],
        [FERRY, DAY, [], 'archived'],
      ],
      [],
    ],
    [
      'Instapaper',
      INSTAPAPER_CSV,
      [
        [FERRY, DAY, ['water'], 'archived', 'A line\nof it'],
        ['ports', DAY, []],
        ['bus', DAY, ['City']],
      ],
      [],
    ],
    [
      'Raindrop',
      RAINDROP_CSV,
      [
        [FERRY, DAY, ['ports', 'ships', 'Work', 'Water'], undefined, 'Read again, later'],
        ['ports', DAY, []],
      ],
      [],
    ],
    [
      'Readwise Reader',
      READER_CSV,
      [
        [FERRY, DAY, ['water', "it's"], 'archived'],
        ['ports', DAY, [], 'read'],
      ],
      [],
    ],
    [
      'Zotero',
      ZOTERO_CSV,
      [[FERRY, DAY, ['water', 'ports'], undefined, 'One & two\nThree']],
      ['3: no-address'],
    ],
    [
      'Chrome',
      CHROME_HTML,
      [
        ['ports', DAY, []],
        [FERRY, DAY, ['Work', 'Water & ships'], undefined, 'My note\non two lines'],
        ['bus', DAY, []],
      ],
      ['18: script-address'],
    ],
    [
      'Firefox, HTML',
      FIREFOX_HTML,
      [
        ['bus', DAY, []],
        [FERRY, DAY, ['ports', 'news & views', 'Work', 'Water & ships']],
        ['ports', DAY, []],
        ['tram', DAY, [], 'archived'],
      ],
      ['19: not-an-address'],
    ],
    [
      'Firefox, JSON',
      FIREFOX_JSON,
      [
        ['bus', DAY, []],
        [FERRY, DAY, ['ports', 'news & views', 'Work', 'Water & ships'], undefined, 'My note'],
        ['ports', DAY, []],
        ['tram', DAY, [], 'archived'],
      ],
      ['1: not-an-address'],
    ],
    [
      'Safari',
      SAFARI_HTML,
      [
        ['ports', undefined, []],
        ['bus', undefined, ['Favourites']],
        ['tram', undefined, ['Work']],
        [FERRY, undefined, []],
      ],
      [],
    ],
    [
      'linkding',
      LINKDING_HTML,
      [
        [FERRY, DAY, ['water'], 'archived', 'About it\nMine\ntoo'],
        ['ports', DAY, []],
      ],
      [],
    ],
    [
      'Wallabag',
      WALLABAG,
      [
        [FERRY, DAY, ['water'], 'archived', '“forty crossings”\nAsk again'],
        ['ports', DAY, []],
      ],
      [],
    ],
    [
      'Omnivore',
      OMNIVORE,
      [
        [FERRY, DAY, ['water'], 'archived'],
        ['ports', DAY, []],
      ],
      [],
    ],
    [
      'Karakeep',
      KARAKEEP,
      [
        [FERRY, DAY, ['water'], 'archived', 'Mine'],
        ['ports', DAY, ['Reading', 'Harbours']],
        ['bus', DAY, ['city', 'Reading', 'Loop'], 'archived'],
      ],
      ['1: no-address'],
    ],
    [
      'a list of addresses',
      'https://outlet.example/ferry\nhttps://outlet.example/ports\n',
      [
        [FERRY, undefined, []],
        ['ports', undefined, []],
      ],
      [],
    ],
  ])(
    'of %s gives addresses, days, labels, notes, and the states "read" and "archived"',
    async (_, content, expected, faults) => {
      const { addresses, unread } = await readFile(content);
      expect(
        addresses.map(({ address, savedAt, labels, state, note }) => [address, savedAt, labels, state, note]),
      ).toEqual(
        expected.map(([name, at, labels, state, note]) => [
          `https://outlet.example/${name}`,
          at,
          labels,
          state,
          note,
        ]),
      );
      expect(unread.map(({ line, fault }) => `${line}: ${fault}`)).toEqual(faults);
    },
  );

  it.each<[string, string | Uint8Array]>([
    ['a byte order mark', `\ufeff${POCKET_CSV}`],
    ['UTF-16, little end first', utf16(POCKET_CSV)],
    ['UTF-16, big end first', utf16(POCKET_CSV, false)],
    ['UTF-16 without a byte order mark', utf16(POCKET_CSV).slice(2)],
    [
      'semicolons',
      POCKET_CSV.replace('politics|water', 'politics,water')
        .replace(/^title.*$/m, 'title;url;time_added;tags;status')
        .replace('"Ferry, again",', 'Ferry;')
        .replace('pocket,1700000000,politics,water,archive', 'pocket;1700000000;"politics,water";archive')
        .replace(
          'Ports,https://outlet.example/ports,1700000000,,unread',
          'Ports;https://outlet.example/ports;1700000000;;unread',
        ),
    ],
    ['tabs', POCKET_CSV.replace(/,(?! again)/g, '\t')],
    ['old line ends', POCKET_CSV.replaceAll('\n', '\r')],
    ['Windows line ends', POCKET_CSV.replaceAll('\n', '\r\n')],
    ['microseconds', POCKET_CSV.replaceAll('1700000000', '1700000000000000')],
    ['milliseconds', POCKET_CSV.replaceAll('1700000000', '1700000000000')],
    ['microseconds since 1601', POCKET_CSV.replaceAll('1700000000', '13344473600000000')],
  ])('is read the same with %s', async (_, content) => {
    expect((await readFile(content)).addresses).toEqual(
      (await readFile(POCKET_CSV)).addresses.map((one) => ({ ...one, line: expect.any(Number) })),
    );
  });

  it('with folders too deep to be read still gives later bookmarks the labels of their own folders', async () => {
    const open = (name: string): string => `<DT><H3>${name}</H3><DL>`;
    const html = [
      '<!DOCTYPE NETSCAPE-Bookmark-file-1>',
      `<DL>${open('outer')}`,
      ...Array.from({ length: 120 }, () => open('deep')),
      ...Array.from({ length: 120 }, () => '</DL>'),
      '<DT><A HREF="https://outlet.example/ferry">Ferry</A></DL></DL>',
    ].join('\n');
    const { addresses } = await readFile(html);
    expect(addresses.map(({ labels }) => labels)).toEqual([['outer']]);
  });

  it.each([120, 20_000])('loses no bookmark in %i nested folders of Firefox', async (depth) => {
    const folder = '"type":"text/x-moz-place-container"';
    const open = (n: number): string => `{${folder},"title":"folder ${n}","children":[`;
    const ferry = '{"type":"text/x-moz-place","uri":"https://outlet.example/ferry"}';
    const others = ['bus', 'ports'].map((name) => ferry.replace('ferry', name));
    const opened = Array.from({ length: depth }, (_, n) => open(n)).join('');
    const { addresses } = await readFile(
      `{${folder},"root":"placesRoot","children":[${others[0]},${opened}${ferry}${']}'.repeat(depth)},${others[1]}]}`,
    );
    expect(addresses.map(({ address, labels }) => [address, labels])).toEqual([
      ['https://outlet.example/bus', []],
      ['https://outlet.example/ferry', Array.from({ length: 100 }, (_, n) => `folder ${n}`)],
      ['https://outlet.example/ports', []],
    ]);
  });

  it('in windows-1252 keeps its letters', async () => {
    const { addresses } = await readFile(
      latin1('title,url,tags\nCafé,https://outlet.example/ferry,Überfahrt|mañana\n'),
    );
    expect(addresses.map(({ labels }) => labels)).toEqual([['Überfahrt', 'mañana']]);
  });

  it('lists invalid rows with their lines and reasons', async () => {
    const rows = [
      ...['title,url,time_added,tags,status', 'a,https://outlet.example/ferry,1,,unread', ',,,,', 'b,,1,,'],
      ...[
        'c,javascript:alert(1),1,,',
        'd,"  java\nscript:x",1,,',
        'e,not an address,1,,',
        'f,place:sort=8,1,,',
      ],
      ...[
        'g,about:blank,1,,',
        'h,mailto:a@b.example,1,,',
        'i,data:text/html;x,1,,',
        'j',
        'k,http://,1,,',
        'l,https://nodots/x,1,,',
      ],
    ];
    const { addresses, unread } = await readFile(rows.join('\n'));
    expect(addresses.map(({ address, savedAt }) => [address, savedAt])).toEqual([
      ['https://outlet.example/ferry', undefined],
    ]);
    expect(unread.map(({ line, fault }) => `${line}: ${fault}`)).toEqual([
      ...[
        '4: no-address',
        '5: script-address',
        '6: script-address',
        '8: not-an-address',
        '9: not-an-address',
      ],
      ...[
        '10: not-an-address',
        '11: not-an-address',
        '12: script-address',
        '13: no-address',
        '14: not-an-address',
      ],
      '15: not-an-address',
    ]);
  });

  it('gives no time of saving for an address whose time is in the future', async () => {
    const { addresses } = await readFile('url,time_added\nhttps://outlet.example/ferry,9999999999\n');
    expect(addresses.map(({ savedAt }) => savedAt)).toEqual([undefined]);
  });

  it.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'empty'],
    ['white space', ' \n\n ', 'empty'],
    ['an archive', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), 'archive'],
    ['a compressed file', new Uint8Array([0x1f, 0x8b, 8, 0]), 'archive'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 1]), 'unknown'],
    ['a text without addresses', 'Dear reader,\nthis is a letter.', 'unknown'],
    ['a table without addresses', 'name,age\nAnn,7\n', 'unknown'],
    ['JSON without addresses', '{"a":1}', 'unknown'],
    ['a later version of the library', '{"format":"civic-lens-library","version":2,"saved":[]}', 'newer'],
    ['a file of a companion index', '{"format":"civic-lens-index","version":1}', 'unknown'],
  ])('is refused if it is %s', async (_, content, reason) => {
    const refusal = await readFile(content).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RefusedFileError);
    expect((refusal as RefusedFileError).reason).toBe(reason);
  });
});
