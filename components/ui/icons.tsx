import type { JSX } from 'preact';

const PATHS = {
  bookmark: 'M6 3.5h12v17l-6-4.6-6 4.6z',
  gear:
    'M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3' +
    'M5.3 5.3l2.1 2.1M16.6 16.6l2.1 2.1M18.7 5.3l-2.1 2.1M7.4 16.6l-2.1 2.1',
  panel: 'M3.5 4.5h17v15h-17zM14.5 4.5v15',
  shelf: 'M4.5 4v16M9.5 4v16M13.5 4.5l4.8 15M20.5 20h-17',
  back: 'M19 12H5M11 6l-6 6 6 6',
  outward: 'M9 5H5v14h14v-4M13 5h6v6M19 5l-9 9',
  lens: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.3 15.3l5.2 5.2',
  plus: 'M12 5v14M5 12h14',
  check: 'M5 12.5l4.5 4.5L19 7.5',
} as const;

export type IconName = keyof typeof PATHS;

/** An icon beside a word. Hidden from screen readers. */
export function Icon({ name, filled = false }: { name: IconName; filled?: boolean }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill={filled ? 'currentColor' : 'none'}
        stroke="currentColor"
        stroke-width="1.8"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
