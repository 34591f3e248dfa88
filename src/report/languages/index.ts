// The list of languages beside English: each is whole, or it is not in it (`test/unit/report/languages.test.ts`). A language
// loads when it is chosen. Knows no locale.
import { quoteInput, UsageError } from '../../model/usage-error.ts';
import type { Translation } from './translation.ts';

export type { Translation } from './translation.ts';

const LANGUAGES = {
  de: async (): Promise<Translation> => (await import('./de.json', { with: { type: 'json' } })).default,
  es: async (): Promise<Translation> => (await import('./es.json', { with: { type: 'json' } })).default,
  fr: async (): Promise<Translation> => (await import('./fr.json', { with: { type: 'json' } })).default,
  pl: async (): Promise<Translation> => (await import('./pl.json', { with: { type: 'json' } })).default,
} as const satisfies Record<string, () => Promise<Translation>>;

export type LanguageCode = 'en' | keyof typeof LANGUAGES;
export const LANGUAGE_CODES = ['en', ...Object.keys(LANGUAGES)] as readonly LanguageCode[];

export const isLanguageCode = (code: string): code is LanguageCode => LANGUAGE_CODES.some((one) => one === code);

/** Null: English, the language of the rules themselves. */
export const loadLanguage = async (code: LanguageCode): Promise<Translation | null> =>
  code === 'en' ? null : await LANGUAGES[code]();

/** The value of --lang. Throws UsageError, with those that are offered. */
export function parseLanguage(text: string): LanguageCode {
  const code = text.trim().toLowerCase();
  if (!isLanguageCode(code))
    throw new UsageError(`there is no whole translation into ${quoteInput(text)}; offered are ${LANGUAGE_CODES.join(', ')}`);
  return code;
}
