/* The names of the parts of an analysis at NOLIGARCHY.US. */

const CORE = 'what happened|who gains leverage|what mechanism is operating|why it matters|what to watch next';

/** Headings of the five usual sections of an analysis. */
export const CORE_SECTION = new RegExp(`^(?:${CORE})$`, 'i');

/** Headings of sections on the analysis page, at any heading level. */
export const SECTION_HEADING = new RegExp(`^(?:${CORE}|source attribution|reader paths)$`, 'i');

/** Names of the parts of the analysis page. They may stand in any element. */
export const PART_NAME = new RegExp(
  `^(?:${CORE}|who gains power|source attribution|reader paths|topic map|about (?:this|the) lens)$`,
  'i',
);
