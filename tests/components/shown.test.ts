// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { controlNamed, readPage, type Shown } from './shown.ts';

/** Tests the function that reads a page, on which the tables of states rely. */

const CASES: readonly (readonly [string, string, Partial<Shown>])[] = [
  [
    'inline elements do not separate words',
    '<p>un<em>said</em>, <b>then</b> said.</p>',
    { said: 'unsaid, then said.' },
  ],
  ['blocks separate words', '<h1>One</h1><div>Two<p>Three</p></div>', { said: 'One Two Three' }],
  ['adjacent elements are separated', '<span>One</span><a href="/x">Two</a>', { said: 'One Two' }],
  [
    'hidden elements are neither said nor offered',
    '<p hidden>A</p><p style="display: none">B ' +
      '<button>C</button></p><template>D</template><script>E</script>',
    { said: '', offered: [] },
  ],
  [
    'elements hidden from screen readers are said, but not offered',
    '<button aria-label="Library, 3 new">Shelf <b>3</b></button><a href="/" aria-hidden="true">Home</a>',
    { said: 'Shelf 3 Home', offered: ['button "Library, 3 new"'] },
  ],
  [
    'a field is named by its label, and its value is not part of the text',
    '<label>Note <textarea>Read again</textarea></label><label>From <input type="time" ' +
      'value="22:00"></label>',
    {
      said: 'Note From',
      offered: ['textbox "Note"', 'time "From"'],
      values: { Note: 'Read again', From: '22:00' },
    },
  ],
  [
    'controls are listed with their states',
    `<button disabled>A</button><button aria-pressed="false">B</button><button aria-expanded="true">C</button>
     <button aria-current="true">D</button><input type="checkbox" role="switch" checked aria-label="E">
     <input type="radio" aria-label="F"><fieldset disabled><button>G</button></fieldset>`,
    {
      offered: [
        'button "A" disabled',
        'button "B" not pressed',
        'button "C" expanded',
        'button "D" current',
        'switch "E" checked',
        'radio "F" not checked',
        'button "G" disabled',
      ],
    },
  ],
  ['a link without a target is not offered', '<a>Nowhere</a>', { offered: [] }],
  [
    'live regions are listed unless they are empty',
    '<p role="status">Copied</p><p role="alert"></p><p aria-live="polite">3 <b>found</b></p>',
    { live: ['Copied', '3 found'] },
  ],
  [
    'articles, headings and progress bars are listed by name',
    `<article aria-labelledby="n"><h2 id="n">A <i>story</i></h2></article>
     <progress aria-label="Reading" value="2" max="5"></progress>`,
    { articles: ['A story'], headings: ['A story'], progress: ['"Reading" 2 of 5'] },
  ],
  [
    'links are listed with their targets, and tooltips are hints',
    '<a href="https://noligarchy.us/" title="A publication">Home</a>',
    { links: { Home: 'https://noligarchy.us/' }, hints: { Home: 'A publication' } },
  ],
  [
    'if several elements have the same mark, that of the first one counts',
    '<b data-index="ready" data-cards="3"></b><b data-cards="4"></b>',
    { marks: { index: 'ready', cards: '3' } },
  ],
];

describe('when a test reads a page', () => {
  it.each(CASES)('%s', (_, html, shown) => {
    document.body.innerHTML = html;
    const page = readPage(document);
    const read = Object.fromEntries(Object.keys(shown).map((key) => [key, page[key as keyof Shown]]));
    expect(read).toEqual(shown);
  });

  it('a control is found by role and name, but only if it is enabled', () => {
    document.body.innerHTML = '<button disabled>Save</button><p>Save</p><button id="it">Save</button>';
    expect(controlNamed(document, 'button "Save"')?.id).toBe('it');
    expect(controlNamed(document, 'link "Save"')).toBeUndefined();
  });
});
