import type { JSX } from 'preact';
import { Icon, IconLines, type IconName } from './icons.tsx';

/** The icons that popup and side panel do not draw first, as paths on a grid of 20 × 20 px. */
const PATHS = {
  gear:
    'M10 7.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 0 0 0-5.6z' +
    'M8.7 2.5h2.6l.4 2 1.5.7 1.8-1 1.8 1.8-1 1.8.6 1.4 2.1.5v2.6l-2.1.4-.6 1.5 1 1.8-1.8 1.8-1.8-1.1-1.5.7-.4 2' +
    'H8.7l-.4-2-1.5-.7-1.8 1.1L3.2 14.2l1-1.8-.6-1.5-2.1-.4V7.7l2.1-.5.6-1.4-1-1.8L5 2.2l1.8 1 1.5-.7z',
  close: 'M5 5l10 10M15 5L5 15',
  letterSizes: 'M2.5 15 6.7 4.5 11 15M4 11.5h5.5M12.3 15l2.8-7 2.8 7M13.2 12.8h3.8',
  pause: 'M7 4.5v11M13 4.5v11',
  bell: 'M5 13.5V9a5 5 0 0 1 10 0v4.5l1.5 1.5h-13zM8.5 17.2h3',
  note: 'M4 3.5h12v9l-4 4H4zM12 16.5v-4h4M6.8 7.2h6.4M6.8 10.2h3.4',
  links:
    'M8.5 11.5a3 3 0 0 0 4.3.3l2.7-2.7a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3-.3l-2.7 2.7a3 3 0 0 0 4.3 4.3l1-1',
  print: 'M6 7V3.5h8V7M6 14H3.5V7h13v7H14M6 11.5h8v5H6z',
  away: 'M6 14l8-8M7.5 6H14v6.5',
  copy: 'M7 7h9.5v9.5H7zM13 7V3.5H3.5V13H7',
  search: 'M8.7 3.5a5.2 5.2 0 1 0 0 10.4a5.2 5.2 0 0 0 0-10.4zM12.7 12.7l4 4',
  down: 'm5.5 8 4.5 4.5L14.5 8',
  clock: 'M10 3a7 7 0 1 0 0 14a7 7 0 0 0 0-14zM10 6v4.3l2.7 1.7',
  filter: 'M3.5 5h13M6 10h8M8.5 15h3',
  inbox: 'M3.5 11.5 5.5 4h9l2 7.5v4.5h-13zM3.5 11.5h4l1 2h3l1-2h4',
  archive: 'M3 4h14v3.5H3zM4.2 7.5v8.5h11.6V7.5M8 10.5h4',
  compare:
    'M3.5 4h5.5v12H3.5zM11 4h5.5v12H11zM5.3 7.5h1.9M5.3 10.5h1.9M12.8 7.5h1.9M12.8 10.5h1.9M12.8 13.2h1.9',
  marker: 'm4 16.5 1-4L12.5 4 16 7l-7.5 8.5zM11 5.7 14.5 8.7',
  list: 'M4 5h12M4 10h12M4 15h12',
  rail: 'M3.5 4.5h13v11h-13zM8 4.5v11',
  star: 'm10 3 2.2 4.5 4.9.7-3.6 3.5.9 4.9-4.4-2.3-4.4 2.3.9-4.9L2.9 8.2l4.9-.7z',
  trash: 'M4 5.5h12M8 5.5v-2h4v2M5.5 5.5l.8 11h7.4l.8-11M8.4 8.5l.2 5M11.6 8.5l-.2 5',
  dot: 'M10 6.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7z',
  hash: 'M8 3.5 6 16.5M14 3.5l-2 13M3.8 7.5h13M3.2 12.5h13',
} as const;

export type AnyIconName = IconName | keyof typeof PATHS;

/** These icons point in the reading direction, so right-to-left interfaces mirror them. */
const FLIPPED: ReadonlySet<string> = new Set(['away', 'rail']);

/** Draws any icon of `icons.tsx` or this file. Hidden from screen readers. */
export function MoreIcon({ name, filled = false }: { name: AnyIconName; filled?: boolean }): JSX.Element {
  return name in PATHS ? (
    <IconLines lines={PATHS[name as keyof typeof PATHS]} flips={FLIPPED.has(name)} filled={filled} />
  ) : (
    <Icon name={name as IconName} filled={filled} />
  );
}
