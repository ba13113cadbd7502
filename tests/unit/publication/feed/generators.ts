/**
 * Feeds in the form of common generators, with invented content. Each contains the analysis "ferry-tolls", and some
 * also contain "harbour-lease". In feeds that state changes, only "ferry-tolls" was changed later.
 */

export const ORIGIN = 'https://noligarchy.example';

/**
 * A feed of WordPress: the `description` of an item is the summary, and its `content:encoded` is the text. The feed has
 * tabs, a boilerplate line, and ids that are not permalinks.
 */
export const wordpress = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
	xmlns:slash="http://purl.org/rss/1.0/modules/slash/"
	>

<channel>
	<title>Noligarchy &#8211; News, re-read</title>
	<atom:link href="${ORIGIN}/feed/" rel="self" type="application/rss+xml" />
	<link>${ORIGIN}</link>
	<description>Reads the news again</description>
	<lastBuildDate>Thu, 02 Jul 2026 16:40:00 +0000</lastBuildDate>
	<language>en-US</language>
	<sy:updatePeriod>
	hourly	</sy:updatePeriod>
	<generator>https://wordpress.org/?v=6.9</generator>

<image>
	<url>${ORIGIN}/icon-32.png</url>
	<title>The title of a picture</title>
	<link>${ORIGIN}/picture</link>
</image>
	<item>
		<title>Who pays the harbour&#8217;s ferry tolls</title>
		<link>${ORIGIN}/ferry-tolls/</link>
					<comments>${ORIGIN}/ferry-tolls/#respond</comments>
		<dc:creator><![CDATA[The desk]]></dc:creator>
		<pubDate>Thu, 02 Jul 2026 08:15:00 +0000</pubDate>
				<category><![CDATA[Money Trails]]></category>
		<category><![CDATA[ports &amp; ships]]></category>
		<category><![CDATA[money trails]]></category>
		<guid isPermaLink="false">${ORIGIN}/?p=412</guid>
					<description><![CDATA[<p>A toll that nobody voted on moves to the far bank. [&#8230;]</p>
<p>The post <a href="${ORIGIN}/ferry-tolls/">Who pays the harbour&#8217;s ferry tolls</a> appeared first on <a
href="${ORIGIN}">Noligarchy</a>.</p>
]]></description>
										<content:encoded><![CDATA[
<h2 class="wp-block-heading">What happened</h2>
<p>The port raised its toll.</p>
<p><a href="https://gazette.example/tolls">Read the original at The Gazette</a></p>
]]></content:encoded>
			<slash:comments>0</slash:comments>
			</item>
		<item>
		<title>A lease without a term</title>
		<link>${ORIGIN}/harbour-lease/</link>
		<pubDate>Wed, 01 Jul 2026 06:00:00 +0000</pubDate>
		<guid isPermaLink="false">${ORIGIN}/?p=398</guid>
					<description><![CDATA[The lease names no end.]]></description>
										<content:encoded><![CDATA[<p>No end.</p>]]></content:encoded>
			</item>
	</channel>
</rss>
`;

/** A feed of Ghost: it is one line, has CDATA everywhere, and its ids are not addresses. */
export const ghost =
  `<?xml version="1.0" encoding="UTF-8"?>` +
  `<rss xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
  `xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" ` +
  `version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>` +
  `<![CDATA[Noligarchy]]></title><description><![CDATA[Reads the news again]]></description>` +
  `<link>${ORIGIN}/</link><image><url>${ORIGIN}/favicon.png</url><title>Noligarchy</title>` +
  `<link>${ORIGIN}/</link></image><generator>Ghost 6.2</generator>` +
  `<lastBuildDate>Thu, 02 Jul 2026 17:00:12 GMT</lastBuildDate>` +
  `<atom:link href="${ORIGIN}/rss/" rel="self" type="application/rss+xml"/><ttl>60</ttl><item><title>` +
  `<![CDATA[Who pays the harbour's ferry tolls]]></title><description>` +
  `<![CDATA[A toll that nobody voted on moves to the far bank.]]></description>` +
  `<link>${ORIGIN}/ferry-tolls/</link><guid isPermaLink="false">6864e1c2a9b0f30001c2d3e4</guid>` +
  `<category><![CDATA[Money Trails]]></category><category><![CDATA[ports & ships]]></category>` +
  `<dc:creator><![CDATA[The desk]]></dc:creator><pubDate>Thu, 02 Jul 2026 08:15:00 GMT</pubDate>` +
  `<media:content url="${ORIGIN}/ferry.jpg" medium="image"/><content:encoded><![CDATA[` +
  `<img src="${ORIGIN}/ferry.jpg" alt=""><p>The port raised its toll.</p><p>` +
  `<a href="https://gazette.example/tolls">Read the original at The Gazette</a></p>]]>` +
  `</content:encoded></item><item><title><![CDATA[A lease without a term]]></title><description>` +
  `<![CDATA[The lease names no end.]]></description><link>${ORIGIN}/harbour-lease/</link>` +
  `<guid isPermaLink="false">6864e1c2a9b0f30001c2d3e5</guid>` +
  `<pubDate>Wed, 01 Jul 2026 06:00:00 GMT</pubDate><content:encoded><![CDATA[` +
  `<p>No end.</p>]]></content:encoded></item></channel></rss>`;

/** A feed of Substack or Medium: it has many namespaces, an enclosure, and elements of Atom for dates in RSS. */
export const substack =
  `<?xml version="1.0" encoding="UTF-8"?>` +
  `<?xml-stylesheet type="text/xsl" href="/feed.xsl"?>` +
  `<rss xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
  `xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" ` +
  `version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>` +
  `<![CDATA[Noligarchy]]></title><link>${ORIGIN}</link><generator>Substack</generator>` +
  `<atom:link href="${ORIGIN}/feed" rel="self" type="application/rss+xml"/><language>` +
  `<![CDATA[en]]></language><webMaster><![CDATA[desk@noligarchy.example]]></webMaster><itunes:owner>` +
  `<itunes:name><![CDATA[Noligarchy]]></itunes:name></itunes:owner><item><title>` +
  `<![CDATA[Who pays the harbour's ferry tolls]]></title><description>` +
  `<![CDATA[A toll that nobody voted on moves to the far bank.]]></description>` +
  `<link>${ORIGIN}/p/ferry-tolls?source=rss----1</link>` +
  `<guid isPermaLink="true">${ORIGIN}/p/ferry-tolls</guid>` +
  `<pubDate>Thu, 02 Jul 2026 08:15:00 GMT</pubDate>` +
  `<atom:updated>2026-07-03T09:00:00.412Z</atom:updated>` +
  `<enclosure url="${ORIGIN}/ferry.jpg" length="0" type="image/jpeg"/><content:encoded><![CDATA[` +
  `<p>The port raised its toll.</p>]]></content:encoded></item></channel></rss>`;

/**
 * A feed of Hugo: its `description` is the escaped summary or text, and it has no `content:encoded`. A page without a
 * date gets the zero date.
 */
export const hugo = `<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>Noligarchy</title>
    <link>${ORIGIN}/</link>
    <description>Recent content on Noligarchy</description>
    <generator>Hugo</generator>
    <language>en-us</language>
    <atom:link href="${ORIGIN}/index.xml" rel="self" type="application/rss+xml" />
    <item>
      <title>Who pays the harbour&#39;s ferry tolls</title>
      <link>${ORIGIN}/ferry-tolls/</link>
      <pubDate>Thu, 02 Jul 2026 10:15:00 +0200</pubDate>
      <guid>${ORIGIN}/ferry-tolls/</guid>
      <description>&lt;p&gt;A toll that nobody voted on &amp;amp; that moves to the far bank.&lt;/p&gt;</description>
    </item>
    <item>
      <title>About</title>
      <link>${ORIGIN}/about/</link>
      <pubDate>Mon, 01 Jan 0001 00:00:00 +0000</pubDate>
      <guid>${ORIGIN}/about/</guid>
      <description></description>
    </item>
  </channel>
</rss>`;

/** A feed of Jekyll: it is Atom, and its texts have `xml:base`. */
export const jekyll =
  `<?xml version="1.0" encoding="utf-8"?>` +
  `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">` +
  `<generator uri="https://jekyllrb.com/" version="4.4">Jekyll</generator>` +
  `<link href="${ORIGIN}/feed.xml" rel="self" type="application/atom+xml" />` +
  `<link href="${ORIGIN}/" rel="alternate" type="text/html" hreflang="en" />` +
  `<updated>2026-07-03T12:00:00+00:00</updated><id>${ORIGIN}/feed.xml</id>` +
  `<title type="html">Noligarchy</title><subtitle>Reads the news again</subtitle><author>` +
  `<name>The desk</name></author><entry><title type="html">Who pays the harbour’s ferry tolls</title>` +
  `<link href="${ORIGIN}/2026/07/02/ferry-tolls.html" rel="alternate" type="text/html" title="Who ` +
  `pays the harbour’s ferry tolls" /><published>2026-07-02T08:15:00+00:00</published>` +
  `<updated>2026-07-03T09:00:00+00:00</updated><id>${ORIGIN}/2026/07/02/ferry-tolls</id>` +
  `<content type="html" xml:base="${ORIGIN}/2026/07/02/ferry-tolls.html"><![CDATA[<p>The port ` +
  `<a href="../map">raised</a> its toll.</p>]]></content><author><name>The desk</name></author>` +
  `<category term="money-trails" label="Money Trails" /><category term="ports" /><summary type="html">` +
  `<![CDATA[A toll that nobody voted on moves to the far bank.]]></summary></entry><entry>` +
  `<title type="html">A lease without a term</title>` +
  `<link href="${ORIGIN}/2026/07/01/harbour-lease.html" rel="alternate" type="text/html" title="A ` +
  `lease without a term" /><published>2026-07-01T06:00:00+00:00</published>` +
  `<updated>2026-07-01T06:00:00+00:00</updated><id>${ORIGIN}/2026/07/01/harbour-lease</id>` +
  `<content type="html" xml:base="${ORIGIN}/2026/07/01/harbour-lease.html">&lt;p&gt;No ` +
  `end.&lt;/p&gt;</content></entry></feed>`;

/** A feed of Blogger: its entry has a `tag:` id and four links, and names its kind as a category. */
export const blogger =
  `<?xml version='1.0' encoding='UTF-8'?>` +
  `<?xml-stylesheet href="http://www.blogger.com/styles/atom.css" type="text/css"?>` +
  `<feed xmlns='http://www.w3.org/2005/Atom' ` +
  `xmlns:openSearch='http://a9.com/-/spec/opensearchrss/1.0/' ` +
  `xmlns:thr='http://purl.org/syndication/thread/1.0'><id>tag:blogger.com,1999:blog-77</id>` +
  `<updated>2026-07-03T02:00:00.000-07:00</updated><title type='text'>Noligarchy</title>` +
  `<link rel='http://schemas.google.com/g/2005#feed' type='application/atom+xml' ` +
  `href='${ORIGIN}/feeds/posts/default'/><link rel='alternate' type='text/html' href='${ORIGIN}/'/>` +
  `<entry><id>tag:blogger.com,1999:blog-77.post-1</id>` +
  `<published>2026-07-02T01:15:00.000-07:00</published>` +
  `<updated>2026-07-03T02:00:00.000-07:00</updated>` +
  `<category scheme='http://www.blogger.com/atom/ns#' term='Money Trails'/>` +
  `<category scheme='http://schemas.google.com/g/2005#kind' ` +
  `term='http://schemas.google.com/blogger/2008/kind#post'/>` +
  `<title type='text'>Who pays: is x &lt; y?</title>` +
  `<content type='html'>&lt;p&gt;The port raised its toll.&lt;/p&gt;</content>` +
  `<link rel='replies' type='application/atom+xml' href='${ORIGIN}/feeds/1/comments/default' ` +
  `title='Post Comments'/><link rel='edit' type='application/atom+xml' ` +
  `href='https://www.blogger.com/feeds/77/posts/default/1'/>` +
  `<link rel='self' type='application/atom+xml' ` +
  `href='https://www.blogger.com/feeds/77/posts/default/1'/>` +
  `<link rel='alternate' type='text/html' href='${ORIGIN}/2026/07/ferry-tolls.html' title='Who pays'/></entry></feed>`;

/** A feed in RSS 1.0: its items are beside the channel, and it has elements of Dublin Core. */
export const rdf = `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:c="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="${ORIGIN}/index.rdf"><title>Noligarchy</title><link>${ORIGIN}/</link><dc:language>en</dc:language>
<items><rdf:Seq><rdf:li rdf:resource="${ORIGIN}/ferry-tolls"/></rdf:Seq></items></channel>
<image rdf:about="${ORIGIN}/icon.png"><title>A picture</title><link>${ORIGIN}/picture</link></image>
<item rdf:about="${ORIGIN}/ferry-tolls"><title>Who pays</title><link>${ORIGIN}/ferry-tolls</link>
<description>A toll.</description>
<c:encoded>&lt;p&gt;The port.&lt;/p&gt;</c:encoded><dc:date>2026-07-02T10:15+02:00</dc:date>
<dc:subject>Money Trails</dc:subject></item>
</rdf:RDF>`;

export const jsonFeed = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Noligarchy',
  home_page_url: `${ORIGIN}/`,
  feed_url: `${ORIGIN}/feed.json`,
  language: 'en',
  items: [
    {
      id: `${ORIGIN}/ferry-tolls`,
      url: `${ORIGIN}/ferry-tolls`,
      external_url: 'https://gazette.example/tolls',
      title: 'Who pays',
      summary: 'A toll.',
      content_html: '<p>The port.</p>',
      date_published: '2026-07-02T08:15:00Z',
      date_modified: '2026-07-03T09:00:00Z',
      tags: ['Money Trails', 'ports', 'Ports', 7],
    },
    { id: 2, url: '/harbour-lease', title: 'A lease', content_text: 'No <end>.\n\nNone.' },
  ],
});
