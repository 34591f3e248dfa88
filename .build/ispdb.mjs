// Makes src/knowledge/ispdb.json of a table of Thunderbird's ISPDB, one line a provider:
//   name | domains | SMTP host:port:mode … | IMAP … | POP3 … | user name form | password or OAuth
// Mode: t = TLS from the first byte, s = STARTTLS, p = plaintext. Run with the table's path; it is no part of a build.
//   node .build/ispdb.mjs <table> <snapshot, YYYY-MM-DD>
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [, , table, snapshot] = process.argv;
if (!table || !/^\d{4}-\d{2}-\d{2}$/.test(snapshot ?? '')) throw new Error('usage: node .build/ispdb.mjs <table> <YYYY-MM-DD>');

const MODES = { t: 'SSL/TLS', s: 'STARTTLS', p: 'none' };
const USERS = { f: 'full', l: 'local', 'f,l': 'either', 'f,None': 'full', 'l,None': 'local' };

const servers = (text) =>
  text.split(' ').flatMap((one) => {
    const [, endpoint, mode] = /^(\S+:\d{1,5}):([tsp])$/.exec(one) ?? [];
    if (endpoint === undefined && one !== '') throw new Error(`no server: ${one}`);
    return endpoint === undefined ? [] : [`${endpoint} ${MODES[mode]}`];
  });

const providers = readFileSync(table, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    // Seven fields from the end: a name may have the separator in it (schwaz.net).
    const fields = line.split('|');
    const [domains, smtp, imap, pop3, user, login] = fields.slice(-6);
    const name = fields.slice(0, -6).join('|').trim();
    const made = { name, domains: domains.split(' '), user: USERS[user] ?? user, oauth: login.includes('o') };
    for (const [key, text] of Object.entries({ smtp, imap, pop3 })) if (text !== '') made[key] = servers(text);
    return JSON.stringify(made);
  });
const head = {
  source: 'https://github.com/thunderbird/autoconfig',
  snapshot,
  licence: 'MPL-2.0',
  notice: 'This file is subject to the terms of the Mozilla Public License, v. 2.0: see LICENSE-ISPDB.txt.',
};
const file = join(dirname(fileURLToPath(import.meta.url)), '../src/knowledge/ispdb.json');
const text = `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "providers": [\n    ${providers.join(',\n    ')}\n  ]\n}\n`;
writeFileSync(file, text);
