import { formatterFor } from './interface-texts.ts';

/** Returns a size in the format of the reader's language, in decimal units ("3.4 MB"). */
export function formatByteSize(bytes: number): string {
  const [unit, size] = bytes < 1e6 ? (['kilobyte', 1e3] as const) : (['megabyte', 1e6] as const);
  return formatterFor(Intl.NumberFormat, { style: 'unit', unit, maximumFractionDigits: 1 }).format(
    bytes / size,
  );
}
