/**
 * Time for which the address of a file stays valid (ms). This time is long, because the browser may first ask the
 * reader where to store the file.
 */
const KEPT_FOR_MS = 600_000;

/** Downloads a file, as if the reader had clicked a link to it. */
export function downloadFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_FOR_MS);
}
