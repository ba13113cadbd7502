import { describe, expect, it } from 'vitest';
import { plainText } from '../../../../lib/analysis/content-blocks.ts';
import { readFeed } from '../../../../lib/publication/feed/feed.ts';
import { readFeedItem } from '../../../../lib/publication/site/read-analysis.ts';
import { BASE, LINK, read, SITE } from './read-report.ts';

/** Users of similar software reported these errors. Tests several variants of each error. */

describe('a feed item', () => {
  const WHOLE = `<p>Published: July 2, 2026</p>${LINK}<h2>What happened</h2><p>The bridge was sold.</p>`;
  const item = (html: string): ReturnType<typeof readFeedItem> => {
    const feed = readFeed(
      `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>` +
        `<title>Bridge</title><link>${BASE}</link><content:encoded>` +
        `<![CDATA[${html}]]></content:encoded></item></channel></rss>`,
      `${SITE}feed.xml`,
      Date.parse('2026-07-10'),
    );
    const [first] = feed?.items ?? [];
    return first ? readFeedItem(first, SITE) : { state: 'no-analysis' };
  };
  const text = (html: string): string => {
    const found = item(html);
    return found.state === 'read'
      ? plainText(found.text.sections.flatMap(({ blocks }) => blocks))
      : found.state;
  };

  it.each([
    `${WHOLE}<p>It goes on …</p><p><a href="${BASE}">Continue reading</a></p>`,
    `${WHOLE}<p>It goes on [&hellip;]</p>`,
    `${WHOLE}<p>It goes on...</p>`,
    `${WHOLE}<p>It goes on <a href="${BASE}#more">Read more</a></p>`,
    `${WHOLE}<p><a href="/analysis/bridge/?utm_source=rss">Read the full analysis →</a></p>`,
    `${WHOLE}<p>Subscribe to continue reading.</p>`,
    `${WHOLE}<p>This post is for paid subscribers</p>`,
    `${WHOLE}<p>It goes on ..</p>`,
    `${WHOLE}<p>It goes on …</p><p>The post <a href="${BASE}">Bridge</a> appeared first on Plain.</p>`,
    `${WHOLE}<p>It goes on</p><p><a href="${BASE}">View original post</a></p>`,
    `${WHOLE}<p>It goes on</p><p><a href="${BASE}">Weiterlesen</a></p>`,
    `${WHOLE}<p>It goes on</p><p><a href="${BASE}">[…]</a></p>`,
    `${WHOLE}<p>Read the rest at <a href="${BASE}">Plain</a></p>`,
    `${WHOLE}<p>To read the full analysis, <a href="${BASE}">click here</a>.</p>`,
    `${WHOLE}<p>Visit our website for the full analysis.</p>`,
    `${WHOLE}<p>The full text is available on our website.</p>`,
    `${WHOLE}<p>The rest of this analysis is for members.</p>`,
    `${WHOLE}<p>Read this analysis in full on plain.example.</p>`,
    `${WHOLE}<p>Click <a href="${BASE}">here</a> for the rest.</p>`,
    `${WHOLE}<p>To continue reading, become a member.</p>`,
    `${WHOLE}<p>Become a paid subscriber to read the rest.</p>`,
    `${WHOLE}<p>Upgrade to paid</p>`,
    `${WHOLE}<p>Already a subscriber? Sign in</p>`,
    `${WHOLE}<p>Want the full story? Subscribe today.</p>`,
    `${WHOLE}<p>You are reading a free preview.</p>`,
    `${WHOLE}<p>You’ve read 30% of this analysis.</p>`,
    `${WHOLE}<p>Members-only content</p>`,
    `${WHOLE}<p>It goes on . . .</p>`,
    `${WHOLE}<p>It goes on ⋯</p>`,
    `${WHOLE}<p>It goes on … <em>Continued on plain.example</em></p>`,
    `${WHOLE}<p>It goes on (continued)</p>`,
  ])('that is an excerpt is not read as an analysis: %s', (html) => {
    expect(item(html)).toEqual({ state: 'no-analysis' });
  });

  it.each([
    WHOLE,
    `${WHOLE}<p>The post <a href="${BASE}">Bridge</a> appeared first on <a href="${SITE}">Plain</a>.</p>`,
    `${WHOLE}<p>Bridge first appeared on Plain Reading.</p>`,
    `${WHOLE}<p>Share on <a href="https://facebook.com/s">Facebook</a> · <a href="https://x.com/s">X</a></p>`,
    `${WHOLE}<p><a href="https://x.com/s">Twitter</a> | <a href="https://fb.com/s">Facebook</a> | ` +
      `<a href="/m">Email</a></p>`,
    `${WHOLE}<p>© 2026 Plain Reading. All rights reserved.</p>`,
    `${WHOLE}<p>Copyright Plain Reading 2026</p><p>Leave a comment</p>`,
    `${WHOLE}<p>Originally published at <a href="${SITE}">plain.example</a>.</p>`,
    `${WHOLE}<p><em>This article was first published on <a href="${BASE}">Plain Reading</a>.</em></p>`,
    `${WHOLE}<p><a href="mailto:?subject=Bridge">Email this</a></p><p>Bookmark this</p>`,
    `${WHOLE}<p><a href="${BASE}">Permalink</a> | <a href="${BASE}#comments">Comments</a></p>`,
    `${WHOLE}<p>Thanks for reading Plain! Subscribe for free to receive new posts.</p>`,
    `${WHOLE}<p>Read on plain.example</p><p>Follow Plain on X</p>`,
    `${WHOLE}<h3>Like this:</h3><p>Like Loading...</p>`,
    `${WHOLE}<p>Republish this story under CC BY 4.0.</p><p>This RSS feed is for personal use only.</p>`,
    `${WHOLE}<p>Der Beitrag <a href="${BASE}">Bridge</a> erschien zuerst auf <a href="${SITE}">Plain</a>.</p>`,
    `${WHOLE}<p>L’article <a href="${BASE}">Bridge</a> est apparu en premier sur Plain.</p>`,
    `${WHOLE}<p>Posted in <a href="/c/news">News</a> on July 2</p>`,
    `${WHOLE}<p>Support our work: <a href="${SITE}donate">donate</a></p>`,
    `${WHOLE}<p>Read more from <a href="${SITE}">Plain</a></p>`,
    `${WHOLE}<p><a href="${SITE}">Plain Reading</a></p>`,
    `${WHOLE}<p>View this post on Plain</p><p>* * *</p>`,
    `${WHOLE}<p>Reprinted with permission.</p><p>Advertisement</p>`,
    `${WHOLE}<p>Click to share on Facebook (Opens in new window)</p>`,
    `${WHOLE}<p>If you enjoyed this post, please consider sharing it.</p>`,
    `${WHOLE}<p>Get more stories like this in your inbox.</p>`,
  ])('loses boilerplate such as sharing links: %s', (html) => {
    expect(text(html)).toBe('The bridge was sold.');
  });

  it.each([
    ['<p>The council said: “We waited … and waited.”</p>', 'The council said: “We waited … and waited.”'],
    ['<p>The share of tolls rises.</p>', 'The share of tolls rises.'],
    [
      '<p>Originally published by <a href="https://outlet.example/">The Outlet</a>.</p>',
      'Originally published by The Outlet.',
    ],
    ['<p>See the full <a href="https://outlet.example/report">report</a>.</p>', 'See the full report.'],
    ['<p>Follow the money on the bridge.</p>', 'Follow the money on the bridge.'],
    ['<p>The members continued to read the plans.</p>', 'The members continued to read the plans.'],
    [
      '<p>The council posted in March that it would sell.</p>',
      'The council posted in March that it would sell.',
    ],
    ['<p>If you liked tolls, the bridge is for you.</p>', 'If you liked tolls, the bridge is for you.'],
    ['<p>The full report is due in May.</p>', 'The full report is due in May.'],
    [
      `<p>It sold <a href="${SITE}analysis/tolls">the tolls</a> in the <a href="${SITE}analysis/may">same month</a>, ` +
        'for a price that nobody has named in the two years since then.</p>',
      'It sold the tolls in the same month, for a price that nobody has named in the two years since then.',
    ],
    [
      '<p><a href="https://outlet.example/more">Read more about tolls</a> elsewhere.</p>',
      'Read more about tolls elsewhere.',
    ],
    [
      '<p>Copyright law decides who may copy the plans of the bridge.</p><p>So it ends.</p>',
      'Copyright law decides who may copy the plans of the bridge.\nSo it ends.',
    ],
  ])('keeps text that only looks like boilerplate: %s', (more, kept) => {
    expect(text(WHOLE + more)).toBe(`The bridge was sold.\n${kept}`);
  });
});

describe('JSON-LD that is nearly JSON', () => {
  const body = '<h2>What happened</h2><p>It was sold.</p>';
  const GOOD = '"@type": "NewsArticle", "headline": "Bridge", "datePublished": "2026-07-02"';
  it.each([
    ['a raw line break in a string', `{${GOOD}, "description": "two\nlines"}`],
    ['a raw tab in a string', `{${GOOD}, "description": "two\twords"}`],
    ['a semicolon after it', `{${GOOD}};`],
    ['a comma before the end', `{${GOOD},}`],
    ['a comma at the end of a list', `[{${GOOD}, "keywords": ["a", "b", ],},]`],
    ['a comment mark around it', `<!-- {${GOOD}} -->`],
    ['CDATA in line comments', `//<![CDATA[\n{${GOOD}}\n//]]>`],
    ['CDATA in block comments', `/*<![CDATA[*/ {${GOOD}}; /*]]>*/`],
    ['comments within', `{ /* the article */ ${GOOD} // its date\n }`],
    ['an escape that JSON lacks', `{${GOOD}, "description": "the outlet\\'s"}`],
    ['other code after it', `{${GOOD}}; window.x = 1;`],
    ['a non-breaking space', `\u00a0{${GOOD}\u00a0}`],
    ['two commas', `[{"@type": "WebSite"},, {${GOOD}}]`],
    ['another object before it', `{"@type": "WebSite"}\n{${GOOD}}`],
    ['another object after it', `{${GOOD}};{"@type": "WebSite"}`],
    ['brackets around it', `({${GOOD}});`],
    ['an assignment before it', `var data = {${GOOD}};`],
    ['values of JavaScript', `{${GOOD}, "wordCount": NaN, "image": undefined}`],
    ['quotation marks in a string', `{${GOOD}, "description": "they say "no", and "never" again"}`],
    ['quotation marks at the end of a string', `{"description": "they say "no"", ${GOOD}}`],
    ['addresses with slashes', `{${GOOD}, "image": "https://plain.example//a.png", }`],
  ])('is read with %s', (_, json) => {
    expect(read(body, `<script type="application/ld+json">${json}</script>`)?.published).toBe('2026-07-02');
  });
  it.each(['{"datePublished": "2026-07-02"', '{datePublished: "2026-07-02"}', 'null;', '"2026-07-02"', ''])(
    'is ignored if it cannot be repaired: %s',
    (json) => {
      expect(read(body, `<script type="application/ld+json">${json}</script>`)).not.toHaveProperty(
        'published',
      );
    },
  );
});

describe('the base of all addresses in a page', () => {
  const body =
    '<h2>What happened</h2><p>See <a href="other">this</a> and <a href="#part">that</a>.</p>' +
    '<h2>Topics</h2><p><a href="topics/tolls">tolls</a></p><p><a href="join">Subscribe for more</a></p>';
  it.each([
    ['<base href="/"><link rel="canonical" href="analysis/bridge/">', SITE],
    ['<base href="https://plain.example/"><meta property="og:url" content="analysis/bridge/">', SITE],
    [
      '<base target="_blank"><base href="/en/"><link rel="canonical" href="../analysis/bridge/">',
      `${SITE}en/`,
    ],
    ['<link rel="canonical" href="">', BASE],
    ['<base href="javascript:alert(1)">', BASE],
  ])('is that of a valid base element, or else the page’s own address: %s', (head, base) => {
    const page = read(body, head);
    expect([page?.url, page?.topics[0]?.url, page?.subscribe]).toEqual([
      BASE,
      `${base}topics/tolls`,
      `${base}join`,
    ]);
    expect(JSON.stringify(page?.sections)).toContain(`"${base}other"`);
  });
});

describe('a feed title that names an element', () => {
  const title = (written: string): string | undefined =>
    readFeed(
      `<rss version="2.0"><channel><item><title>${written}</title><link>${BASE}</link></item></channel></rss>`,
      `${SITE}feed.xml`,
    )?.items[0]?.headline;
  it.each([
    ['What a &lt;script&gt; costs the city', 'What a <script> costs the city'],
    ['<![CDATA[What a <script> costs the city]]>', 'What a <script> costs the city'],
    ['The &lt;style&gt; of power', 'The <style> of power'],
    [
      'A &lt;form&gt; for everything, a &lt;table&gt; for none',
      'A <form> for everything, a <table> for none',
    ],
    ['Why &lt;iframe&gt; matters', 'Why <iframe> matters'],
    ['How &lt;p&gt; became a party', 'How <p> became a party'],
    ['If tolls a&lt;b then c', 'If tolls a<b then c'],
    ['What a <script> costs the city', 'What a <script> costs the city'],
    ['The &lt;a&gt; team and the &lt;/body&gt; politic', 'The <a> team and the </body> politic'],
    ['&lt;p&gt;Tolls rise&lt;p&gt;', 'Tolls rise'],
    ['Tolls &lt;b&gt;rise&lt;/b&gt;', 'Tolls rise'],
    ['Tolls&lt;br&gt;rise', 'Tolls rise'],
    ['Tolls &lt;script&gt;alert(1)&lt;/script&gt; rise', 'Tolls rise'],
  ])('is read as plain text: %s', (written, headline) => {
    expect(title(written)).toBe(headline);
  });
});
