import { describe, expect, it } from 'vitest';
import { RefusedFile } from '../../../lib/transfer/read-file.ts';
import { latin1, readFile, utf16 } from './reading-files.ts';

const DAY = Date.UTC(2023, 10, 14, 22, 13, 20);

/* Headers and attributes as the programs write them, from files that their users have published. The rows are ours. */

const POCKET_CSV = [
  'title,url,time_added,tags,status',
  '"Ferry, again",https://outlet.example/ferry?utm_source=pocket,1700000000,politics|water,archive',
  'Ports,https://outlet.example/ports,1700000000,,unread',
].join('\n');

const POCKET_HTML = `<!DOCTYPE html>
<html>
	<!--So long and thanks for all the fish-->
	<head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" /><title>Pocket Export</title></head>
	<body>
		<h1>Unread</h1>
		<ul>
			<li><a href="https://outlet.example/ports" time_added="1700000000" tags="water,ports &amp; ships">Ports</a></li>
		</ul>
		<h1>Read Archive</h1>
		<ul>
			<li><a href="https://outlet.example/ferry" time_added="1700000000" tags="">Ferry</a></li>
		</ul>
	</body>
</html>`;

const INSTAPAPER_CSV = [
  'URL,Title,Selection,Folder,Timestamp,Tags',
  'https://outlet.example/ferry,Ferry,"A line\nof it",Archive,1700000000,"[""water""]"',
  'https://outlet.example/ports,Ports,,Unread,1700000000,[]',
  'https://outlet.example/bus,Bus,,City,1700000000,',
].join('\r\n');

const RAINDROP_CSV = [
  'id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite',
  '1,Ferry,"Read again, later",Not mine,https://outlet.example/ferry,Work/Water,' +
    '"ports, ships",2023-11-14T22:13:20.000Z,,,true',
  '2,Ports,,,https://outlet.example/ports,Unsorted,,2023-11-14T22:13:20.000Z,,,false',
].join('\n');

const READER_CSV = [
  'Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen',
  `Ferry,https://outlet.example/ferry,01gm,"['water', 'it\\'s']",2023-11-14 22:13:20+00:00,0.2,archive,True`,
  'Ports,https://outlet.example/ports,01gn,[],2023-11-14 22:13:20+00:00,1,later,True',
].join('\n');

const ZOTERO_CSV = [
  '"Key","Item Type","Publication Year","Author","Title","Publication Title","Url","Abstract Note",' +
    '"Date","Date Added","Notes","Manual Tags"',
  '"AB12","webpage","2023","","Ferry","Outlet","https://outlet.example/ferry","No note",' +
    '"2020-01-01","2023-11-14 22:13:20","<p>One &amp; two</p><p>Three</p>","water; ports"',
  '"CD34","book","2001","Someone","A book","","","","2001","2023-11-14 22:13:20","",""',
].join('\n');

const CHROME_HTML = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
<!-- This is an automatically generated file. -->
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
    <DT><H3 ADD_DATE="1600000000" LAST_MODIFIED="0" PERSONAL_TOOLBAR_FOLDER="true">Bookmarks bar</H3>
    <DL><p>
        <DT><A HREF="https://outlet.example/ports" ADD_DATE="1700000000" ICON="data:image/png;base64,AAAA">Ports</A>
        <DT><H3 ADD_DATE="1600000000">Work</H3>
        <DL><p>
            <DT><H3>Water &amp; ships</H3>
            <DL><p>
                <DT><A HREF="https://outlet.example/ferry" ADD_DATE="1700000000">Ferry</A>
                <DD>My note
on two lines
            </DL><p>
            <DT><A HREF="javascript:alert(1)" ADD_DATE="1700000000">Bookmarklet</A>
        </DL><p>
        <DT><A HREF="https://outlet.example/bus" ADD_DATE="1700000000">Bus</A>
    </DL><p>
</DL><p>`;

const SAFARI_HTML = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
	<HTML>
	<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
	<Title>Bookmarks</Title>
	<H1>Bookmarks</H1>
	<DT><H3 FOLDED>Favourites</H3>
	<DL><p>
		<DT><A HREF="https://outlet.example/ports">Ports</A>
	</DL><p>
	<DT><H3 id="com.apple.ReadingList" FOLDED>Reading List</H3>
	<DL><p>
		<DT><A HREF="https://outlet.example/ferry">Ferry</A>
	</DL><p>
	</HTML>`;

const LINKDING_HTML = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
<DT><A HREF="https://outlet.example/ferry" ADD_DATE="1700000000" TAGS="water,linkding:bookmarks.archived">Ferry</A>
<DD>About it[linkding-notes]Mine
too[/linkding-notes]
<DT><A HREF="https://outlet.example/ports" ADD_DATE="1700000000" TAGS="">Ports</A>
</DL><p>`;

const WALLABAG = JSON.stringify([
  {
    is_archived: 1,
    is_starred: 0,
    tags: ['water'],
    id: 7,
    title: 'Ferry',
    url: 'https://outlet.example/ferry',
    content: '<p>…</p>',
    created_at: '2023-11-14T22:13:20+00:00',
    annotations: [{ text: 'Ask again', quote: 'forty crossings' }],
  },
  {
    is_archived: 0,
    tags: [],
    title: 'Ports',
    url: 'https://outlet.example/ports',
    created_at: '2023-11-14T22:13:20+0000',
    annotations: [],
  },
]);

const OMNIVORE = JSON.stringify([
  {
    id: '1',
    slug: 'ferry',
    title: 'Ferry',
    url: 'https://outlet.example/ferry',
    state: 'Archived',
    readingProgress: 10,
    labels: ['water'],
    savedAt: '2023-11-14T22:13:20.000Z',
  },
  {
    id: '2',
    slug: 'ports',
    title: 'Ports',
    url: 'https://outlet.example/ports',
    state: 'Active',
    labels: [],
    savedAt: '2023-11-14T22:13:20.000Z',
  },
]);

const KARAKEEP = JSON.stringify({
  bookmarks: [
    {
      createdAt: 1700000000,
      title: 'Ferry',
      tags: ['water'],
      content: { type: 'link', url: 'https://outlet.example/ferry' },
      note: 'Mine',
      archived: true,
    },
    {
      createdAt: 1700000000,
      title: null,
      tags: [],
      content: { type: 'text', text: 'No page' },
      note: null,
      archived: false,
    },
    {
      createdAt: 1700000000,
      title: 'Ports',
      tags: [],
      content: { type: 'link', url: 'https://outlet.example/ports' },
      note: null,
    },
  ],
  lists: [{ id: 'l1', name: 'Reading', icon: 'x' }],
});

type Row = readonly [
  name: string,
  savedAt: number | undefined,
  labels: readonly string[],
  state?: string,
  note?: string,
];

const FERRY = 'ferry';

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
      'Safari',
      SAFARI_HTML,
      [
        ['ports', undefined, ['Favourites']],
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
        ['ports', DAY, []],
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
    'of %s gives addresses, days, labels, notes and what was archived',
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

  it('in windows-1252 has its letters', async () => {
    const { addresses } = await readFile(
      latin1('title,url,tags\nCafé,https://outlet.example/ferry,Überfahrt|mañana\n'),
    );
    expect(addresses.map(({ labels }) => labels)).toEqual([['Überfahrt', 'mañana']]);
  });

  it('lists rows of nonsense with their lines and reasons', async () => {
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

  it('says nothing of a time in the future', async () => {
    const { addresses } = await readFile('url,time_added\nhttps://outlet.example/ferry,9999999999\n');
    expect(addresses.map(({ savedAt }) => savedAt)).toEqual([undefined]);
  });

  it.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'empty'],
    ['white space', ' \n\n ', 'empty'],
    ['an archive', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), 'archive'],
    ['a compressed file', new Uint8Array([0x1f, 0x8b, 8, 0]), 'archive'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 1]), 'unknown'],
    ['a text without addresses', 'Dear reader,\nthis is a letter.', 'unknown'],
    ['a table without addresses', 'name,age\nAnn,7\n', 'unknown'],
    ['JSON without addresses', '{"a":1}', 'unknown'],
    ['a later version of the library', '{"format":"civic-lens-library","version":2,"saved":[]}', 'newer'],
    ['an index', '{"format":"civic-lens-index","version":1}', 'unknown'],
  ])('is refused if it is %s', async (_, content, reason) => {
    const refusal = await readFile(content).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RefusedFile);
    expect((refusal as RefusedFile).reason).toBe(reason);
  });
});
