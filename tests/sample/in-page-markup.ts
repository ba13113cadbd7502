import { analyses, unanalysed } from './content.ts';
import { newsPage, OUTLET_NAMES, type Story, wordPressPage } from './outlet-markup.ts';
import { escaped, type OutletAddress } from './publication.ts';

/**
 * The markup of pages that change after they have loaded, for example because they show several articles without
 * loading another document. `singlePageSite` in `outlet-markup.ts` is such a page, too.
 */

/**
 * Returns the article of a sample outlet at a source ("outlet:/path"), whether or not it has an analysis. Throws an
 * error if there is no such article.
 */
export function articleAt(source: string): Story {
  const analysis = analyses.find(({ sources }) => sources.includes(source));
  if (analysis) return { ...analysis, headline: analysis.sourceHeadline };
  const article = unanalysed.find(({ outlet, path }) => `${outlet}:${path}` === source);
  if (!article) throw new Error(`no sample article at "${source}"`);
  return { ...article, published: '2026-06-29' };
}

/** The changes that a page with several articles makes when the reader scrolls to another article. */
export interface ScrollHabit {
  /** The method with which the page changes its address. */
  readonly by: 'pushState' | 'replaceState';
  /** The other changes of the page: none, its title, or its title, canonical, `og:url` and `og:title`. */
  readonly follows: 'nothing' | 'title' | 'head';
  /** Whether the page leaves title and head unchanged when the reader returns to the first article. */
  readonly staysBehind?: boolean;
  /** Whether the head has no canonical, no `og:url` and no JSON-LD. */
  readonly isBare?: boolean;
}

/**
 * Returns a page with several articles, one below the other ("infinite scroll"). Each article has its own heading. The
 * head describes the first article. Each other article has JSON-LD in the body. The page makes the changes of `habit`
 * when the start of an article reaches the upper half of the window.
 *
 * @param sources sources of the articles in order, all of one outlet; at least one
 */
export function scrollingPage(at: OutletAddress, sources: readonly string[], habit: ScrollHabit): string {
  const stories = sources.map((source) => ({ ...articleAt(source), address: at(source) }));
  const [first] = stories;
  if (!first) throw new Error('the page needs at least one article');
  const outlet = sources[0]?.split(':')[0] ?? '';
  const page = habit.isBare
    ? newsPage(outlet, first, { openGraph: true })
    : wordPressPage(at, outlet, first.address, first);
  const following = stories.map(({ headline, address, article, published }) => ({
    headline,
    address,
    html: `<h1>${escaped(headline)}</h1>${article.map((text) => `<p>${escaped(text)}</p>`).join('')}`,
    jsonLd: {
      '@context': 'https://schema.org',
      '@type': 'NewsArticle',
      headline,
      url: address,
      mainEntityOfPage: address,
      datePublished: `${published}T08:00:00Z`,
    },
  }));
  return page.replace(
    '</body>',
    () => `<style>article{min-height:200vh}</style>
    <script>
      const stories = ${inScript(following)};
      const habit = ${inScript(habit)};
      document.querySelector('article').dataset.address = stories[0].address;
      for (const { address, html, jsonLd } of stories.slice(1)) {
        const article = document.createElement('article');
        article.dataset.address = address;
        article.innerHTML = html;
        const script = document.createElement('script');
        script.type = 'application/ld+json';
        script.textContent = JSON.stringify(jsonLd);
        article.append(script);
        document.querySelector('main').append(article);
      }
      const follow = () => {
        const above = [...document.querySelectorAll('article')].filter(
          (article) => article.getBoundingClientRect().top < innerHeight / 2,
        );
        const read = stories.find(({ address }) => address === above.at(-1)?.dataset.address);
        if (!read || read.address === location.href) return;
        history[habit.by]({}, '', read.address);
        if (habit.follows === 'nothing' || (read === stories[0] && habit.staysBehind)) return;
        document.title = read.headline;
        if (habit.follows === 'title') return;
        const canonical = document.querySelector('link[rel=canonical]');
        if (canonical) canonical.href = read.address;
        for (const [name, value] of [['og:url', read.address], ['og:title', read.headline]])
          document.querySelector('meta[property="' + name + '"]')?.setAttribute('content', value);
      };
      addEventListener('scroll', follow);
    </script></body>`,
  );
}

/**
 * Returns a site of one document, whose articles are routes after `#` or `#!`. The head always describes the home page.
 * The route of an article is its path at the outlet.
 */
export function routedSite(outlet: string, paths: readonly string[]): string {
  const name = OUTLET_NAMES[outlet] ?? outlet;
  const stories = paths.map((path) => ({ path, ...articleAt(`${outlet}:${path}`) }));
  const links = ['#', '#!'].flatMap((mark) => [
    ...stories.map(({ path, headline }) => `<a href="${mark}${path}">${escaped(headline)}</a>`),
    `<a href="${mark}/">Home</a>`,
  ]);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name}</title>
    <link rel="canonical" href="/"><meta property="og:title" content="${name}">
    <meta property="og:type" content="website"></head>
    <body><nav>${links.join(' ')}</nav><main><h1>${name}</h1><p></p></main>
    <script>
      const stories = ${inScript(stories)};
      const draw = () => {
        const story = stories.find(({ path }) => path === location.hash.replace(/^#!?/, ''));
        document.querySelector('h1').textContent = story?.headline ?? ${inScript(name)};
        document.querySelector('p').textContent = story?.article.join(' ') ?? '';
      };
      addEventListener('hashchange', draw);
      draw();
    </script></body></html>`;
}

/** Returns an article page without content. A script adds the headline after 1.5 seconds. */
export function latePage(outlet: string, headline: string): string {
  const name = OUTLET_NAMES[outlet] ?? outlet;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
    <title>${name}: news, views and the weather</title></head>
    <body><div id="app"></div><script>
      setTimeout(() => {
        document.title = ${inScript(headline)};
        document.querySelector('#app').innerHTML = '<h1></h1>';
        document.querySelector('h1').textContent = document.title;
      }, 1500);
    </script></body></html>`;
}

/**
 * Adds a script to a page. After one second, the script adds a tracking parameter to the page's address. Two seconds
 * later, it requests `/settled`.
 */
export function restlessPage(page: string): string {
  return page.replace(
    '</body>',
    `<script>
      setTimeout(() => history.replaceState({}, '', '?utm_source=front'), 1000);
      setTimeout(() => fetch('/settled'), 3000);
    </script></body>`,
  );
}

function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
