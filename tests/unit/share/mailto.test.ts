import { describe, expect, it } from 'vitest';
import { mailto } from '../../../lib/share/mailto.ts';

const START = 'mailto:?subject=A%20subject&body=';

describe('mailto', () => {
  it.each([
    ['', ''],
    ['One line.', 'One%20line.'],
    ['Two\nlines\n\n', 'Two%0D%0Alines%0D%0A%0D%0A'],
    ['Two\r\nlines', 'Two%0D%0Alines'],
    ['https://outlet.example/?a=1&b=2#c', 'https%3A%2F%2Foutlet.example%2F%3Fa%3D1%26b%3D2%23c'],
    ['100 % “né” 橋 🌉', '100%20%25%20%E2%80%9Cn%C3%A9%E2%80%9D%20%E6%A9%8B%20%F0%9F%8C%89'],
    ['half a letter: \ud83c', 'half%20a%20letter%3A%20%EF%BF%BD'],
    ['\t+', '%09%2B'],
  ])('contains the body "%s"', (body, encoded) => {
    expect(mailto('A subject', body)).toEqual({ href: START + encoded, whole: true });
  });

  it('does not let subject or body add a mail header', () => {
    const { href } = mailto('A&bcc=a@b.example\r\nBcc: a@b.example', '&bcc=a@b.example?to=c@d.example');
    const [, query = ''] = href.split('?');
    expect(href.split('?').length).toBe(2);
    expect([...new URLSearchParams(query).keys()]).toEqual(['subject', 'body']);
  });

  it('contains a body that is unchanged after decoding', () => {
    const body = 'The page:\nhttps://outlet.example/é?a=%20b\n\n“Title” – 100 % + 1 橋';
    const read = new URLSearchParams(mailto('A subject', body).href.split('?')[1]);
    expect(read.get('body')).toBe(body.replaceAll('\n', '\r\n'));
  });

  it.each([
    ['words', 'A few words. '.repeat(500)],
    ['lines', 'A line\n'.repeat(2000)],
    ['characters of several bytes', '橋の投票 '.repeat(500)],
    ['an address that does not fit', `See\nhttps://outlet.example/${'a'.repeat(5000)}`],
    ['one very long word', '橋'.repeat(100_000)],
  ])(
    'contains the beginning of a body that is too long, cut between words, and reports the cut: %s',
    (_, body) => {
      const { href, whole } = mailto('A subject', body);
      expect(whole).toBe(false);
      expect(href.length).toBeLessThan(2000);
      const told = decodeURIComponent(href.slice(START.length)).replaceAll('\r\n', '\n');
      expect(body.startsWith(told)).toBe(true);
      expect(`${told.at(-1) ?? ' '}${body[told.length]}`).toMatch(/\s/);
    },
  );

  it('contains as much as fits, to the last character', () => {
    const room = 1999 - START.length;
    expect(mailto('A subject', 'a'.repeat(room))).toEqual({ href: START + 'a'.repeat(room), whole: true });
    expect(mailto('A subject', 'a'.repeat(room + 1))).toEqual({ href: START, whole: false });
  });
});
