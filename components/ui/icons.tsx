import type { JSX } from 'preact';
import './icons.css';

/**
 * The icons that popup and side panel draw first, as paths on a grid of 20 × 20 px. `icons-loaded-later.tsx` has the
 * others.
 */
const PATHS = {
  bookmark: 'M5.5 3.5h9v13.2L10 13.4l-4.5 3.3z',
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
  play: 'M6.5 4.2 15 10l-8.5 5.8z',
  danger: 'M10 3.5 17.5 16.5h-15zM10 8.5v3.5M10 14.2h.01',
} as const;

export type IconName = keyof typeof PATHS;

/** These icons point in the reading direction, so right-to-left interfaces mirror them. */
const FLIPPED: ReadonlySet<IconName> = new Set(['back', 'outward', 'panel']);

/** An icon, hidden from screen readers: a word beside it, or the name of its button, says the same. */
export function Icon({ name, filled = false }: { name: IconName; filled?: boolean }): JSX.Element {
  return (
    <IconLines
      lines={PATHS[name]}
      flips={FLIPPED.has(name)}
      width={name === 'more' ? 2.4 : 1.5}
      filled={filled}
    />
  );
}

interface Lines {
  /** SVG path on a grid of 20 × 20 px. */
  readonly lines: string;
  readonly flips?: boolean;
  /** Width of the lines (px). */
  readonly width?: number;
  readonly filled?: boolean;
}

/** Draws an icon from its path. */
export function IconLines({ lines, flips = false, width = 1.5, filled = false }: Lines): JSX.Element {
  return (
    <svg class={flips ? 'icon icon-flips' : 'icon'} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path
        d={lines}
        fill={filled ? 'currentColor' : 'none'}
        stroke="currentColor"
        stroke-width={width}
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

/** The logo: two overlapping rings, one for the reporting and one for its re-reading. Their overlap is a lens. */
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
