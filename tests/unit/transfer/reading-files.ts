import { readerOf } from '../../../lib/transfer/open-file.ts';
import type { FilePart, SavedAddress, UnreadLine } from '../../../lib/transfer/read-file.ts';

/** Reads the content of a file as the import dialog does. */
export async function readFile(
  content: string | Uint8Array,
): Promise<{ addresses: SavedAddress[]; unread: UnreadLine[]; parts: FilePart[] }> {
  const file = new Blob([content as BlobPart]);
  const reader = await readerOf(file);
  const parts: FilePart[] = [];
  for await (const part of reader(file)) parts.push(part);
  return {
    addresses: parts.flatMap(({ addresses }) => addresses),
    unread: parts.flatMap(({ unread }) => unread),
    parts,
  };
}

export const utf16 = (text: string, isLittle = true): Uint8Array => {
  const bytes = new Uint8Array(2 + text.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, isLittle);
  for (let at = 0; at < text.length; at++) view.setUint16(2 + at * 2, text.charCodeAt(at), isLittle);
  return bytes;
};

/** Encodes a text in windows-1252. Use only characters that have the same code in ISO 8859-1. */
export const latin1 = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));
