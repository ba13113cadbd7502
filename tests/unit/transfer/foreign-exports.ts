/*
 * Exports of other programs. Headers and attributes come from files that users of the programs have published.
 * The rows are invented.
 */

export const POCKET_CSV = [
  'title,url,time_added,tags,status',
  '"Ferry, again",https://outlet.example/ferry?utm_source=pocket,1700000000,politics|water,archive',
  'Ports,https://outlet.example/ports,1700000000,,unread',
].join('\n');

export const POCKET_HTML = `<!DOCTYPE html>
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

export const INSTAPAPER_CSV = [
  'URL,Title,Selection,Folder,Timestamp,Tags',
  'https://outlet.example/ferry,Ferry,"A line\nof it",Archive,1700000000,"[""water""]"',
  'https://outlet.example/ports,Ports,,Unread,1700000000,[]',
  'https://outlet.example/bus,Bus,,City,1700000000,',
].join('\r\n');

export const RAINDROP_CSV = [
  'id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite',
  '1,Ferry,"Read again, later",Not mine,https://outlet.example/ferry,Work/Water,' +
    '"ports, ships",2023-11-14T22:13:20.000Z,,,true',
  '2,Ports,,,https://outlet.example/ports,Unsorted,,2023-11-14T22:13:20.000Z,,,false',
].join('\n');

export const READER_CSV = [
  'Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen',
  `Ferry,https://outlet.example/ferry,01gm,"['water', 'it\\'s']",2023-11-14 22:13:20+00:00,0.2,archive,True`,
  'Ports,https://outlet.example/ports,01gn,[],2023-11-14 22:13:20+00:00,1,later,True',
].join('\n');

export const ZOTERO_CSV = [
  '"Key","Item Type","Publication Year","Author","Title","Publication Title","Url","Abstract Note",' +
    '"Date","Date Added","Notes","Manual Tags"',
  '"AB12","webpage","2023","","Ferry","Outlet","https://outlet.example/ferry","No note",' +
    '"2020-01-01","2023-11-14 22:13:20","<p>One &amp; two</p><p>Three</p>","water; ports"',
  '"CD34","book","2001","Someone","A book","","","","2001","2023-11-14 22:13:20","",""',
].join('\n');

export const CHROME_HTML = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
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

/*
 * The root of this file is Firefox's bookmarks menu. The toolbar and "Other Bookmarks" are its last folders, and each
 * is written only if it has bookmarks (BookmarkHTMLUtils.sys.mjs of Firefox). An address that starts with `place:` is a
 * stored search.
 */
export const FIREFOX_HTML = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
<!-- This is an automatically generated file.
     It will be read and overwritten.
     DO NOT EDIT! -->
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<meta http-equiv="Content-Security-Policy"
      content="default-src 'self'; script-src 'none'; img-src data: *; object-src 'none'"></meta>
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks Menu</H1>

<DL><p>
    <DT><A HREF="https://outlet.example/bus" ADD_DATE="1700000000" LAST_MODIFIED="1700000001">Bus</A>
    <HR>    <DT><H3 ADD_DATE="1600000000" LAST_MODIFIED="1700000000">Work</H3>
    <DL><p>
        <DT><H3 ADD_DATE="1600000000" LAST_MODIFIED="1700000000">Water &amp; ships</H3>
        <DL><p>
            <DT><A HREF="https://outlet.example/ferry" ADD_DATE="1700000000" LAST_MODIFIED="1700000001" \
ICON_URI="fake-favicon-uri:https://outlet.example/ferry" ICON="data:image/png;base64,AAAA" SHORTCUTURL="f" \
LAST_CHARSET="UTF-8" TAGS="ports,news &amp; views">Ferry &lt;again&gt;</A>
        </DL><p>
        <DT><A HREF="place:type=6&sort=14&maxResults=10" ADD_DATE="1700000000">Recent Tags</A>
    </DL><p>
    <DT><H3 ADD_DATE="1600000000" LAST_MODIFIED="1700000000" PERSONAL_TOOLBAR_FOLDER="true">Bookmarks Toolbar</H3>
    <DL><p>
        <DT><A HREF="https://outlet.example/ports" ADD_DATE="1700000000" LAST_MODIFIED="1700000001">Ports</A>
    </DL><p>
    <DT><H3 ADD_DATE="1600000000" LAST_MODIFIED="1700000000" UNFILED_BOOKMARKS_FOLDER="true">Other Bookmarks</H3>
    <DL><p>
        <DT><H3 ADD_DATE="1600000000" LAST_MODIFIED="1700000000">Archive</H3>
        <DL><p>
            <DT><A HREF="https://outlet.example/tram" ADD_DATE="1700000000" LAST_MODIFIED="1700000001">Tram</A>
        </DL><p>
    </DL><p>
</DL>
`;

/** Returns a folder or a bookmark as the backup of Firefox contains it (PlacesBackups.sys.mjs of Firefox). */
const place = (title: string, fields: object): object => {
  const isFolder = 'children' in fields;
  return {
    ...{ guid: `${title}________`.slice(0, 12), title, index: 0 },
    ...{ dateAdded: 1_700_000_000_000_000, lastModified: 1_700_000_001_000_000, id: 7 },
    ...{ typeCode: isFolder ? 2 : 1, type: `text/x-moz-place${isFolder ? '-container' : ''}` },
    ...fields,
  };
};

export const FIREFOX_JSON = JSON.stringify(
  place('', {
    root: 'placesRoot',
    children: [
      place('menu', {
        root: 'bookmarksMenuFolder',
        children: [
          place('Bus', { uri: 'https://outlet.example/bus' }),
          { guid: 'separator___', title: '', typeCode: 3, type: 'text/x-moz-place-separator' },
          place('Work', {
            children: [
              place('Water & ships', {
                children: [
                  place('Ferry <again>', {
                    ...{ iconUri: 'fake-favicon-uri:https://outlet.example/ferry', charset: 'UTF-8' },
                    ...{ tags: 'ports,news & views', keyword: 'f', postData: null },
                    annos: [
                      { name: 'bookmarkProperties/description', value: 'My note', expires: 4, flags: 0 },
                    ],
                    uri: 'https://outlet.example/ferry',
                  }),
                ],
              }),
              place('Recent Tags', { uri: 'place:type=6&sort=14&maxResults=10' }),
            ],
          }),
        ],
      }),
      place('toolbar', {
        root: 'toolbarFolder',
        children: [place('Ports', { uri: 'https://outlet.example/ports' })],
      }),
      place('unfiled', {
        root: 'unfiledBookmarksFolder',
        children: [place('Archive', { children: [place('Tram', { uri: 'https://outlet.example/tram' })] })],
      }),
      place('mobile', { root: 'mobileFolder', children: [] }),
    ],
  }),
);

export const SAFARI_HTML = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
	<HTML>
	<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
	<Title>Bookmarks</Title>
	<H1>Bookmarks</H1>
	<DT><H3 FOLDED>Favourites</H3>
	<DL><p>
		<DT><A HREF="https://outlet.example/ports">Ports</A>
	</DL><p>
	<DT><H3 FOLDED>Bookmarks Menu</H3>
	<DL><p>
		<DT><H3 FOLDED>Favourites</H3>
		<DL><p>
			<DT><A HREF="https://outlet.example/bus">Bus</A>
		</DL><p>
	</DL><p>
	<DT><H3 FOLDED>Work</H3>
	<DL><p>
		<DT><A HREF="https://outlet.example/tram">Tram</A>
	</DL><p>
	<DT><H3 id="com.apple.ReadingList" FOLDED>Reading List</H3>
	<DL><p>
		<DT><A HREF="https://outlet.example/ferry">Ferry</A>
	</DL><p>
	</HTML>`;

export const LINKDING_HTML = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
<DT><A HREF="https://outlet.example/ferry" ADD_DATE="1700000000" TAGS="water,linkding:bookmarks.archived">Ferry</A>
<DD>About it[linkding-notes]Mine
too[/linkding-notes]
<DT><A HREF="https://outlet.example/ports" ADD_DATE="1700000000" TAGS="">Ports</A>
</DL><p>`;

export const WALLABAG = JSON.stringify([
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

export const OMNIVORE = JSON.stringify([
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

export const KARAKEEP = JSON.stringify({
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
      lists: ['l2', 'unknown'],
    },
    {
      createdAt: 1700000000,
      title: 'Bus',
      tags: ['city'],
      content: { type: 'link', url: 'https://outlet.example/bus' },
      note: null,
      archived: false,
      lists: ['l1', 'l3'],
    },
  ],
  lists: [
    { id: 'l1', name: 'Reading', description: null, icon: 'x', type: 'manual', query: null, parentId: null },
    { id: 'l2', name: 'Harbours', description: null, icon: 'x', type: 'manual', query: null, parentId: 'l1' },
    // Each of these two lists names the other list as its parent.
    { id: 'l3', name: 'Archive', description: null, icon: 'x', type: 'smart', query: 'bus', parentId: 'l4' },
    { id: 'l4', name: 'Loop', description: null, icon: 'x', type: 'manual', query: null, parentId: 'l3' },
  ],
});
