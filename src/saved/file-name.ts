// The name of a saved report: its target, its protocol and its time, so that a listing sorts as it happened and no content is
// needed to find one. Pure.
import { createHash } from 'node:crypto';
import type { Report } from '../model/report.ts';

const MAX_NAME = 120;

/** The mailbox where one was asked for, else the host: what a person names the same way again. */
export function savedName(target: { readonly input: string; readonly host: string }): string {
  const mailbox = /^[^\s@/:<>]+@[^\s@/:<>]+$/.test(target.input) ? target.input : target.host;
  // No separator, no drive, nothing hidden, nothing that Windows minds; `%` keeps what was different different.
  const name = mailbox
    .toLowerCase()
    .replace(/[^a-z0-9.@_-]/g, (character) => `%${Buffer.from(character).toString('hex')}`)
    .replace(/^[.-]/, (character) => `%${Buffer.from(character).toString('hex')}`);
  if (name.length <= MAX_NAME) return name;
  return `${name.slice(0, MAX_NAME - 17)}-${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
}

const stampOf = (iso: string): string => iso.replace(/\.\d+Z$/, 'Z').replace(/[^0-9TZ]/g, '');

const protocolOf = ({ parts, target }: Report): string => (parts === undefined ? target.protocol : 'all');

/** `mail.example.com-smtp-20261127T014852Z.json`; `again`: how many of that very second are there. */
export const savedFileName = (report: Report, again = 0): string =>
  `${savedName(report.target)}-${protocolOf(report)}-${stampOf(report.startedAt)}${again === 0 ? '' : `-${again + 1}`}.json`;

/** Whether a file is a saved report of this target, by its name. */
export function isSavedFileOf(file: string, name: string): boolean {
  return file.startsWith(`${name}-`) && /^(?:smtp|imap|pop3|all)-\d{8}T\d{6}Z(?:-\d+)?\.json$/.test(file.slice(name.length + 1));
}
