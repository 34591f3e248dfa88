// The language that is spoken where none is named: as gettext reads the environment, the system's on Windows.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { localeLanguage } from '../../../src/cli/terminal/locale.ts';

type Env = Readonly<Record<string, string>>;

const onLinux = (env: Env): string => localeLanguage({ env, platform: 'linux', systemLocale: () => 'de-DE' });
const onWindows = (env: Env, locale: string): string => localeLanguage({ env, platform: 'win32', systemLocale: () => locale });

describe('the language of the locale', () => {
  const cases: readonly [Env, string][] = [
    [{}, 'en'],
    [{ LANG: 'de_DE.UTF-8' }, 'de'],
    [{ LANG: 'de' }, 'de'],
    [{ LANG: 'de_AT@euro' }, 'de'],
    [{ LANG: 'de.UTF-8' }, 'de'],
    [{ LANG: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'C' }, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{ LANG: 'POSIX' }, 'en'],
    // No whole translation: English, in silence.
    [{ LANG: 'it_IT.UTF-8' }, 'en'],
    [{ LANG: 'den_XX' }, 'en'],
    [{ LANG: 'deutsch' }, 'en'],
    [{ LANG: '../../de' }, 'en'],
    [{ LANG: '__proto__' }, 'en'],
    // LC_ALL before LC_MESSAGES before LANG; what is empty is not set.
    [{ LC_ALL: 'C', LANG: 'de_DE.UTF-8' }, 'en'],
    [{ LC_ALL: 'de_DE.UTF-8', LC_MESSAGES: 'en_US.UTF-8', LANG: 'en_US.UTF-8' }, 'de'],
    [{ LC_MESSAGES: 'de_DE.UTF-8', LANG: 'en_US.UTF-8' }, 'de'],
    [{ LC_MESSAGES: 'en_US.UTF-8', LANG: 'de_DE.UTF-8' }, 'en'],
    [{ LC_ALL: '', LC_MESSAGES: '', LANG: 'de_DE.UTF-8' }, 'de'],
    [{ LC_CTYPE: 'de_DE.UTF-8', LANG: 'en_US.UTF-8' }, 'en'],
    // LANGUAGE is a list, and counts only where a locale is set that is not C.
    [{ LANGUAGE: 'de' }, 'en'],
    [{ LANGUAGE: 'de', LANG: 'C' }, 'en'],
    [{ LANGUAGE: 'de', LC_ALL: 'C.UTF-8' }, 'en'],
    [{ LANGUAGE: 'de:en', LANG: 'en_US.UTF-8' }, 'de'],
    [{ LANGUAGE: 'en:de', LANG: 'de_DE.UTF-8' }, 'en'],
    [{ LANGUAGE: 'it:de', LANG: 'it_IT.UTF-8' }, 'de'],
    [{ LANGUAGE: 'it', LANG: 'de_DE.UTF-8' }, 'de'],
    [{ LANGUAGE: '', LANG: 'de_DE.UTF-8' }, 'de'],
  ];
  for (const [env, expected] of cases) {
    it(`${JSON.stringify(env)}: ${expected}`, () => assert.equal(onLinux(env), expected));
  }
  it("on Windows the system's, where no variable is set", () => {
    assert.equal(onWindows({}, 'de-DE'), 'de');
    assert.equal(onWindows({}, 'de-CH-1996'), 'de');
    assert.equal(onWindows({}, 'it-IT'), 'en');
    assert.equal(onWindows({}, 'en-US'), 'en');
    assert.equal(onWindows({ LANG: 'C' }, 'de-DE'), 'en');
    assert.equal(onWindows({ LANG: 'en_US.UTF-8' }, 'de-DE'), 'en');
    assert.equal(onWindows({ LC_ALL: 'de_DE' }, 'en-US'), 'de');
  });
});
