import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import project from '../../package.json' with { type: 'json' };

/** Checks that the documents of the project name only files, folders and commands that exist. */

const ROOM_READMES = globSync(['lib/**/README.md', 'components/**/README.md']).map((file) =>
  file.replaceAll('\\', '/'),
);
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'PRIVACY.md',
  'SECURITY.md',
  'docs/architecture.md',
  'docs/glossary.md',
  'entrypoints/README.md',
  'tests/README.md',
  ...ROOM_READMES,
];

/** A path below one of the main folders of the project. */
const PATH = /^(?:lib|components|entrypoints|tests|public|docs)\/\S*$/;
/** A file or folder beside a document: `segment.ts`, `facts/lens.ts`, `facts/`. */
const NEARBY = /^(?!\.)(?:[\w.-]+\/)*(?:[\w-]+\/|[\w.-]+\.(?:tsx?|css|html))$/;

function withoutCodeBlocks(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '');
}

function spansIn(text: string): string[] {
  return [...withoutCodeBlocks(text).matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
}

/** Returns the paths in backticks, relative to the root of the project. */
function pathsIn(text: string): string[] {
  return spansIn(text).filter((span) => PATH.test(span));
}

/** Returns the files and folders in backticks whose paths are relative to the folder of the document. */
function nearbyIn(text: string): string[] {
  return spansIn(text).filter((span) => NEARBY.test(span) && !PATH.test(span));
}

/** Returns the targets of links, images and link definitions (`[name]: target`), relative to the document. */
function linksIn(text: string): string[] {
  const links = withoutCodeBlocks(text).matchAll(/(?:\]\(|^\[[^\]]+\]: )(?![a-z]+:|#)([^)#\s]+)/gm);
  return [...links].map(([, link = '']) => link);
}

/** Returns the names of the scripts in `npm run <script>`, `npm test` and `npm start`. */
function scriptsIn(text: string): string[] {
  const commands = text.matchAll(/\bnpm (?:run ([\w:-]+)|(test|start)\b)/g);
  return [...commands].map(([, script, short]) => script ?? short ?? '');
}

/**
 * Whether a path is a file in the project's root folder, or a folder of the companion index that the publishers' manual
 * describes.
 */
function isOther(document: string, path: string): boolean {
  if (document === 'lib/build-index/README.md') return path.endsWith('/');
  return !path.includes('/') && existsSync(path);
}

/** Returns the paths, links and commands in a document that do not exist. */
function missingIn(document: string, text: string): string[] {
  return [
    ...pathsIn(text).filter((path) => !existsSync(path)),
    ...nearbyIn(text).filter(
      (path) => !existsSync(join(dirname(document), path)) && !isOther(document, path),
    ),
    ...linksIn(text).filter((link) => !existsSync(join(dirname(document), link))),
    ...scriptsIn(text)
      .filter((script) => !Object.hasOwn(project.scripts, script))
      .map((script) => `npm run ${script}`),
  ];
}

describe('the documents', () => {
  it.each(DOCUMENTS)('(%s) name only files, folders and commands that exist', (document) => {
    expect(missingIn(document, readFileSync(document, 'utf8'))).toEqual([]);
  });

  it('name many files, so that the tests of their names can fail', () => {
    expect(pathsIn(readFileSync('docs/architecture.md', 'utf8')).length).toBeGreaterThan(50);
    const nearby = ROOM_READMES.map((readme) => nearbyIn(readFileSync(readme, 'utf8')).length);
    expect(nearby.filter((files) => files > 2).length).toBeGreaterThan(15);
  });

  it('(PRIVACY.md) name at least one test of each statement', () => {
    const statements = readFileSync('PRIVACY.md', 'utf8')
      .split(/^(?=- )/m)
      .slice(1);
    expect(statements.length).toBeGreaterThan(15);
    const withoutTest = statements.filter(
      (statement) => !pathsIn(statement).some((path) => /^tests\/.+\.(?:test|states)\.tsx?$/.test(path)),
    );
    expect(withoutTest).toEqual([]);
  });
});

describe('what a document names', () => {
  it.each<[text: string, paths: string[]]>([
    ['`lib/db/records.ts` and `lib/tab/`', ['lib/db/records.ts', 'lib/tab/']],
    ['lib/db/records.ts', []],
    ['`lib`, `library/a.ts`, `src/lib/a.ts`', []],
    ['`tests/unit/<room>`', ['tests/unit/<room>']],
    ['`lib/a.ts does`', []],
    ['```ts\nconst path = `lib/a.ts`;\n```\n`lib/b.ts`', ['lib/b.ts']],
  ])('is found as a path: %j', (text, paths) => {
    expect(pathsIn(text)).toEqual(paths);
  });

  it.each<[text: string, nearby: string[]]>([
    [
      '`records.ts`, `menu.tsx`, `page.css`, `page.html`',
      ['records.ts', 'menu.tsx', 'page.css', 'page.html'],
    ],
    ['`facts/`: facts; `facts/lens.ts`', ['facts/', 'facts/lens.ts']],
    ['`records.d.ts`, `records.test.ts`', ['records.d.ts', 'records.test.ts']],
    ['records.ts, `state-….tsx`, `.css`, `robots.txt`, `index.json`', []],
    ['`lib/db/records.ts`, `lib/db/`', []],
    ['`readFeed(text)`, `readFeed`, `a/b`', []],
  ])('is found as a file beside the document: %s', (text, nearby) => {
    expect(nearbyIn(text)).toEqual(nearby);
  });

  it.each<[text: string, links: string[]]>([
    ['[manual](lib/build-index/README.md#format)', ['lib/build-index/README.md']],
    ['![drawing](architecture.svg)', ['architecture.svg']],
    ['![drawing][a]\n\n[a]: architecture.svg', ['architecture.svg']],
    ['[here](#below), [there](https://example.com/a), [mail](mailto:a@example.com)', []],
  ])('is found as a link: %s', (text, links) => {
    expect(linksIn(text)).toEqual(links);
  });

  it.each<[text: string, scripts: string[]]>([
    ['`npm ci && npm test`, `npm start -- firefox`', ['test', 'start']],
    ['`npm run test:e2e -- reading`', ['test:e2e']],
    ['npm testing, npm runs', []],
  ])('is found as a command: %s', (text, scripts) => {
    expect(scriptsIn(text)).toEqual(scripts);
  });

  it('is reported if it does not exist', () => {
    const text = '`lib/none.ts`, `lib/db/`, [a](none.md), [b](README.md), `npm run none`, `npm run build`';
    expect(missingIn('lib/README.md', text)).toEqual(['lib/none.ts', 'none.md', 'README.md', 'npm run none']);
    expect(missingIn('lib/db/README.md', text)).toEqual(['lib/none.ts', 'none.md', 'npm run none']);
    const nearby = '`records.ts`, `wxt.config.ts`, `none.ts`, `none/`, `publication/`';
    expect(missingIn('lib/db/README.md', nearby)).toEqual(['none.ts', 'none/', 'publication/']);
  });
});
