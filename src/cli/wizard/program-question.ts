// The question which program cannot send or read mail: its name, or its settings file, which says by itself what is to be checked.
// Whoever types a host at once is understood. Runs nothing.
import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename } from 'node:path';
import { findFamily } from '../../clients/families/index.ts';
import { PROTOCOLS } from '../../model/protocol.ts';
import { AmbiguousSettings, UsageError } from '../../model/usage-error.ts';
import { readTypedTarget, type TypedTarget } from '../../request/typed-target.ts';
import { FORMATS } from '../../settings/formats/index.ts';
import { readApplicationFile } from '../application/index.ts';
import type { Prompter } from '../terminal/prompter.ts';
import { type CheckAnswers, checkOf } from './command-line.ts';
import { type Program, programsCalled } from './programs.ts';
import { answersFor, PROTOCOL_CHOICES, protocolToName } from './questions.ts';

export type ProgramAnswer =
  | { readonly kind: 'skip' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'programs'; readonly programs: readonly [Program, ...Program[]] }
  | { readonly kind: 'target'; readonly typed: TypedTarget };

const SKIP = 'skip';
const UNKNOWN = `no program that is known here: try its library, its settings file, or ${SKIP}`;

/** As a file manager or a shell writes a path: in quotes, with ~ for the home. */
export const pathOf = (typed: string): string =>
  typed.replace(/^(["'])(.+)\1$/s, '$2').replace(/^~(?=[\\/])/, () => homedir().replace(/[\\/]$/, ''));

const isFile = async (path: string): Promise<boolean> =>
  !path.includes('\0') && ((await stat(path).catch(() => null))?.isFile() ?? false);

/** No host has a slash outside of a URL; and two labels that are a settings file's name are one. */
const looksLikePath = (path: string): boolean =>
  (/[\\/]/.test(path) && !path.includes('://')) ||
  (path.split('.').length <= 2 && FORMATS.some(({ readings }) => readings.some(({ files }) => files.test(path))));

async function readAnswer(answer: string): Promise<ProgramAnswer> {
  const typed = answer.trim();
  if (typed === '' || typed.toLowerCase() === SKIP) return { kind: 'skip' };
  const path = pathOf(typed);
  if (await isFile(path.replace(/#[^#/\\]+$/, ''))) return { kind: 'file', path };
  const [first, ...others] = programsCalled(typed);
  if (first !== undefined) return { kind: 'programs', programs: [first, ...others] };
  if (looksLikePath(path)) return { kind: 'file', path };
  if (!/[.@:]/.test(typed)) throw new UsageError(UNKNOWN);
  return { kind: 'target', typed: readTypedTarget(typed) };
}

/** A file that is read without complaint, or of which is only to be said what in it is meant. */
async function complaintAbout(answer: string): Promise<string | null> {
  try {
    const read = await readAnswer(answer);
    if (read.kind === 'file') await readApplicationFile({ config: read.path });
    return null;
  } catch (error) {
    if (error instanceof AmbiguousSettings) return null;
    if (error instanceof UsageError) return error.problem;
    throw error;
  }
}

export async function askProgram(prompter: Prompter, hasWayBack: boolean): Promise<ProgramAnswer> {
  const message = 'Which program has the trouble? Name or settings file:';
  return readAnswer(await prompter.text({ message, initial: SKIP, validate: complaintAbout, hasWayBack }));
}

/** Asks on until it is plain what in the file is meant. Throws UsageError where the file cannot be read any more. */
export async function answersForFile(prompter: Prompter, path: string): Promise<CheckAnswers> {
  let answers: CheckAnswers = { ...checkOf(''), config: path };
  for (;;) {
    try {
      const { config, client } = answers;
      await readApplicationFile({ config: config ?? path, ...(client === null ? {} : { client: [client] }) });
      return answers;
    } catch (error) {
      if (!(error instanceof AmbiguousSettings)) throw error;
      const { kind } = error;
      const message =
        kind === 'part' ? `Which of the settings in ${basename(path)}?` : 'Which mail library does the program use?';
      const nameOf = (id: string): string => (kind === 'client' ? (findFamily(id)?.label ?? id) : id);
      const choices = error.choices.map((value) => ({ name: nameOf(value), value }));
      const chosen = await prompter.choose({ message, choices, hasWayBack: true });
      answers = kind === 'part' ? { ...answers, config: `${path}#${chosen}` } : { ...answers, client: chosen };
    }
  }
}

export async function chooseProgram(prompter: Prompter, programs: readonly [Program, ...Program[]]): Promise<Program> {
  const [only, ...others] = programs;
  if (others.length === 0) return only;
  const choices = programs.map((value) => ({ name: value.title, value }));
  return prompter.choose({ message: 'Which of these?', choices, hasWayBack: true });
}

/** What this program would do at this host. Lines to write are for one protocol; where it has several, for the one that fails. */
export async function answersForProgram(
  prompter: Prompter,
  { client, format, protocols }: Program,
  typed: Pick<TypedTarget, 'bare' | 'target'>,
): Promise<CheckAnswers> {
  const answers = { ...answersFor(typed), client };
  if (!answers.all) return { ...answers, settingsFor: format };
  const known = PROTOCOLS.filter((one) => protocols.some((other) => other === one));
  const [only, ...others] = known;
  if (only === undefined || (format === null && others.length > 0)) return answers;
  const choices = PROTOCOL_CHOICES.filter(({ value }) => known.some((one) => one === value));
  const protocol =
    others.length === 0 ? only : await prompter.choose({ message: 'What does not work in it?', choices, hasWayBack: true });
  return { ...answers, all: false, protocol: protocolToName(protocol, typed.target.host), settingsFor: format };
}
