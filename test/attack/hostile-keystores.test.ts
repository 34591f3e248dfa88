// Files that call themselves keystores: cut short, with lengths that nobody has, altered anywhere, of garbage. Each gives its
// certificates or a sentence of wrong usage, soon and within the memory of the file; nothing else is thrown.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { UsageError } from '../../src/model/usage-error.ts';
import { isJavaKeystore, readJavaKeystore } from '../../src/net/java-keystore.ts';
import { readPkcs12Certificates } from '../../src/net/pkcs12-certificates.ts';
import { readTrustStore } from '../../src/request/trust-store.ts';
import { type KeystoreSample, keystoreSample } from '../unit/net/keystore-samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailprobe-keystores-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'store');

async function outcomeOf(bytes: Buffer): Promise<'read' | string> {
  writeFileSync(path, bytes);
  try {
    await readTrustStore(`java:${path}`, { name: '--trust', env: {}, onSecret: () => {} });
    return 'read';
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    assert.match(error.message, /^--trust: cannot read /);
    assert.ok(!error.message.includes('\n'));
    return error.message;
  }
}

function outcomeInMemory(bytes: Buffer): 'read' | string {
  try {
    if (isJavaKeystore(bytes)) readJavaKeystore(bytes, null);
    else readPkcs12Certificates(bytes, null, true);
    return 'read';
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return error.message;
  }
}

/** Steps through the file; what takes a key derivation each time is looked at in fewer places. */
const places = (bytes: Buffer, step: number): number[] =>
  Array.from({ length: Math.ceil(bytes.length / step) }, (_, at) => at * step);

const SAMPLES: readonly (readonly [KeystoreSample, number])[] = [
  ['jks', 1],
  ['jksKey', 1],
  ['jceksSecret', 1],
  ['pkcs12Open', 1],
  ['pkcs12', 60],
];

const header = (magic: number, version: number, entries: number): Buffer => {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(magic, 0);
  bytes.writeUInt32BE(version, 4);
  bytes.writeUInt32BE(entries, 8);
  return bytes;
};
const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value, 0);
  return bytes;
};
/** An entry of that kind without alias and day, and the digest that stands last. */
const entry = (kind: number, ...rest: Buffer[]): Buffer => Buffer.concat([number(kind), Buffer.alloc(2 + 8), ...rest]);
const DIGEST = Buffer.alloc(20);

const CRAFTED: Readonly<Record<string, Buffer>> = {
  empty: Buffer.alloc(0),
  'one byte': Buffer.from([0x30]),
  'the magic alone': number(0xfeedfeed),
  'four billion entries': Buffer.concat([header(0xfeedfeed, 2, 0xffffffff), DIGEST]),
  'four billion entries and one': Buffer.concat([header(0xfeedfeed, 1, 0xffffffff), entry(2, number(0)), DIGEST]),
  'a certificate of four gigabytes': Buffer.concat([header(0xfeedfeed, 1, 1), entry(2, number(0xffffffff)), DIGEST]),
  'a chain of four billion': Buffer.concat([header(0xfeedfeed, 1, 1), entry(1, number(0), number(0xffffffff)), DIGEST]),
  'no entry': Buffer.concat([header(0xfeedfeed, 2, 0), DIGEST]),
  'an unknown version': Buffer.concat([header(0xfeedfeed, 77, 0), DIGEST]),
  'more than it says': Buffer.concat([header(0xfeedfeed, 2, 0), Buffer.alloc(99), DIGEST]),
  'garbage for a certificate': Buffer.concat([header(0xfeedfeed, 1, 1), entry(2, number(4), Buffer.from('oops')), DIGEST]),
  'DER without end': Buffer.from([0x30, 0x80, 0x02, 0x01, 0x03]),
  'DER of sixteen megabytes': Buffer.from([0x30, 0x83, 0xff, 0xff, 0xff, 0x02, 0x01, 0x03]),
  'a version and nothing else': Buffer.from([0x30, 0x03, 0x02, 0x01, 0x03]),
  'nested without end': Buffer.from(`${'30820100'.repeat(4_000)}020103`, 'hex'),
  text: Buffer.from('root:x:0:0:root:/root:/bin/bash\n'),
  'half a PEM': Buffer.from('-----BEGIN CERTIFICATE-----\nMIIB\n'),
  'a PEM of nothing': Buffer.from('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'),
  'many beginnings': Buffer.from('-----BEGIN CERTIFICATE-----\n'.repeat(100_000)),
};

describe('hostile keystores', () => {
  for (const [name, bytes] of Object.entries(CRAFTED))
    it(`${name}: a sentence`, async () => {
      assert.notEqual(await outcomeOf(bytes), 'read');
    });

  for (const [name, step] of SAMPLES) {
    const whole = keystoreSample(name);
    it(`${name}, cut short anywhere: a sentence`, () => {
      for (const at of places(whole, step)) assert.notEqual(outcomeInMemory(whole.subarray(0, at)), 'read', `cut at ${at}`);
    });

    it(`${name}, each byte turned about: a certificate or a sentence`, () => {
      for (const at of places(whole, step))
        for (const value of [0x00, 0x7f, 0xff]) {
          const altered = Buffer.from(whole);
          altered[at] = value;
          outcomeInMemory(altered);
        }
    });
  }

  it('rounds of key derivation that would take minutes are not begun', async () => {
    const whole = keystoreSample('pkcs12');
    // INTEGER 10000, as keytool writes it: both of the MAC and of the key.
    const from = Buffer.from('02022710', 'hex');
    const at = whole.lastIndexOf(from);
    assert.ok(at > 0);
    const patched = Buffer.concat([whole.subarray(0, at), Buffer.from('02027fff', 'hex'), whole.subarray(at + 4)]);
    assert.match(await outcomeOf(patched), /passphrase|damaged|encrypted/);
    // As many bytes longer in each of the lengths around it, which are of the last element: MacData and the whole.
    const grown = Buffer.concat([whole.subarray(0, at), Buffer.from('02047fffffff', 'hex'), whole.subarray(at + 4)]);
    grown.writeUInt16BE(grown.readUInt16BE(2) + 2, 2);
    const macData = grown.lastIndexOf(Buffer.from('3031300d', 'hex')) - 2;
    grown[macData + 1] = (grown[macData + 1] ?? 0) + 2;
    assert.match(await outcomeOf(grown), /2147483647 rounds of key derivation/);
  });
});
