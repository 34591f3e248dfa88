// The tables of clients hold together: every id leads somewhere, every row says how it is known, and nothing is said twice.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FAMILIES, FAMILY_NAMES, findFamily } from '../../../src/clients/families/index.ts';
import { findTlsClient, TLS_CLIENTS } from '../../../src/clients/tls-clients.ts';
import { CIPHER_SUITES, opensslName, suiteClass, suiteFacts } from '../../../src/model/cipher-suites.ts';
import { findMechanism } from '../../../src/sasl/index.ts';

describe('families', () => {
  it('each has a name of its own, and each name leads to it', () => {
    assert.ok(FAMILIES.length >= 30, `${FAMILIES.length}`);
    assert.equal(new Set(FAMILY_NAMES).size, FAMILY_NAMES.length);
    assert.equal(FAMILIES.flatMap(({ id, aliases = [] }) => [id, ...aliases]).length, FAMILY_NAMES.length, 'a name stands twice');
    assert.equal(findFamily('JavaMail')?.id, 'jakarta-mail');
    assert.equal(findFamily('nothing'), null);
  });

  for (const family of FAMILIES) {
    it(`${family.id} runs on TLS clients that there are, and says where it is known from`, () => {
      assert.deepEqual(
        family.platforms.filter((id) => findTlsClient(id) === null),
        [],
      );
      assert.ok(family.platforms.length > 0);
      assert.ok(family.source.length > 5);
      assert.ok(family.protocols.length > 0 && family.modes.length > 0);
      assert.ok(
        family.modes.every(({ mode }) => mode !== 'auto' || family.auto),
        'an automatic mode that nothing explains',
      );
      // GSSAPI is nothing that this program speaks.
      const unknown = family.mechanisms.filter((name) => name !== 'GSSAPI' && !findMechanism(name));
      assert.deepEqual(unknown, []);
    });
  }
});

describe('TLS clients', () => {
  it('each has an id of its own', () => {
    assert.ok(TLS_CLIENTS.length >= 120, `${TLS_CLIENTS.length}`);
    assert.equal(new Set(TLS_CLIENTS.map(({ id }) => id)).size, TLS_CLIENTS.length);
    assert.deepEqual(
      TLS_CLIENTS.filter(({ id }) => findFamily(id) !== null).map(({ id }) => id),
      [],
      'an id of both tables',
    );
  });

  it('each offers something that there is, and says where that is known from', () => {
    for (const { id, source, versions, suites, groups, signatures } of TLS_CLIENTS) {
      assert.ok(source.length > 5, id);
      assert.ok(versions.length > 0 && versions.every((version) => version >= 0x0300 && version <= 0x0304), id);
      assert.ok(suites.length > 0 && suites.every((suite) => CIPHER_SUITES.has(suite)), id);
      assert.ok(
        [...groups, ...signatures].every((number) => number > 0 && number < 0x10000),
        id,
      );
      assert.equal(
        versions.includes(0x0304),
        suites.some((suite) => suiteFacts(suite)?.keyExchange === 'TLS13') && versions.includes(0x0304),
        id,
      );
    }
  });

  it('who has x25519 has P-256 too, and who has CHACHA20 has AES: four hellos live on it', () => {
    const odd = TLS_CLIENTS.filter(
      ({ groups, suites }) =>
        (groups.includes(0x001d) && !groups.includes(0x0017)) ||
        (suites.some((suite) => suiteFacts(suite)?.cipher === 'CHACHA20') &&
          !suites.some((suite) => suiteFacts(suite)?.cipher === 'GCM')),
    );
    assert.deepEqual(
      odd.map(({ id }) => id),
      [],
    );
  });
});

describe('cipher suites', () => {
  for (const [code, openssl, name] of [
    [0xc02f, 'ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-RSA GCM'],
    [0xc014, 'ECDHE-RSA-AES256-SHA', 'ECDHE-RSA CBC-SHA'],
    [0xc028, 'ECDHE-RSA-AES256-SHA384', 'ECDHE-RSA CBC-SHA2'],
    [0x009d, 'AES256-GCM-SHA384', 'RSA key exchange GCM'],
    [0x000a, 'DES-CBC3-SHA', 'RSA key exchange 3DES'],
    [0xcca8, 'ECDHE-RSA-CHACHA20-POLY1305', 'ECDHE-RSA CHACHA20'],
    [0x0039, 'DHE-RSA-AES256-SHA', 'DHE-RSA CBC-SHA'],
  ] as const) {
    it(openssl, () => {
      assert.equal(opensslName(code), openssl);
      assert.equal(suiteClass(code), name);
    });
  }
});
