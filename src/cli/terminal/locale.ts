// In which language this user's programs speak, as gettext reads it from the environment. Knows no words of any language.
import { isLanguageCode, type LanguageCode } from '../../report/languages/index.ts';

export interface LocaleSource {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** What the system itself says; asked where no variable does. */
  readonly systemLocale: () => string;
}

/** `de_AT.UTF-8@euro`, `de-AT`: `de`. */
const languageOf = (locale: string): string => (/^[A-Za-z]{2,3}(?=$|[_.@-])/.exec(locale)?.[0] ?? '').toLowerCase();

/** `C`, `POSIX`, `C.UTF-8`: the language that programs are written in, whatever LANGUAGE says (gettext manual, 2.3.3). */
const isUntranslated = (locale: string): boolean => /^(?:C|POSIX)(?:$|[.@])/.test(locale);

/** The first one of a list such as LANGUAGE that there is, else English: a language that is not whole is not worth a word. */
const firstOffered = (locales: readonly string[]): LanguageCode => locales.map(languageOf).find(isLanguageCode) ?? 'en';

/** gettext manual, 2.3.2: LANGUAGE where a locale is set, then LC_ALL, LC_MESSAGES, LANG; empty ones count as not set. */
export function localeLanguage({ env, platform, systemLocale }: LocaleSource): LanguageCode {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  if (locale === '') return platform === 'win32' ? firstOffered([systemLocale()]) : 'en';
  if (isUntranslated(locale)) return 'en';
  const preferred = (env.LANGUAGE ?? '').split(':').filter((one) => one !== '');
  return firstOffered([...preferred, locale]);
}

/** `--lang`, else the locale. Throws nothing: where the system has no locale to tell, English. */
export const chosenLanguage = (
  named: LanguageCode | undefined,
  env: Readonly<Record<string, string | undefined>>,
): LanguageCode =>
  named ??
  localeLanguage({
    env,
    platform: process.platform,
    systemLocale: () => Intl.DateTimeFormat().resolvedOptions().locale,
  });
