import { expect } from 'vitest';
import { browser } from '../../unit/fake-browser.ts';
import { copied, pageAt, refuseToCopy, visit } from '../browser-and-tab.ts';
import { closePage, eventually, openPage, settled, write } from '../open-page.ts';
import { REASON, WRONG } from '../reading.ts';
import { CONSENT, FERRY, FERRY_PAGE } from '../sample-cards.ts';
import { readPage } from '../shown.ts';
import type { PageState } from '../states.ts';
import {
  ANOTHER_STORY,
  after,
  BACK,
  CHOIR_PAGE,
  CONSENT_HEADINGS,
  FERRY_TITLE,
  FOOT,
  ferryPage,
  inPopup,
  LINKED_OFFER,
  NEWEST_AT_GAZETTE,
  NO_ANALYSIS_YET,
  on,
  POPUP,
  pressEscape,
  READING_CONSENT,
  SCHOOL_PAGE,
  SCHOOL_SWITCH,
  WANTED,
  whileReading,
} from './popup-page.ts';

/* States of letters to the publication. */

const EXPLAINED =
  'Nothing has been sent. This text holds the address of the page; it goes only where you send it. ' +
  'Change it as you like. Text to NOLIGARCHY.US Copy Write an e-mail';

const RECIPIENT =
  'Civic Lens knows no e-mail address of NOLIGARCHY.US. Perhaps its site names one: noligarchy.us';

const LETTER = [
  'textbox "Text to NOLIGARCHY.US"',
  'button "Copy"',
  'link "Write an e-mail"',
  'link "noligarchy.us"',
];

const OPEN_REASON = REASON.replace(' collapsed', '');

const TEXT_FIELD = 'Text to NOLIGARCHY.US';

const WRONG_BODY = [
  'Civic Lens showed me one of your analyses on an article that it is not about.',
  '',
  'Address of the page:',
  FERRY_PAGE,
  '',
  'What the page calls itself:',
  'Ferry talks resume in Merrow as strait stays closed | Northern Ledger',
  '',
  'Analysis that was shown:',
  'Ferry talks resume without the crews',
  'https://noligarchy.us/analysis/ferry-talks',
  '',
  'The article that it is about:',
  'Ferry talks resume in Merrow as strait stays closed',
  FERRY_PAGE,
  '',
  'Why it was shown:',
  'This is the article it analyses.',
].join('\n');

const WANTED_BODY = [
  'I found no analysis of this article at NOLIGARCHY.US. Please consider writing one.',
  '',
  'The article:',
  'Mountain choir announces first tour in eleven years',
  CHOIR_PAGE.address,
].join('\n');

const mail = (subject: string, body: string): string =>
  `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`;

const WRONG_SUBJECT = 'Analysis shown on the wrong article at northern-ledger.example';

const WANTED_SUBJECT = 'Analysis wanted of an article at quiet-gazette.example';

interface LetterState extends Omit<PageState, 'page' | 'offered' | 'headings'> {
  readonly about: 'wrong' | 'wanted';
  readonly offered?: readonly string[];
  /** The lens of the analysis that was open. It is absent if the letter was opened from a list. */
  readonly lens?: string;
}

const letter = ({ about, offered = LETTER, lens, ...row }: LetterState): PageState => ({
  page: POPUP,
  ...row,
  offered: lens ? whileReading([BACK, ...offered], { lens }) : inPopup(BACK, ...offered),
  headings: [about === 'wrong' ? 'Not this article?' : 'Ask for an analysis'],
});

export const LETTERS: readonly PageState[] = [
  letter({
    state: 'reports a wrong article, with everything that the publication needs to investigate',
    about: 'wrong',
    lens: 'Global Power Plays',
    prepare: on(pageAt(`${FERRY_PAGE}?utm_source=letter#comments`, { headlines: FERRY_TITLE })),
    steps: [OPEN_REASON, WRONG],
    said: `Back Not this article? ${EXPLAINED} ${RECIPIENT} Global Power Plays Follow`,
    also: {
      live: [],
      values: { [TEXT_FIELD]: WRONG_BODY },
      links: {
        'Write an e-mail': mail(WRONG_SUBJECT, WRONG_BODY),
        'noligarchy.us': 'https://noligarchy.us/',
      },
      marks: { state: 'matched' },
    },
  }),
  letter({
    state: 'asks for an analysis',
    about: 'wanted',
    prepare: on({ ...CHOIR_PAGE, address: `${CHOIR_PAGE.address}?fbclid=IwAR0x#comments` }),
    steps: [WANTED],
    said: `Civic Lens Back Ask for an analysis ${EXPLAINED} ${RECIPIENT}`,
    also: {
      live: [],
      values: { [TEXT_FIELD]: WANTED_BODY },
      links: { 'Write an e-mail': mail(WANTED_SUBJECT, WANTED_BODY) },
      marks: { state: 'none' },
    },
  }),
  letter({
    state: 'works in a private window',
    about: 'wanted',
    prepare: on(CHOIR_PAGE, { isPrivate: true }),
    steps: [WANTED],
    said: ['Nothing has been sent.'],
    also: { values: { [TEXT_FIELD]: WANTED_BODY } },
  }),
  letter({
    state: 'names the address that led to the match',
    about: 'wrong',
    lens: 'Global Power Plays',
    prepare: on(
      ferryPage({
        address: `${FERRY_PAGE}/2`,
        loadedAs: `${FERRY_PAGE}/2`,
        claims: [{ by: 'canonical', address: FERRY_PAGE }],
      }),
    ),
    steps: [OPEN_REASON, WRONG],
    said: ['Nothing has been sent.'],
    also: {
      values: {
        [TEXT_FIELD]: WRONG_BODY.replace(FERRY_PAGE, `${FERRY_PAGE}/2`).replace(
          'This is the article it analyses.',
          `The page says it is a copy of that article.\n${FERRY_PAGE}`,
        ),
      },
    },
  }),
  letter({
    state: 'can report an uncertain match',
    about: 'wrong',
    lens: 'Global Power Plays',
    prepare: on(ANOTHER_STORY),
    steps: [`button "${FERRY.headline}"`, WRONG],
    said: ['Nothing has been sent.'],
    also: {
      values: {
        [TEXT_FIELD]: WRONG_BODY.replace(FERRY_TITLE[0] ?? '', ANOTHER_STORY.headlines[0] ?? '').replace(
          'This is the article it analyses.',
          'The address is that of the article it analyses, but this page tells another story.',
        ),
      },
      marks: { state: 'uncertain' },
    },
  }),
  letter({
    state: 'says that Civic Lens still reads the page',
    about: 'wanted',
    prepare: on(CHOIR_PAGE),
    steps: [
      settled,
      () => browser.scripting.executeScript.mockReturnValue(new Promise(() => undefined)),
      WANTED,
    ],
    said: ['Looking at this page…'],
    offered: [],
    also: { live: ['Looking at this page…'] },
  }),
  letter({
    state: 'says that the page cannot be read if the browser now hides the page’s address',
    about: 'wanted',
    prepare: on(CHOIR_PAGE),
    steps: [settled, () => visit(undefined), WANTED],
    said: ['The browser does not let extensions read this page.'],
    offered: [],
    also: { live: ['The browser does not let extensions read this page.'] },
  }),
  letter({
    state: 'passes the edited text to the mail program',
    about: 'wanted',
    prepare: on(CHOIR_PAGE),
    steps: [WANTED, () => write(LETTER[0] ?? '', 'Dear desk,\n100 % “é” & 橋')],
    said: ['Nothing has been sent.'],
    also: {
      values: { [TEXT_FIELD]: 'Dear desk,\n100 % “é” & 橋' },
      links: { 'Write an e-mail': mail(WANTED_SUBJECT, 'Dear desk,\n100 % “é” & 橋') },
    },
  }),
  letter({
    state: 'still contains the edited text when the popup opens again',
    about: 'wanted',
    prepare: on(CHOIR_PAGE),
    steps: [
      WANTED,
      () => write(LETTER[0] ?? '', 'Dear desk, so far'),
      settled,
      closePage,
      () => openPage(POPUP),
      WANTED,
    ],
    said: ['Nothing has been sent.'],
    also: { values: { [TEXT_FIELD]: 'Dear desk, so far' } },
  }),
  letter({
    state: 'is written again after "Back"',
    about: 'wanted',
    prepare: on(CHOIR_PAGE),
    steps: [WANTED, () => write(LETTER[0] ?? '', 'Dear desk, so far'), BACK, settled, WANTED],
    said: ['Nothing has been sent.'],
    also: { values: { [TEXT_FIELD]: WANTED_BODY } },
  }),
  letter({
    state: 'is written again after "Back" in a private window, even if Escape closed it before',
    about: 'wanted',
    prepare: on(CHOIR_PAGE, { isPrivate: true }),
    steps: [
      WANTED,
      () => write(LETTER[0] ?? '', 'Dear desk, so far'),
      settled,
      pressEscape,
      WANTED,
      () => eventually(() => expect(readPage(document).values[TEXT_FIELD]).toBe('Dear desk, so far')),
      BACK,
      WANTED,
    ],
    said: ['Nothing has been sent.'],
    also: { values: { [TEXT_FIELD]: WANTED_BODY } },
  }),
  letter({
    state: 'is not kept in a private window',
    about: 'wanted',
    prepare: on(CHOIR_PAGE, { isPrivate: true }),
    steps: [
      WANTED,
      () => write(LETTER[0] ?? '', 'Dear desk, so far'),
      settled,
      async () => expect(JSON.stringify(await browser.storage.session.get(null))).not.toContain('Dear desk'),
      closePage,
      () => openPage(POPUP),
      WANTED,
    ],
    said: ['Nothing has been sent.'],
    also: { values: { [TEXT_FIELD]: WANTED_BODY } },
  }),
  letter({
    state: 'says that the text was copied',
    about: 'wanted',
    prepare: on(CHOIR_PAGE),
    steps: [WANTED, 'button "Copy"'],
    said: ['Nothing has been sent.', 'Copied'],
    also: { live: ['Copied'] },
  }),
  letter({
    state: 'no longer says that the text was copied once the text changes',
    about: 'wanted',
    prepare: on(CHOIR_PAGE),
    steps: [WANTED, 'button "Copy"', settled, () => write(LETTER[0] ?? '', `${copied()}!`)],
    said: ['Nothing has been sent.'],
    also: { live: [], values: { [TEXT_FIELD]: `${WANTED_BODY}!` } },
  }),
  letter({
    state: 'says how to copy if the browser refuses',
    about: 'wanted',
    prepare: after(refuseToCopy, CHOIR_PAGE),
    steps: [WANTED, 'button "Copy"'],
    said: [
      'Nothing has been sent.',
      'The browser refused to copy. The text is selected: copy it with the keyboard or the menu.',
    ],
    also: {
      live: ['The browser refused to copy. The text is selected: copy it with the keyboard or the menu.'],
    },
  }),
  letter({
    state: 'says that the text is too long for an e-mail',
    about: 'wanted',
    prepare: on(CHOIR_PAGE),
    steps: [WANTED, () => write(LETTER[0] ?? '', 'A long letter. '.repeat(400))],
    said: [
      'Nothing has been sent.',
      'The text is too long for “Write an e-mail”, which would lose its end. Copy it instead.',
    ],
    also: {
      live: ['The text is too long for “Write an e-mail”, which would lose its end. Copy it instead.'],
    },
  }),
  {
    state: 'closes with "Back"',
    page: POPUP,
    prepare: on(CHOIR_PAGE),
    steps: [WANTED, BACK],
    said: [],
    offered: inPopup(LINKED_OFFER, ...NEWEST_AT_GAZETTE.offered, SCHOOL_SWITCH, ...FOOT),
    headings: [NO_ANALYSIS_YET, NEWEST_AT_GAZETTE.heading],
  },
  {
    state: 'leads back to the analysis that the reader chose from several',
    page: POPUP,
    prepare: on(SCHOOL_PAGE),
    steps: [
      `button "${CONSENT.headline}"`,
      OPEN_REASON,
      WRONG,
      BACK,
      settled,
      () => expect(document.activeElement?.textContent).toBe('Not this article?'),
    ],
    said: [],
    offered: whileReading(
      [BACK, ...READING_CONSENT].flatMap((name) =>
        name === REASON ? ['button "This article" expanded', WRONG, SCHOOL_SWITCH] : [name],
      ),
      { lens: 'Hidden Wiring' },
    ),
    headings: CONSENT_HEADINGS,
  },
  {
    state: 'reports the analysis that the reader chose from several',
    page: POPUP,
    prepare: on(SCHOOL_PAGE),
    steps: [`button "${CONSENT.headline}"`, OPEN_REASON, WRONG],
    said: ['Nothing has been sent.'],
    offered: whileReading([BACK, ...LETTER], { lens: 'Hidden Wiring' }),
    headings: ['Not this article?'],
    also: {
      values: {
        [TEXT_FIELD]: [
          'Civic Lens showed me one of your analyses on an article that it is not about.',
          '',
          'Address of the page:',
          SCHOOL_PAGE.address,
          '',
          'Analysis that was shown:',
          CONSENT.headline,
          'https://noligarchy.us/analysis/school-app-consent',
          '',
          'The article that it is about:',
          SCHOOL_PAGE.address,
          '',
          'Why it was shown:',
          'This is another address of the article it analyses.',
        ].join('\n'),
      },
    },
  },
];
