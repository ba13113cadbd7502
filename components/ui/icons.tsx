import type { JSX } from 'preact';
import './icons.css';

/** Lines of 1.5 px on a grid of 20 px. */
const PATHS = {
  bookmark: 'M5.5 3.5h9v13.2L10 13.4l-4.5 3.3z',
  gear:
    'M10 7.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 0 0 0-5.6z' +
    'M8.7 2.5h2.6l.4 2 1.5.7 1.8-1 1.8 1.8-1 1.8.6 1.4 2.1.5v2.6l-2.1.4-.6 1.5 1 1.8-1.8 1.8-1.8-1.1-1.5.7-.4 2' +
    'H8.7l-.4-2-1.5-.7-1.8 1.1L3.2 14.2l1-1.8-.6-1.5-2.1-.4V7.7l2.1-.5.6-1.4-1-1.8L5 2.2l1.8 1 1.5-.7z',
  panel:
    'M4 3.5h12a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 15V5A1.5 1.5 0 0 1 4 3.5z' +
    'M12.5 3.5v13M14.4 7h1.2M14.4 9.8h1.2',
  shelf: 'M4 3.5v13M8 3.5v13M11.2 4.3l4.6 12.2M2.5 16.5h15',
  back: 'M16 10H4M9 5l-5 5 5 5',
  outward: 'M8 4H4.5v11.5H16V12M11.5 3.5h5v5M16 4l-7 7',
  plus: 'M10 4.5v11M4.5 10h11',
  check: 'm4 10.5 4 4 8-9',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  info: 'M10 3a7 7 0 1 0 0 14a7 7 0 0 0 0-14zM10 9.3v4M10 6.4h.01',
  share: 'M10 12.5v-9M6.8 6.2 10 3l3.2 3.2M5.5 9.5h-1v7h11v-7h-1',
  close: 'M5 5l10 10M15 5L5 15',
  letterSizes: 'M2.5 15 6.7 4.5 11 15M4 11.5h5.5M12.3 15l2.8-7 2.8 7M13.2 12.8h3.8',
  play: 'M6.5 4.2 15 10l-8.5 5.8z',
  pause: 'M7 4.5v11M13 4.5v11',
  bell: 'M5 13.5V9a5 5 0 0 1 10 0v4.5l1.5 1.5h-13zM8.5 17.2h3',
  note: 'M4 3.5h12v9l-4 4H4zM12 16.5v-4h4M6.8 7.2h6.4M6.8 10.2h3.4',
  links:
    'M8.5 11.5a3 3 0 0 0 4.3.3l2.7-2.7a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3-.3l-2.7 2.7a3 3 0 0 0 4.3 4.3l1-1',
  print: 'M6 7V3.5h8V7M6 14H3.5V7h13v7H14M6 11.5h8v5H6z',
  copy: 'M7 7h9.5v9.5H7zM13 7V3.5H3.5V13H7',
  danger: 'M10 3.5 17.5 16.5h-15zM10 8.5v3.5M10 14.2h.01',
} as const;

export type IconName = keyof typeof PATHS;

/** These point in the direction of reading, so they are mirrored in right-to-left interfaces. */
const FLIPPED: ReadonlySet<IconName> = new Set(['back', 'outward', 'panel', 'play']);

/** An icon beside a word. Hidden from screen readers. */
export function Icon({ name, filled = false }: { name: IconName; filled?: boolean }): JSX.Element {
  return (
    <svg
      class={FLIPPED.has(name) ? 'icon icon-flips' : 'icon'}
      viewBox="0 0 20 20"
      aria-hidden="true"
      focusable="false"
    >
      <path
        d={PATHS[name]}
        fill={filled ? 'currentColor' : 'none'}
        stroke="currentColor"
        stroke-width={name === 'more' ? 2.4 : 1.5}
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

/** The mark: the reporting and its re-reading are two rings, and what they share is a lens. */
export function Mark({ filled = true }: { filled?: boolean }): JSX.Element {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      {filled && <path class="mark-lens" d="M16 6A10.8 10.8 0 0 1 16 26 10.8 10.8 0 0 1 16 6z" />}
      <g fill="none" stroke="currentColor" stroke-width="2.4">
        <circle cx="12" cy="16" r="10.7" />
        <circle cx="20" cy="16" r="10.7" />
      </g>
    </svg>
  );
}
