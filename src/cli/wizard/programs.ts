// The programs that the wizard knows by name: applications with a settings format, and client families. Which one a person means,
// in whatever way it is written. Asks nothing.
import { FAMILIES, findFamily } from '../../clients/families/index.ts';
import type { Protocol } from '../../model/protocol.ts';
import { FORMATS } from '../../settings/formats/index.ts';

export interface Program {
  readonly title: string;
  /** Ids; null: not known which library it is built on, or no format of settings is its own. */
  readonly client: string | null;
  readonly format: string | null;
  readonly protocols: readonly Protocol[];
}

interface Named extends Program {
  /** In words of small letters and digits. */
  readonly names: readonly string[];
  /** Of a library: what is built on it, too. */
  readonly aliases: readonly string[];
}

/** `Spring Boot`, `spring-boot`, `SPRING_BOOT`: the same words. */
const wordsOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const joined = (words: string): string => words.replaceAll(' ', '');

const OF_FORMATS: readonly Named[] = FORMATS.map(({ id, application, family, sections }) => {
  const library = family === null ? null : findFamily(family);
  return {
    title: application,
    client: library?.id ?? null,
    format: id,
    protocols: [...new Set(sections.map(({ protocol }) => protocol))],
    names: [id, application].map(wordsOf),
    // Whose library bears its name goes by the library's other names as well.
    aliases: library?.id === id ? [library.label, ...(library.aliases ?? [])].map(wordsOf) : [],
  };
});

const IDS_OF_FORMATS = new Set(OF_FORMATS.map(({ format }) => format));

const PROGRAMS: readonly Named[] = [
  ...OF_FORMATS,
  ...FAMILIES.filter(({ id }) => !IDS_OF_FORMATS.has(id)).map(({ id, label, protocols, aliases = [] }) => ({
    title: label,
    client: id,
    format: null,
    protocols,
    names: [id, label].map(wordsOf),
    aliases: aliases.map(wordsOf),
  })),
];

/** From the surest way of meaning a program to the least. No slips of the finger: `gmail` is one away from gomail. */
const WAYS: readonly ((program: Named, words: string) => boolean)[] = [
  ({ names }, words) => names.some((name) => joined(name) === joined(words)),
  ({ names }, words) => names.some((name) => joined(name).startsWith(joined(words))),
  ({ aliases }, words) => aliases.some((name) => joined(name) === joined(words)),
  ({ names, aliases }, words) => [...names, ...aliases].some((name) => ` ${name}`.includes(` ${words}`)),
];

/** Whoever types this may mean any of them. */
export function programsCalled(typed: string): readonly Program[] {
  const words = wordsOf(typed);
  if (words === '') return [];
  const found = WAYS.map((isMeant) => PROGRAMS.filter((program) => isMeant(program, words)));
  const best = found.find((programs) => programs.length > 0) ?? [];
  // The library of an application that bears the name is that application.
  const libraries = new Set(best.filter(({ format }) => format !== null).map(({ client }) => client));
  return best.filter(({ client, format }) => format !== null || !libraries.has(client));
}
