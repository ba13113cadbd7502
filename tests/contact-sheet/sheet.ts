import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Reader } from '../e2e/harness/reader.ts';
import { escaped } from '../sample/publication.ts';

/** A picture on a sheet. */
export interface Picture {
  /** Path below the folder of the sheets. */
  readonly file: string;
  readonly title: string;
  /** Label of the row. Pictures with the same label are in one row. */
  readonly row: string;
  /** Width of the window (CSS px). */
  readonly width: number;
}

const STYLE = `body { font: 14px sans-serif; margin: 16px; background: #999 }
  .row { display: flex; gap: 16px; margin-block-end: 16px; align-items: start }
  figure { margin: 0 } figcaption { background: #fff; padding: 2px 4px } img { display: block }`;

function sheetOf(title: string, pictures: readonly Picture[]): string {
  const rows = Map.groupBy(pictures, ({ row }) => row);
  const figures = (ofRow: readonly Picture[]): string =>
    ofRow
      .map(
        ({ file, title: words }) =>
          `<figure><figcaption>${escaped(words)}</figcaption><img src="${encodeURI(file)}" alt=""></figure>`,
      )
      .join('');
  const all = [...rows.values()].map((row) => `<div class="row">${figures(row)}</div>`);
  return `<h1>${escaped(title)}</h1>${all.join('')}`;
}

const page = (content: string): string =>
  `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>${content}`;

/** Writes a page with all pictures of a surface, and one picture of that page. Without pictures, writes nothing. */
export async function writeSheet(
  { browser }: Reader,
  folder: string,
  title: string,
  pictures: readonly Picture[],
): Promise<void> {
  if (pictures.length === 0) return;
  const name = title.replaceAll(/[ ,]+/g, '-');
  const file = resolve(folder, `${name}.html`);
  writeFileSync(file, page(sheetOf(title, pictures)));
  const tab = await browser.newPage();
  const rows = Map.groupBy(pictures, ({ row }) => row);
  const width = Math.max(
    ...[...rows.values()].map((row) => row.reduce((sum, one) => sum + one.width + 16, 32)),
  );
  await tab.setViewport({ width, height: 800 });
  await tab.goto(pathToFileURL(file).href);
  await tab.screenshot({ path: `${folder}/${name}.png` as `${string}.png`, fullPage: true });
  await tab.close();
}

/** Writes `index.html` with all surfaces. */
export function writeIndex(folder: string, surfaces: ReadonlyMap<string, readonly Picture[]>): void {
  const sheets = [...surfaces].map(([title, pictures]) => sheetOf(title, pictures)).join('');
  writeFileSync(`${folder}/index.html`, page(sheets));
}
