// Truststores of the JDKs that are installed: their own cacerts, read as keytool lists them, and those that their keytool writes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { labIssuer, labRootPem } from '../../src/lab/certificates.ts';
import type { TrustStore } from '../../src/model/trust-store.ts';
import { readTrustStore } from '../../src/request/trust-store.ts';

const JVMS = '/usr/lib/jvm';
const homes = existsSync(JVMS)
  ? [...new Set(readdirSync(JVMS).map((name) => realpathSync(join(JVMS, name))))].filter((home) =>
      existsSync(join(home, 'bin/keytool')),
    )
  : [];

const folder = mkdtempSync(join(tmpdir(), 'mailprobe-java-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const read = (text: string, env: Record<string, string> = {}): Promise<TrustStore> =>
  readTrustStore(text, { name: '--trust', env, onSecret: () => {} });
const fingerprints = ({ certificates }: TrustStore): string[] =>
  certificates.map((pem) => new X509Certificate(pem).fingerprint256).toSorted();

/** How it is written: the options of keytool. */
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  JKS: ['-storetype', 'JKS'],
  JCEKS: ['-storetype', 'JCEKS'],
  'PKCS#12': ['-storetype', 'PKCS12'],
  'PKCS#12 of old': ['-J-Dkeystore.pkcs12.legacy', '-storetype', 'PKCS12'],
  'PKCS#12 without a password': [
    '-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE',
    '-J-Dkeystore.pkcs12.macAlgorithm=NONE',
    ...['-storetype', 'PKCS12'],
  ],
};

describe('truststores of Java', { skip: homes.length === 0 ? 'there is no keytool below /usr/lib/jvm' : false }, () => {
  const roots = { first: labRootPem(), second: labIssuer('untrusted').pem };
  const expected = Object.values(roots)
    .map((pem) => new X509Certificate(pem).fingerprint256)
    .toSorted();
  for (const [alias, pem] of Object.entries(roots)) writeFileSync(join(folder, `${alias}.pem`), pem);

  for (const home of homes) {
    const keytool = (...words: string[]): string => {
      const { status, stdout, stderr } = spawnSync(join(home, 'bin/keytool'), words, { encoding: 'utf8' });
      assert.equal(status, 0, `${stdout}${stderr}`);
      return stdout;
    };

    it(`${home}: its cacerts, as keytool lists it`, async () => {
      const store = await read('java:', { JAVA_HOME: home });
      assert.ok(store.path?.startsWith(home));
      const listed = keytool('-list', '-keystore', store.path ?? '', '-storepass', 'changeit');
      const hashes = [...listed.matchAll(/\(SHA-256\): ([0-9A-F:]+)/g)].map(([, hash = '']) => hash);
      assert.ok(hashes.length > 50);
      assert.deepEqual(fingerprints(store), [...new Set(hashes)].toSorted());
      assert.notEqual(store.isIntact, false);
    });

    for (const [name, options] of Object.entries(WRITTEN))
      it(`${home}: ${name}`, async () => {
        for (const passphrase of ['changeit', 'another one']) {
          const path = join(folder, `${homes.indexOf(home)}-${name.replace(/\W/g, '-')}-${passphrase.length}`);
          for (const alias of Object.keys(roots))
            keytool(
              ...[...options, '-importcert', '-noprompt', '-alias', alias, '-file', join(folder, `${alias}.pem`)],
              ...['-keystore', path, '-storepass', passphrase],
            );
          const env: Record<string, string> = passphrase === 'changeit' ? {} : { MAILPROBE_TRUST_PASSPHRASE: passphrase };
          const store = await read(`java:${path}`, env);
          assert.deepEqual(fingerprints(store), expected);
          assert.notEqual(store.isIntact, false);
        }
      });
  }
});
