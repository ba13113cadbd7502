import type { MarkedType } from './content-blocks.ts';

/** The HTML element for each type of marked text, such as `em` for emphasis. */
export const MARK_ELEMENTS = {
  emphasis: 'em',
  strong: 'strong',
  code: 'code',
  sup: 'sup',
  sub: 'sub',
  deleted: 'del',
  inserted: 'ins',
  quotation: 'q',
} as const satisfies Record<MarkedType, string>;
