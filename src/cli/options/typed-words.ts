// From the words as typed to words of ours: habits of other programs are replaced by what they mean here, or refused with
// what to use; letters that stand together are taken apart. Pure. Must not know any single habit or option.
import { UsageError } from '../../model/usage-error.ts';
import { HABITS, type Habit, type HabitContext } from './habits.ts';
import type { OptionSpec } from './options.ts';

export interface TypedWords {
  readonly words: readonly string[];
  /** For stderr: what was taken for what. */
  readonly notices: readonly string[];
}

interface OwnOption {
  readonly takesValue: boolean;
  readonly values: OptionSpec['values'];
}

/** Every name of the options, `-p` and `--port`, and of the two that every command has. */
function ownOptions(options: readonly OptionSpec[]): ReadonlyMap<string, OwnOption> {
  const own = new Map<string, OwnOption>([
    ['-h', { takesValue: false, values: [] }],
    ['--help', { takesValue: false, values: [] }],
  ]);
  for (const { flags, values } of options)
    for (const name of flags.match(/(?<=^|, )--?[\w-]+/g) ?? []) own.set(name, { takesValue: /[<[]/.test(flags), values });
  return own;
}

const habitNamed = (name: string): Habit | undefined =>
  HABITS.find(({ names }) => names.includes(name)) ??
  (/^-[A-Za-z]\w/.test(name) ? HABITS.find(({ names }) => names.includes(`-${name}`)) : undefined);

/** `--name=value` apart; of a word with one dash only where the name is a habit, since `-pa=b` is `-p` with a value. */
function splitWord(word: string): { readonly name: string; readonly glued: string | null } {
  const at = word.indexOf('=');
  const name = word.slice(0, at);
  return at > 1 && (word.startsWith('--') || habitNamed(name))
    ? { name, glued: word.slice(at + 1) }
    : { name: word, glued: null };
}

/** What stands for a word and, where it takes one, its value. */
interface Replaced {
  readonly words: readonly string[];
  readonly notice: string | null;
  /** Whether the next word was the value. */
  readonly tookNext: boolean;
}

const isOption = (word: string | undefined): boolean => word !== undefined && /^-./.test(word);

function noticeOf(typed: string, words: readonly string[], { notice }: Habit): string | null {
  if (notice === undefined) return null;
  return words.length === 0 ? `${typed} is left out: ${notice}` : `${typed} is read as ${words.join(' ')} (${notice})`;
}

class WordReader {
  readonly #own: ReadonlyMap<string, OwnOption>;
  readonly #context: HabitContext;

  /** The words are a text that may have anything in it: only what follows an option of ours is looked at. */
  readonly #isText: boolean;

  constructor(options: readonly OptionSpec[], isText: boolean) {
    this.#isText = isText;
    this.#own = ownOptions(options);
    const formats = this.#own.get('--format')?.values;
    this.#context = { formats: Array.isArray(formats) ? formats : [], hasOption: (name) => this.#own.has(name) };
  }

  read(typed: readonly string[]): TypedWords {
    const words: string[] = [];
    const notices: string[] = [];
    const left = [...typed];
    for (let word = left.shift(); word !== undefined; word = left.shift()) {
      if (word === '--') return { words: [...words, word, ...left], notices };
      if (!isOption(word)) {
        words.push(word);
        continue;
      }
      const apart = this.#takeApart(word);
      if (apart !== null) {
        left.unshift(...apart);
        continue;
      }
      const replaced = this.#replace(word, left[0]);
      if (replaced !== null) {
        words.push(...replaced.words);
        if (replaced.notice !== null) notices.push(replaced.notice);
        if (replaced.tookNext) left.shift();
        continue;
      }
      words.push(word);
      if (this.#own.get(word)?.takesValue && left.length > 0) words.push(left.shift() ?? '');
    }
    return { words, notices };
  }

  /** `-timeout` as `--timeout`, `-vk` as `-v -k`; null: it is one word. */
  #takeApart(word: string): readonly string[] | null {
    if (this.#isText || word.startsWith('--') || word.length < 3) return null;
    const { name } = splitWord(word);
    if (habitNamed(name)) return null;
    if (/^-[a-z][a-z0-9-]{2,}$/.test(name) && this.#own.has(`-${name}`)) return [`-${word}`];
    const first = word.slice(0, 2);
    const own = this.#own.get(first);
    const habit = habitNamed(first);
    const isFlag = own ? !own.takesValue : habit?.means !== undefined && habit.meansWith === undefined;
    return isFlag && /^-[A-Za-z0-9]+$/.test(word) ? [first, `-${word.slice(2)}`] : null;
  }

  /** null: no habit, or one that is no habit here. */
  #replace(word: string, next: string | undefined): Replaced | null {
    const { name, glued } = splitWord(word);
    const habit = habitNamed(name);
    const isOwn = this.#own.has(name);
    if (!habit || (isOwn ? habit.meansWith === undefined : this.#isText)) return null;
    const { means, meansWith, isValueOptional, refused } = habit;
    const refusal = new UsageError(`${name}: ${refused ?? `it takes no value`}`);
    if (meansWith !== undefined) {
      const value = glued ?? (isOption(next) ? undefined : next);
      const found = value === undefined ? null : meansWith(value, this.#context);
      if (found !== null) return this.#accept(`${name} ${value}`, habit, found, glued === null);
      if (isOwn) return null;
      if (value === undefined && !isValueOptional) throw new UsageError(`${name}: a value is missing`);
      if (means === undefined || glued !== null) {
        if (refused === undefined) return null;
        throw refusal;
      }
    } else if (refused !== undefined || glued !== null) throw refusal;
    return this.#accept(name, habit, means ?? [], false);
  }

  /** Only what the command has. */
  #accept(typed: string, habit: Habit, words: readonly string[], tookNext: boolean): Replaced | null {
    const options = words.filter((word, at) => at % 2 === 0 && word.startsWith('--'));
    if (!options.every((option) => this.#own.has(option))) return null;
    return { words, notice: noticeOf(typed, words, habit), tookNext };
  }
}

/**
 * `options`: of the command that the words are for; `isText`: the rest is a text of its own. Throws UsageError for a habit
 * that is refused.
 */
export const readTypedWords = (typed: readonly string[], options: readonly OptionSpec[], isText = false): TypedWords =>
  new WordReader(options, isText).read(typed);

/** Where the first word stands that is no option and no option's value; -1: nowhere. */
export function findOperand(typed: readonly string[], options: readonly OptionSpec[]): number {
  const own = ownOptions(options);
  for (let at = 0; at < typed.length; at += 1) {
    const word = typed[at] ?? '';
    if (!isOption(word)) return at;
    const habit = habitNamed(word);
    const takesNext = own.has(word) ? own.get(word)?.takesValue : habit?.meansWith !== undefined || habit?.isSecret;
    if (takesNext) at += 1;
  }
  return -1;
}
