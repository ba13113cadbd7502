/** How long the address of a file stays valid (ms): the browser may ask the reader where to store the file. */
const KEPT_FOR_MS = 600_000;

/** Has the browser store a file, as if the reader had followed a link to it. */
export function download(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_FOR_MS);
}
