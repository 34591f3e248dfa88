// Whose list of roots a check goes by: the one that --trust names stands in place of Node's, and where it trusts no root of the
// chain, what another list says is told. That other list never lets a login go ahead.
// Alone in its process: it sets the variables that name the list of roots before anything asks for it.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import tls from 'node:tls';
import { judgeAgain } from '../../src/check/judge-again.ts';
import { labIssuer, labRootPem } from '../../src/lab/certificates.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import type { TrustStore } from '../../src/model/trust-store.ts';
import { planOfRecord, recordRun } from '../../src/saved/recorded.ts';
import { runResultOf } from '../../src/watch/run-result.ts';
import { until } from '../support/until.ts';
import { keystoreSample } from '../unit/net/keystore-samples.ts';
import { type Checked, checkTarget, credentialsOf, type Untypable } from './support/check-lab.ts';
import { assertSound } from './support/promises.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailprobe-trust-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const labRoot = file('lab-root.pem', labRootPem());
const otherRoot = file('example.jks', keystoreSample('jks'));

// Before anything asks for the system's list: a Node that can ask for it does so once.
const environment = { SSL_CERT_FILE: process.env.SSL_CERT_FILE, SSL_CERT_DIR: process.env.SSL_CERT_DIR };
Object.assign(process.env, { SSL_CERT_FILE: labRoot, SSL_CERT_DIR: folder });
after(() => {
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

const store = (kind: TrustStore['kind'], name: string, ...certificates: string[]): TrustStore => ({
  kind,
  name,
  path: null,
  certificates,
  beyondNode: [],
  isIntact: null,
});

const connections = (lab: Lab): number => lab.record.connections.length;

async function checked(
  scenario: string,
  argv: readonly string[],
  more: Untypable = {},
  judge: (checked: Checked, lab: Lab) => void | Promise<void> = () => {},
): Promise<void> {
  const lab = await startLab(scenario);
  try {
    const port = ['-p', `${lab.port('submissions')}`, '-m', 'tls', '--resolve', `${lab.host}:${lab.address}`];
    const seen = await checkTarget(lab.host, [...port, ...argv], { credentials: credentialsOf(lab), ...more });
    assertSound(seen);
    await judge(seen, lab);
  } finally {
    await lab.close();
  }
}

const findingOf = ({ report }: Checked, id: string) => {
  const found = report.findings.find((finding) => finding.id === id);
  assert.ok(found, `${id} among ${report.findings.map((finding) => finding.id)}`);
  return found;
};

const sentAnyLogin = (lab: Lab): boolean => lab.record.connections.some(({ auth }) => auth.length > 0);

describe('a root that another list has', { skip: process.platform === 'linux' ? false : 'by OpenSSL of a Linux' }, () => {
  it('in the list of this system, and not in that of Node: the finding says so, and no login goes out', async () => {
    const roots = { tls: { trust: store('node', "Mozilla's list", ...tls.rootCertificates) } };
    await checked('auth-plain', [], roots, async (seen, lab) => {
      const { title, detail, fix, owner, evidence } = findingOf(seen, 'cert-untrusted-root');
      assert.match(title, /that this system's list trusts and Mozilla's list does not: Lab Root R1/);
      assert.match(detail, /^This system's list trusts it, Mozilla's list does not: /);
      assert.match(fix, /NODE_EXTRA_CA_CERTS.*keytool -importcert/);
      assert.equal(owner, 'you');
      assert.ok(evidence.some((line) => line.includes('in a second handshake')));
      assert.deepEqual(seen.report.endpoints[0]?.tls?.otherTrust, {
        kind: 'system',
        name: "this system's list",
        trusted: true,
        systemCode: null,
      });
      assert.equal(seen.report.endpoints[0]?.tls?.trusted, false);
      assert.equal(seen.report.credentials?.status, 'skipped');
      await until(() => connections(lab) === 2, 'the second handshake');
      assert.equal(sentAnyLogin(lab), false);
      assert.equal(runResultOf(seen, 1).connections, 2, 'a watch counts both');
    });
  });

  it('with --trust system it verifies, over one connection, and the login goes out', async () => {
    await checked('auth-plain', ['--trust', 'system'], {}, (seen, lab) => {
      assert.equal(seen.report.verdict, 'ok', seen.texts.text);
      assert.equal(seen.report.credentials?.status, 'accepted');
      assert.equal(seen.report.trust?.store, 'system');
      assert.match(seen.texts.text, /^Trust {2}this system's list \(1 root\)$/m);
      assert.match(seen.texts.markdown, /Certificates were verified by `this system's list \(1 root\)`/);
      assert.match(seen.texts.html, /certificates verified by <code>this system/);
      assert.equal(connections(lab), 1);
    });
  });
});

describe('--trust stands in place of the roots of Node', () => {
  it('a file with the root: it verifies', async () => {
    await checked('auth-plain', ['--trust', labRoot], {}, (seen, lab) => {
      assert.equal(seen.report.verdict, 'ok', seen.texts.text);
      assert.deepEqual(seen.report.trust, { store: 'file', name: labRoot, path: labRoot, certificates: 1, added: 0 });
      assert.equal(connections(lab), 1);
      const record = recordRun(seen.plan, seen.observations);
      assert.ok(!JSON.stringify(record).includes('BEGIN CERTIFICATE'), 'saved without the roots themselves');
      assert.deepEqual(judgeAgain(planOfRecord(record), seen.observations, seen.report).trust, seen.report.trust);
    });
  });

  it('a keystore without it, and Node has it: the finding says which store lacks it, and no login goes out', async () => {
    const findOtherTrust = async (used: TrustStore | null): Promise<TrustStore> => {
      assert.equal(used?.kind, 'java');
      return store('node', "Mozilla's list", labRootPem());
    };
    await checked('auth-plain', ['--trust', `java:${otherRoot}`], { findOtherTrust }, async (seen, lab) => {
      const { title, fix, owner } = findingOf(seen, 'cert-untrusted-root');
      assert.ok(title.includes(`that Mozilla's list trusts and Java's ${otherRoot} does not`), title);
      assert.ok(fix.includes(`keytool -importcert -keystore ${otherRoot}`), fix);
      assert.equal(owner, 'you');
      assert.equal(seen.report.credentials?.status, 'skipped');
      await until(() => connections(lab) === 2, 'the second handshake');
      assert.equal(sentAnyLogin(lab), false);
    });
  });

  it('a client that goes by another list is told that it needs the root', async () => {
    await checked('healthy', ['--trust', labRoot, '--client', 'nodemailer'], {}, (seen) => {
      const [view] = seen.report.clients?.views ?? [];
      assert.equal(view?.verdict, 'works-if', seen.texts.text);
      assert.match(JSON.stringify(view), /NODE_EXTRA_CA_CERTS/);
    });
  });

  it('--ca is added to it', async () => {
    await checked('healthy', ['--trust', otherRoot, '--ca', labRoot], {}, (seen) => {
      assert.equal(seen.report.verdict, 'ok', seen.texts.text);
      assert.equal(seen.report.trust?.added, 1);
    });
  });
});

describe('another list is asked where a root is wanting, and only there', () => {
  const asked = (): { readonly find: NonNullable<Untypable['findOtherTrust']>; readonly times: () => number } => {
    let times = 0;
    const find = async (): Promise<TrustStore> => {
      times += 1;
      return store('system', 'Windows', labRootPem(), labIssuer('untrusted').pem);
    };
    return { find, times: () => times };
  };
  const CASES: readonly (readonly [scenario: string, hasRoot: boolean, connections: number])[] = [
    ['healthy', true, 1],
    ['expired-certificate', true, 1],
    ['expired-certificate', false, 1],
    ['wrong-name', true, 1],
    ['wrong-name', false, 1],
    ['missing-intermediate', true, 2],
    ['self-signed', true, 2],
    ['untrusted-root', true, 2],
  ];
  for (const [scenario, hasRoot, expected] of CASES)
    it(`${scenario}${hasRoot ? '' : ', and no root'}: ${expected === 1 ? 'not' : 'once'}`, async () => {
      const other = asked();
      const roots = { tls: { extraRoots: hasRoot ? [labRootPem()] : [] }, findOtherTrust: other.find };
      await checked(scenario, [], roots, async (seen, lab) => {
        assert.equal(other.times(), expected - 1);
        await until(() => connections(lab) === expected, 'as many connections');
        assert.equal(seen.report.endpoints[0]?.tls?.otherTrust === undefined, expected === 1);
      });
    });

  it('a list that does not trust it either is told in the report, and the finding is as ever', async () => {
    const findOtherTrust = async (): Promise<TrustStore> => store('system', 'Windows', ...tls.rootCertificates);
    await checked('untrusted-root', [], { tls: { extraRoots: [labRootPem()] }, findOtherTrust }, (seen) => {
      assert.match(findingOf(seen, 'cert-untrusted-root').title, /an authority not trusted here/);
      const { otherTrust } = seen.report.endpoints[0]?.tls ?? {};
      assert.deepEqual(otherTrust, {
        kind: 'system',
        name: 'Windows',
        trusted: false,
        systemCode: 'SELF_SIGNED_CERT_IN_CHAIN',
      });
    });
  });

  it('where no other list is to be had, nothing more is done', async () => {
    const roots = { tls: { extraRoots: [labRootPem()] }, findOtherTrust: async () => null };
    await checked('untrusted-root', [], roots, (seen, lab) => {
      assert.equal(seen.report.endpoints[0]?.tls?.otherTrust, undefined);
      assert.equal(connections(lab), 1);
    });
  });
});
