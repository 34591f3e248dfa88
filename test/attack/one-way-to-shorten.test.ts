// Text that a peer has a part in is shortened by one function, which marks the cut (and whose caller with a redactor at hand
// is `excerpt`, which scrubs first). Read off the source: nobody else cuts a text at so many characters.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Redactor } from '../../src/net/redactor.ts';

/** Where foreign text is read, kept, judged or shown; knowledge/ and explain/ cut only what they look at. */
const ROOMS = ['net', 'protocols', 'oauth', 'sasl', 'probe', 'diagnose', 'report', 'check', 'serve', 'model'];

/** At a number of characters or bytes: as a figure from 24 on, or by a name that says so. Lists have other names. */
const CUTS =
  /\.(?:substring|substr)\(|\.(?:slice|subarray)\(0, ?(?:2[4-9]|[3-9]\d|\d{3,}|\w*(?:TEXT|NAME|CHARACTERS|SAMPLE|DETAIL|DESCRIPTION|REASON|LINE|BYTES|LONGEST|SHOWN|LIMIT|OCTETS|SAID))\b/g;

const NOT_A_PEERS_TEXT: Readonly<Record<string, string>> = {
  'net/pkcs12.ts': 'looks at the beginning of a file of the user’s',
  'net/proxy/dialogue.ts': 'ends where its reader does, and is taken for cut',
};

describe('a text of a peer’s', () => {
  it('is shortened by one function', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && ROOMS.some((room) => name.startsWith(`${room}/`)),
    );
    assert.ok(files.length > 100);
    const found = files.flatMap((name) => {
      const cuts = readFileSync(join('src', name), 'utf8').match(CUTS) ?? [];
      return cuts.length > 0 && !(name in NOT_A_PEERS_TEXT) ? [`${name}: ${cuts.join(' ')}`] : [];
    });
    assert.deepEqual(found, []);
  });

  it('is scrubbed whole before it is cut, and in front of a cut all the same', () => {
    const redactor = new Redactor();
    redactor.add('Winter-2024-is-cold', 'ada');
    for (let limit = 1; limit < 60; limit += 1) {
      const text = 'a password of Winter-2024-is-cold or so, and more words behind it';
      const kept = redactor.excerpt(text, limit);
      assert.ok(kept.length <= limit && !kept.includes('Wi'), kept);
      // As a reader without a redactor cuts it, and as a peer that breaks off.
      const cut = `${text.slice(0, limit)}…`;
      assert.ok(!redactor.scrub(cut).includes('Wint'), redactor.scrub(cut));
      assert.ok(!redactor.scrub(text.slice(0, limit), true).includes('Wint'));
    }
  });
});
