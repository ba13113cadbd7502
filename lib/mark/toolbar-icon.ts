/** The icons of the toolbar button. */
export const TOOLBAR_ICONS = ['not-looked', 'nothing', 'found', 'saved', 'off', 'needs-you'] as const;

export type ToolbarIcon = (typeof TOOLBAR_ICONS)[number];

/** The file format of toolbar icons. Firefox supports SVG files. Chrome does not, so its icons are PNG files. */
export type IconForm = 'svg' | 'png';

/** The sizes of the PNG files of the extension's icon and of the toolbar icons, in pixels. */
export const ICON_SIZES = [16, 32, 48, 128] as const;

/** Returns the path of a toolbar icon in the package. For PNG files, returns the path of each size in pixels. */
export function toolbarIconPath(icon: ToolbarIcon, form: IconForm): string | Record<number, string> {
  if (form === 'svg') return `/icon/toolbar/${icon}.svg`;
  return Object.fromEntries(ICON_SIZES.map((size) => [size, `/icon/toolbar/${icon}-${size}.png`]));
}
