import { Blob as BlobOfNode } from 'node:buffer';
import type { BackupStorage } from '../../lib/transfer/backup-files.ts';

/** The `Blob` of Node, because the `Blob` of jsdom has no streams. */
const NewBlob = BlobOfNode as unknown as typeof Blob;

/** A private file system in memory. As in browsers, a file has its new content only after its stream was closed. */
export interface FakeStorage extends BackupStorage {
  /** The files, keyed by path. */
  readonly files: Map<string, Blob>;
  /** Room on the device that `estimate` reports (bytes). */
  quota: number;
  /** If set, each write to a file throws this error, as on a full disk. */
  failure: Error | undefined;
}

export function fakeStorage(): FakeStorage {
  const files = new Map<string, Blob>();
  const folders = new Set<string>();
  const missing = (name: string): DOMException => new DOMException(`No ${name}.`, 'NotFoundError');
  const storage: FakeStorage = {
    files,
    quota: 1e9,
    failure: undefined,
    estimate: async () => ({ usage: 0, quota: storage.quota }),
    getDirectory: async () => folder(''),
  };

  function folder(path: string): FileSystemDirectoryHandle {
    const names = (): string[] =>
      [...files.keys()].filter((name) => name.startsWith(path)).map((name) => name.slice(path.length));
    return {
      getDirectoryHandle: async (name: string, { create = false } = {}) => {
        if (create) folders.add(name);
        if (!folders.has(name)) throw missing(name);
        return folder(`${name}/`);
      },
      getFileHandle: async (name: string, { create = false } = {}) => {
        if (!files.has(path + name)) {
          if (!create) throw missing(name);
          files.set(path + name, new NewBlob());
        }
        return file(path + name);
      },
      removeEntry: async (name: string) => {
        if (folders.delete(name)) for (const one of names()) files.delete(one);
        else if (!files.delete(path + name)) throw missing(name);
      },
      async *keys() {
        yield* names();
      },
      async *entries() {
        for (const name of names()) yield [name, file(path + name)] as const;
      },
    } as unknown as FileSystemDirectoryHandle;
  }

  function file(path: string): FileSystemFileHandle {
    return {
      kind: 'file',
      getFile: async () => files.get(path),
      createWritable: async () => {
        const parts: Uint8Array<ArrayBuffer>[] = [];
        return new WritableStream<Uint8Array<ArrayBuffer>>({
          write: (part) => {
            if (storage.failure) throw storage.failure;
            parts.push(part);
          },
          close: () => {
            files.set(path, new NewBlob(parts));
          },
        });
      },
    } as unknown as FileSystemFileHandle;
  }

  return storage;
}
