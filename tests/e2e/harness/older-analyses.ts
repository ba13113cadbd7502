import { OUTLET_PORT, SAMPLE_PUBLICATION } from '../../build.ts';
import { analyses } from '../../sample/content.ts';
import { outletsOn } from '../../sample/outlets.ts';
import { analysisPage } from '../../sample/publication.ts';
import { type ServedSite, siteOf } from '../../sample/server.ts';

/** Number of analyses that only the sitemap names. Reading so many takes long enough for a test to interrupt it. */
export const OLDER = 16;

/** Returns the sample publication as a plain site. Its sitemap also names older analyses, but its feed does not. */
export function siteWithOlder(): ServedSite {
  const outlet = outletsOn(OUTLET_PORT);
  const site = new Map(siteOf(SAMPLE_PUBLICATION, outlet, { form: 'site' }));
  const [model] = analyses;
  if (!model) throw new Error('the sample has no analysis');
  const entries = [...Array(OLDER).keys()].map((n) => {
    const id = `from-the-archive-${n}`;
    const published = new Date(Date.UTC(2026, 3, 30 - n)).toISOString().slice(0, 10);
    const older = { ...model, id, published, sources: [`northern-ledger:/world/archive/${id}`] };
    site.set(`/analysis/${id}`, { type: 'text/html', body: analysisPage(older, SAMPLE_PUBLICATION, outlet) });
    return `<url><loc>${SAMPLE_PUBLICATION}analysis/${id}</loc><lastmod>${published}</lastmod></url>`;
  });
  const sitemap = String(site.get('/sitemap-1.xml')?.body).replace(
    '</urlset>',
    `${entries.join('')}</urlset>`,
  );
  return site.set('/sitemap-1.xml', { type: 'application/xml', body: sitemap });
}
