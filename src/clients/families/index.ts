// All families in one list, and the finding of one by its id or another name of it.
import type { ClientFamily } from '../family.ts';
import { COMMAND_LINE } from './command-line.ts';
import { DOTNET } from './dotnet.ts';
import { GO_RUST } from './go-rust.ts';
import { JAVA_FAMILIES } from './java.ts';
import { MAIL_PROGRAMS } from './mail-programs.ts';
import { NODE_FAMILIES } from './node.ts';
import { PHP } from './php.ts';
import { PYTHON_RUBY } from './python-ruby.ts';

// biome-ignore format: a list
export const FAMILIES: readonly ClientFamily[] = [
  ...MAIL_PROGRAMS, ...DOTNET, ...JAVA_FAMILIES, ...NODE_FAMILIES, ...PHP, ...PYTHON_RUBY, ...GO_RUST, ...COMMAND_LINE,
];

const BY_NAME: ReadonlyMap<string, ClientFamily> = new Map(
  FAMILIES.flatMap((family) => [family.id, ...(family.aliases ?? [])].map((name): [string, ClientFamily] => [name, family])),
);

export const findFamily = (name: string): ClientFamily | null => BY_NAME.get(name.toLowerCase()) ?? null;
export const FAMILY_NAMES: readonly string[] = [...BY_NAME.keys()];
