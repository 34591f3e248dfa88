// From a configuration file to the modules in it, or to everything that is wrong with it. Decides what a file must have;
// the settings of a module are module-settings.ts's.

import { dirname, resolve } from 'node:path';
import { UsageError } from '../model/usage-error.ts';
import { readInputFile } from '../request/input-file.ts';
import { decodeText } from '../request/secret-source.ts';
import { defaultConfiguration } from './default-modules.ts';
import { SERVE_LIMITS } from './limits.ts';
import { NO_SECRET_LITERALS, SECRET_LITERALS } from './login-settings.ts';
import type { Configuration, Module } from './module.ts';
import { readModule, readTargetList } from './module-settings.ts';
import type { SettingsContext } from './settings-context.ts';
import { readSettings, type SettingsReader } from './settings-reader.ts';

export type LoadedConfiguration =
  | { readonly ok: true; readonly configuration: Configuration }
  /** One line each, in the order of the file where they have a place in it. */
  | { readonly ok: false; readonly problems: readonly string[] };

export type LoadContext = Pick<SettingsContext, 'base' | 'env' | 'onSecret'>;

/** `path`: null for the modules that there are without a file. */
export async function loadConfiguration(path: string | null, context: LoadContext): Promise<LoadedConfiguration> {
  if (path === null) return { ok: true, configuration: defaultConfiguration(context.base) };
  try {
    const { bytes } = await readInputFile(path, '--config', SERVE_LIMITS.maxFileBytes);
    return await readConfiguration(path, decodeText(bytes, `--config ${path}`), context);
  } catch (error) {
    if (error instanceof UsageError) return { ok: false, problems: [error.message] };
    throw error;
  }
}

/** The text of a configuration file. Reads the files and variables that it names. */
export async function readConfiguration(name: string, text: string, context: LoadContext): Promise<LoadedConfiguration> {
  const { reader, problems } = readSettings(name, text);
  if (reader === null) return { ok: false, problems };
  const notices: string[] = [];
  const allowedTargets = readTargetList(reader);
  const modules = await readModules(reader, {
    ...context,
    folder: dirname(resolve(name)),
    isRestricted: allowedTargets !== null,
    notices,
  });
  reader.refuse(SECRET_LITERALS, NO_SECRET_LITERALS);
  reader.close();
  if (reader.problems.length > 0) return { ok: false, problems: reader.problems };
  return { ok: true, configuration: { modules, allowedTargets, notices } };
}

async function readModules(reader: SettingsReader, context: SettingsContext): Promise<ReadonlyMap<string, Module>> {
  const modules = new Map<string, Module>();
  const list = reader.mapping('modules');
  if (list === undefined) {
    if (!reader.has('modules'))
      reader.complain('modules are missing: modules: { submission: { ports: [587], modes: [starttls] } }');
    return modules;
  }
  if (list.names.length === 0) list.complain('there is no module in it');
  for (const name of list.names) {
    const settings = list.mapping(name);
    if (!/^[\w.-]{1,64}$/.test(name)) list.complain('a module name is of letters, digits, dots, hyphens and underscores', name);
    if (settings !== undefined) modules.set(name, await readModule(name, settings, context));
  }
  list.close();
  return modules;
}
