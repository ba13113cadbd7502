import {
  edgeChild,
  edgeLength,
  edgeStart,
  exceptionsRoot,
  labelText,
  nodeFlags,
  rulesRoot,
} from 'tldts/dist/cjs/src/data/trie.js';
import { packPublicSuffixes } from './public-suffixes.ts';

/** Domains of services that give each author a separate host. The Public Suffix List lacks most of them. */
export const AUTHORS_HOSTS = [
  'substack.com wordpress.com medium.com tumblr.com ghost.io beehiiv.com livejournal.com dreamwidth.org typepad.com',
  'weebly.com neocities.org write.as micro.blog hashnode.dev svbtle.com posthaven.com buttondown.email over-blog.com',
  'overblog.com canalblog.com eklablog.com blog.hu jimdofree.com webnode.com godaddysites.com mystrikingly.com',
  'livedoor.blog seesaa.net cocolog-nifty.com fc2.com tistory.com wpcomstaging.com wpengine.com',
].flatMap((line) => line.split(' '));

/**
 * Returns all rules of the Public Suffix List that `tldts` contains (https://github.com/remusao/tldts), in the notation
 * of the list (https://github.com/publicsuffix/list/wiki/Format). The result includes private rules.
 */
export function publicSuffixRules(): string[] {
  const labelStarts: number[] = [];
  edgeLength.reduce((start, length, edge) => {
    labelStarts[edge] = start;
    return start + length;
  }, 0);
  const below = (node: number, suffix: string): string[] => {
    const rules: string[] = [];
    for (let edge = edgeStart[node] ?? 0; edge < (edgeStart[node + 1] ?? 0); edge++) {
      const start = labelStarts[edge] ?? 0;
      const name = labelText.slice(start, start + (edgeLength[edge] ?? 0)) + suffix;
      const child = edgeChild[edge] ?? 0;
      if (nodeFlags[child]) rules.push(name);
      rules.push(...below(child, `.${name}`));
    }
    return rules;
  };
  return [...below(rulesRoot, ''), ...below(exceptionsRoot, '').map((rule) => `!${rule}`)];
}

/**
 * Returns the contents of `SUFFIXES_FILE`: the packed list, compressed with gzip (RFC 1952) from 78 kB to 30 kB. The
 * build of the extension writes the file.
 */
export async function packedSuffixes(): Promise<Uint8Array<ArrayBuffer>> {
  const list = new Blob([packPublicSuffixes([...publicSuffixRules(), ...AUTHORS_HOSTS])]);
  return new Response(list.stream().pipeThrough(new CompressionStream('gzip'))).bytes();
}
