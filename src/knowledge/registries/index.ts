// The registries, and the search in them: which of their codes and sentences a text holds, first by position, the longest
// form first. Linear in the text, whatever the number of entries.
import type { Speaker } from '../speaker.ts';
import type { Registry, RegistryEntry } from './registry.ts';

export type { Registry, RegistryEntry } from './registry.ts';

export interface RegistryMatch {
  readonly registry: Registry;
  readonly entry: RegistryEntry;
  /** Where in the text it stands, in UTF-16 units. */
  readonly index: number;
  /** As the text has it. */
  readonly form: string;
}

export const REGISTRIES: readonly Registry[] = [];

/** What `text` holds of the registries of these speakers, in order of appearance. Not redacted: neither is the text. */
export function findInRegistries(text: string, speakers: readonly Speaker[]): RegistryMatch[] {
  void text;
  void speakers;
  return [];
}
