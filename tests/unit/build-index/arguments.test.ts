import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../lib/build-index/arguments.ts';

const read = (line: string) => readArguments(line.split(' ').filter(Boolean));

describe('the command line', () => {
  it.each([
    ['--site https://noligarchy.us --out public', 'https://noligarchy.us/'],
    ['--site https://noligarchy.us/ --out public', 'https://noligarchy.us/'],
    ['--site https://example.org/civic --out public', 'https://example.org/civic/'],
    ['--site http://localhost:4100 --out public', 'http://localhost:4100/'],
    ['--site http://publication.localhost:4100/ --out public', 'http://publication.localhost:4100/'],
  ])('with %s builds the index of %s', (line, site) => {
    expect(read(line)).toMatchObject({ task: 'build', options: { site, out: 'public' } });
  });

  it('accepts every option', () => {
    expect(
      read(
        '--site https://noligarchy.us/ --out public --since 2026-06-01 --texts --name NOLIGARCHY ' +
          '--language en-us --subscribe /join --issues https://noligarchy.us/all --pace 250 --fresh ' +
          '--drop-old --strict --verbose',
      ),
    ).toEqual({
      task: 'build',
      options: {
        site: 'https://noligarchy.us/',
        out: 'public',
        since: '2026-06-01',
        texts: true,
        fresh: true,
        dropOld: true,
        pace: 250,
        about: {
          name: 'NOLIGARCHY',
          language: 'en-US',
          subscribe: 'https://noligarchy.us/join',
          issues: 'https://noligarchy.us/all',
        },
      },
      isStrict: true,
      isVerbose: true,
    });
  });

  it.each([
    ['--check https://noligarchy.us', { task: 'check', target: 'https://noligarchy.us/', documents: 20 }],
    [
      '--check https://noligarchy.us/.well-known/civic-lens/index.json --documents 3',
      { task: 'check', target: 'https://noligarchy.us/', documents: 3 },
    ],
    ['--check public', { task: 'check', target: 'public', documents: 20 }],
    ['--help', { task: 'help' }],
    ['-h', { task: 'help' }],
  ])('reads %s', (line, expected) => {
    expect(read(line)).toEqual(expected);
  });

  it.each([
    ['', '--site is missing: the address of the publication'],
    ['--site https://noligarchy.us/', '--out is missing: the folder to write to'],
    [
      '--site noligarchy.us --out public',
      '“noligarchy.us” is not an address; an address looks like https://noligarchy.us/',
    ],
    [
      '--site http://noligarchy.us/ --out public',
      'http://noligarchy.us/ is not on https: (plain http: is for this machine only); readers would refuse it',
    ],
    [
      '--site https://noligarchy.us/?page=2 --out public',
      'https://noligarchy.us/?page=2 has more than host and path: the address of the home page is needed',
    ],
    ['--site ftp://noligarchy.us/ --out public', /is not on https:/],
    ['--site https://noligarchy.us/ --out public --sinse 2026-01-01', "Unknown option '--sinse'"],
    ['--site https://noligarchy.us/ --out public --since 2026-02-30', /is not a date in the form YYYY-MM-DD/],
    ['--site https://noligarchy.us/ --out public --since yesterday', /is not a date in the form YYYY-MM-DD/],
    ['--site https://noligarchy.us/ --out public --pace fast', '--pace fast is not a whole number'],
    ['--site https://noligarchy.us/ --out public --language english-', /is not a language tag/],
    ['--site https://noligarchy.us/ --out public extra', /Unexpected argument 'extra'/],
    ['--site https://noligarchy.us/ --out', /--out/],
    ['--site https://noligarchy.us/ --out public --documents 3', '--documents goes with --check only'],
    ['--check public --out public', '--check and --out do not go together'],
    ['--check http://noligarchy.us/', /is not on https:/],
  ])('refuses %s', (line, why) => {
    expect(read(line)).toEqual({
      task: 'wrong',
      why: typeof why === 'string' ? why : expect.stringMatching(why),
    });
  });
});
