// The job of a batch on its way into a thread: what goes there is copied, and a Secret cannot be. Takes secrets apart and
// puts them together again, wherever they stand; must not know what they are.
import { Secret } from '../../model/secret.ts';
import type { BatchJob } from './batch-check.ts';

const MARK = '\u0000secret';

function mapDeep(value: unknown, map: (value: object) => unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  const mapped = map(value);
  if (mapped !== value) return mapped;
  if (Array.isArray(value)) return value.map((item) => mapDeep(item, map));
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, mapDeep(item, map)]));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapDeep(item, map)]));
}

/** Something that postMessage can copy. For `workerData` alone: the secrets in it are bare. */
export const packJob = (job: BatchJob): unknown =>
  mapDeep(job, (value) => (value instanceof Secret ? { [MARK]: value.reveal() } : value));

/** The other way round; trusts that the value came out of `packJob`. */
export const unpackJob = (packed: unknown): BatchJob =>
  mapDeep(packed, (value) => (MARK in value ? new Secret(String(value[MARK])) : value)) as BatchJob;
