import { LENS_GLYPHS, lensIconPath } from './lens-glyphs.ts';
import { lensDrawing } from './lens-icon.ts';
import { extensionDrawing, toolbarDrawing, toolbarSvg } from './mark.ts';
import { pngOf } from './png.ts';
import {
  ICON_SIZES,
  type IconForm,
  TOOLBAR_ICONS,
  type ToolbarIcon,
  toolbarIconPath,
} from './toolbar-icon.ts';

/*
 * The icons in the extension's package, which the build writes. Chrome does not support SVG icons
 * (https://developer.chrome.com/docs/extensions/reference/manifest/icons), and does not tell the background whether the
 * toolbar is light or dark. So the package for Chrome has PNG files that are visible on every toolbar. The package for
 * Firefox has SVG files.
 */

/** The toolbar icon until the background sets another one. It means that no page has been looked up yet. */
const FIRST: ToolbarIcon = 'not-looked';
/** The largest size at which browsers show the picture of a notification (px). */
const LENS_ICON_SIZE = 128;
const SCHEMES = ['light', 'dark'] as const;

/** Returns the icon files by their path in the package. */
export function iconFiles(form: IconForm): Map<string, Uint8Array | string> {
  const files = new Map<string, Uint8Array | string>();
  for (const size of ICON_SIZES) files.set(extensionIcon(size), pngOf(extensionDrawing(size), size));
  for (const hue of LENS_GLYPHS.keys())
    files.set(lensIconPath(hue + 1), pngOf(lensDrawing(hue + 1), LENS_ICON_SIZE));
  for (const icon of TOOLBAR_ICONS) {
    const path = toolbarIconPath(icon, form);
    if (typeof path === 'string') files.set(path, toolbarSvg(icon));
    else for (const size of ICON_SIZES) files.set(path[size] ?? '', pngOf(toolbarDrawing(icon, size), size));
  }
  if (form === 'svg') for (const scheme of SCHEMES) files.set(firstOn(scheme), toolbarSvg(FIRST, scheme));
  return files;
}

/** Returns the icons that the manifest names: the icons of the extension, and the first icon of the toolbar button. */
export function iconsInManifest(form: IconForm) {
  const icons = Object.fromEntries(ICON_SIZES.map((size) => [size, extensionIcon(size)]));
  const first = { default_icon: toolbarIconPath(FIRST, form) };
  if (form === 'png') return { icons, action: first };
  // In `theme_icons`, `light` is the light icon for dark toolbars, see
  // https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/manifest.json/action#theme_icons
  const themeIcons = [16, 32].map((size) => ({ light: firstOn('dark'), dark: firstOn('light'), size }));
  return { icons, action: { ...first, theme_icons: themeIcons } };
}

function extensionIcon(size: number): string {
  return `/icon/${size}.png`;
}

function firstOn(scheme: (typeof SCHEMES)[number]): string {
  return `/icon/toolbar/${FIRST}-on-${scheme}.svg`;
}
