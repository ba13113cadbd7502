import type { JSX } from 'preact';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { GLYPH_GRID, LENS_GLYPHS } from '../../lib/mark/lens-glyphs.ts';
import { useLensHue } from './appearance.ts';
import './lens-name.css';

/**
 * The glyph of a lens, hidden from screen readers: the name of the lens is next to it.
 *
 * @param hue 1 to 8; a lens with hue 0 has no glyph
 */
export function LensGlyph({ hue }: { hue: number }): JSX.Element | null {
  const glyph = LENS_GLYPHS[hue - 1];
  if (!glyph) return null;
  return (
    <svg class="glyph" viewBox={`0 0 ${GLYPH_GRID} ${GLYPH_GRID}`} aria-hidden="true" focusable="false">
      <path fill="currentColor" fill-rule="evenodd" d={glyph} />
    </svg>
  );
}

/** The glyph and the name of a lens, in the hue of the lens. */
export function LensName({
  lens,
  language,
}: {
  lens: { readonly id: string; readonly name: string };
  /** BCP 47 tag of the publication's language. */
  language: string | undefined;
}): JSX.Element {
  const hue = useLensHue(lens.id);
  return (
    <span class="lens-name" data-hue={hue}>
      <LensGlyph hue={hue} />
      <span {...languageAndDirection(lens.name, language)}>{lens.name}</span>
    </span>
  );
}
