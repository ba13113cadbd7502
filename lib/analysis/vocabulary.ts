/** Names that NOLIGARCHY.US gives to the parts of an analysis. */

const CORE = 'what happened|who gains leverage|what mechanism is operating|why it matters|what to watch next';

/** The five sections that every analysis has. */
export const CORE_SECTION = new RegExp(`^(?:${CORE})$`, 'i');

/** Headings that begin a section, whatever their level. */
export const SECTION_HEADING = new RegExp(`^(?:${CORE}|source attribution|reader paths)$`, 'i');

/** Names that head a part of the page, in whatever element they stand. */
export const PART_NAME = new RegExp(
  `^(?:${CORE}|who gains power|source attribution|reader paths|topic map|about (?:this|the) lens)$`,
  'i',
);
