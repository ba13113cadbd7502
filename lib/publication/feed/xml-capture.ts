import { escapedText } from './feed-text.ts';
import type { XmlElement } from './xml.ts';

const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const PLAIN_NAME = /^[a-z][a-z0-9]*$/;

/**
 * Collects the content of an element: its text, or its markup as HTML if it has child elements. In Atom, XHTML content
 * has child elements. In RSS, content has child elements if the feed's generator does not escape markup.
 */
export class XmlCapture {
  readonly element: XmlElement;
  #content = '';
  #isMarkup = false;
  /** Length of `#content` right after the last opening tag. */
  #opened = 0;

  constructor(element: XmlElement) {
    this.element = element;
  }

  get isMarkup(): boolean {
    return this.#isMarkup;
  }

  /** HTML if `isMarkup` is `true`, otherwise text. */
  get content(): string {
    return this.#content;
  }

  text(text: string): void {
    this.#content += this.#isMarkup ? escapedText(text) : text;
  }

  open({ name, attributes }: XmlElement): void {
    if (!this.#isMarkup) this.#content = escapedText(this.#content);
    this.#isMarkup = true;
    const tag = localName(name);
    if (!PLAIN_NAME.test(tag)) return;
    this.#content += `<${tag}`;
    for (const attribute in attributes) {
      const plain = attribute.toLowerCase();
      if (plain !== 'xmlns' && /^[a-z][a-z-]*$/.test(plain))
        this.#content += ` ${plain}="${escapedText(attributes[attribute] ?? '')}"`;
    }
    this.#content += '>';
    this.#opened = this.#content.length;
  }

  /**
   * @param complete whether the closing tag is in the document. If not, the opening tag may be a word in angle brackets
   */
  close(name: string, complete: boolean): void {
    const tag = localName(name);
    const isEmpty = this.#content.length === this.#opened;
    if ((complete || isEmpty) && PLAIN_NAME.test(tag) && !VOID.has(tag)) this.#content += `</${tag}>`;
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
