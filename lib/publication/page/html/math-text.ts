import type { AnyNode, Element } from 'domhandler';
import { markedText } from '../../../analysis/content-blocks.ts';
import { childrenOf, isElement, MAX_DEPTH } from './parse-html.ts';

/**
 * Returns a formula in MathML (https://www.w3.org/TR/mathml-core/) as one line of text: "x²", "(a+1)/2", "√2". Leaves
 * out annotations, which repeat the formula in another notation.
 */
export function mathText(math: Element): string {
  return textIn(math, 0).trim();
}

function textIn(node: AnyNode, depth: number): string {
  if (node.type === 'text') return node.data.trim();
  if (depth > MAX_DEPTH || !isElement(node)) return '';
  const parts = childrenOf(node)
    .filter((child) => isElement(child) || child.type === 'text')
    .map((child) => textIn(child, depth + 1))
    .filter((text) => text !== '');
  const [base = '', second = '', third = ''] = parts;
  switch (node.name) {
    case 'annotation':
    case 'annotation-xml':
      return '';
    case 'msup':
      return base + markedText('sup', second);
    case 'msub':
      return base + markedText('sub', second);
    case 'msubsup':
      return base + markedText('sub', second) + markedText('sup', third);
    case 'mfrac':
      return `${grouped(base)}/${grouped(second)}`;
    case 'msqrt':
      return `√${grouped(parts.join(''))}`;
    case 'mtext':
      return ` ${parts.join('')} `;
    default:
      return parts.join('');
  }
}

/** Puts a part of a formula in brackets if it has an operator. */
function grouped(part: string): string {
  return /^[\p{L}\p{N}.,]*$/u.test(part) ? part : `(${part})`;
}
