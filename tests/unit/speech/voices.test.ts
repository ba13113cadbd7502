import { describe, expect, it } from 'vitest';
import { type Voice, voicesFor } from '../../../lib/speech/voices.ts';

const voice = (name: string, lang: string, where: 'local' | 'online', isDefault = false): Voice => ({
  name,
  lang,
  localService: where === 'local',
  default: isDefault,
  voiceURI: name,
});

const ALL = [
  voice('Alba', 'en-GB', 'local'),
  voice('Sam', 'en-US', 'local'),
  voice('Web', 'en-US', 'online', true),
  voice('Ana', 'es-MX', 'local', true),
  voice('Web Ana', 'es-ES', 'online'),
  voice('Ting', 'zh_CN', 'local'),
  voice('Mei', 'zh-TW', 'local'),
  voice('Web Li', 'cmn-Hans-CN', 'online'),
  voice('Broken', '', 'local'),
  voice('Worse', 'not a tag', 'local'),
];

describe('the voices for a language', () => {
  it.each<[language: string, local: string[], online: string[]]>([
    ['en', ['Sam', 'Alba'], ['Web']],
    ['en-GB', ['Alba', 'Sam'], ['Web']],
    ['es', ['Ana'], ['Web Ana']],
    ['zh', ['Ting', 'Mei'], ['Web Li']],
    ['zh-Hant-HK', ['Mei', 'Ting'], ['Web Li']],
    ['ar', [], []],
    ['e', [], []],
  ])('are listed best first for "%s"', (language, local, online) => {
    const names = (voices: readonly Voice[]): string[] => voices.map(({ name }) => name);
    const found = voicesFor(language, ALL);
    expect([names(found.local), names(found.online)]).toEqual([local, online]);
  });

  it('leave out the variants of an available voice; eSpeak has a hundred of them', () => {
    const names = [
      'English (America)',
      'English (America)+Adam',
      'English (America)+Annie',
      'Kim+Lee',
      'Disney+',
    ];
    const voices = names.map((name) => voice(name, 'en-US', 'local'));
    expect(voicesFor('en', voices).local.map(({ name }) => name)).toEqual([
      'English (America)',
      'Kim+Lee',
      'Disney+',
    ]);
    // Chromium adds the name of the speech engine.
    const ofChromium = names.map((name) => voice(`${name} espeak-ng`, 'en-US', 'local'));
    expect(voicesFor('en', ofChromium).local.map(({ name }) => name)).toEqual([
      'English (America) espeak-ng',
      'Kim+Lee espeak-ng',
      'Disney+ espeak-ng',
    ]);
  });

  it('include the voices of Linux as local ones, although Firefox calls them remote', () => {
    const ofLinux = {
      ...voice('English (America)', 'en-US', 'online'),
      voiceURI: 'urn:moz-tts:speechd:English%20(America)?en-US',
    };
    expect(voicesFor('en', [ofLinux, voice('Web', 'en-US', 'online')])).toEqual({
      local: [ofLinux],
      online: [voice('Web', 'en-US', 'online')],
    });
  });

  it('begin with the voice that the reader’s system prefers', () => {
    const two = [voice('One', 'en-US', 'local'), voice('Two', 'en-US', 'local', true)];
    expect(voicesFor('en-US', two).local[0]?.name).toBe('Two');
  });
});
