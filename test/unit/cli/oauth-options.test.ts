// From --oauth and its companions to a token request: what each provider fixes, what is missing, what is refused.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readOauthOptions } from '../../../src/cli/login/oauth-options.ts';
import type { CheckOptions } from '../../../src/cli/options/options.ts';
import type { Io } from '../../../src/cli/terminal/io.ts';
import type { Protocol } from '../../../src/model/protocol.ts';

const SECRET = 'Client~Secret-0815';
const stream = { write: () => true };
const io: Io = { stdout: stream, stderr: stream, stdin: process.stdin, env: { APP: `${SECRET}\n`, REFRESH: 'refresh-0815' } };
const read = (options: CheckOptions, protocol: Protocol = 'smtp') => readOauthOptions(options, protocol, io);

const application: CheckOptions = { oauthFlow: 'client-credentials', clientId: 'id', clientSecretEnv: 'APP' };
const refresh: CheckOptions = { oauthFlow: 'refresh-token', clientId: 'id', refreshTokenEnv: 'REFRESH' };
const device: CheckOptions = { oauthFlow: 'device-code', clientId: 'id' };
const MICROSOFT = 'https://login.microsoftonline.com';

describe('readOauthOptions', () => {
  const good: [options: CheckOptions, protocol: Protocol, issuer: string, scope: string][] = [
    [
      { ...application, oauth: 'microsoft', tenant: 'contoso.test' },
      'smtp',
      `${MICROSOFT}/contoso.test/v2.0`,
      'https://outlook.office365.com/.default',
    ],
    [
      { ...device, oauth: 'Microsoft' },
      'smtp',
      `${MICROSOFT}/organizations/v2.0`,
      'https://outlook.office.com/SMTP.Send offline_access',
    ],
    [
      { ...device, oauth: 'microsoft', tenant: 'common' },
      'imap',
      `${MICROSOFT}/common/v2.0`,
      'https://outlook.office.com/IMAP.AccessAsUser.All offline_access',
    ],
    [
      { ...refresh, oauth: 'microsoft' },
      'pop3',
      `${MICROSOFT}/organizations/v2.0`,
      'https://outlook.office.com/POP.AccessAsUser.All offline_access',
    ],
    [{ ...refresh, oauth: 'google' }, 'imap', 'https://accounts.google.com', 'https://mail.google.com/'],
    [{ ...device, oauth: 'google', scope: 'other' }, 'smtp', 'https://accounts.google.com', 'other'],
    [
      { ...device, oauth: 'https://id.example.com/realms/mail/', scope: 'mail' },
      'smtp',
      'https://id.example.com/realms/mail',
      'mail',
    ],
    [{ ...refresh, oauth: 'https://id.example.com' }, 'smtp', 'https://id.example.com', ''],
    [
      { ...application, oauth: 'microsoft', tenant: 'contoso.test' },
      'graph',
      `${MICROSOFT}/contoso.test/v2.0`,
      'https://graph.microsoft.com/.default',
    ],
    [
      { ...application, oauth: 'microsoft', tenant: 'contoso.test' },
      'ews',
      `${MICROSOFT}/contoso.test/v2.0`,
      'https://outlook.office365.com/.default',
    ],
    [
      { ...device, oauth: 'microsoft', cloud: 'us-gov' },
      'ews',
      'https://login.microsoftonline.us/organizations/v2.0',
      'https://outlook.office365.us/EWS.AccessAsUser.All offline_access',
    ],
    [
      { ...device, oauth: 'microsoft', cloud: 'us-dod' },
      'graph',
      'https://login.microsoftonline.us/organizations/v2.0',
      'https://dod-graph.microsoft.us/.default offline_access',
    ],
  ];
  for (const [options, protocol, issuer, scope] of good) {
    it(`${options.oauth}, ${options.oauthFlow}, ${protocol}`, () => {
      const oauth = read(options, protocol);
      assert.deepEqual([oauth?.issuer, oauth?.scope, oauth?.flow], [issuer, scope, options.oauthFlow]);
    });
  }

  it('reads the secrets, without the newline that echo adds, and shows neither', () => {
    const oauth = read({ ...application, ...refresh, oauth: 'google', clientSecretEnv: 'APP' });
    assert.deepEqual([oauth?.clientSecret?.reveal(), oauth?.refreshToken?.reveal()], [SECRET, 'refresh-0815']);
    assert.ok(!JSON.stringify(oauth).includes('0815'));
  });

  const bad: [options: CheckOptions, complaint: RegExp][] = [
    [{ oauth: 'microsoft' }, /--oauth-flow: client-credentials, refresh-token or device-code/],
    [{ ...application, oauth: 'microsoft' }, /wants --tenant/],
    [{ oauth: 'google', oauthFlow: 'refresh-token' }, /wants --client-id, --refresh-token-env/],
    [{ ...device, oauth: 'https://id.example.com' }, /wants --scope/],
    [{ ...application, oauth: 'google' }, /no client-credentials flow/],
    [{ ...device, oauth: 'yahoo' }, /'yahoo' is no provider/],
    [{ ...device, oauth: 'http://id.example.com', scope: 'x' }, /not https/],
    [{ ...device, oauth: `https://ada:${SECRET}@id.example.com`, scope: 'x' }, /user name or password/],
    [{ ...device, oauth: 'microsoft', tenant: 'a/../b' }, /no tenant/],
    [{ ...application, oauth: 'microsoft', tenant: 't', oauthCert: 'c.pem', oauthKey: 'k.pem' }, /give one of the two/],
    [{ ...device, oauth: 'microsoft', oauthCert: 'c.pem' }, /wants --oauth-key/],
    [{ ...device, oauth: 'google', oauthCert: 'c.pem', oauthKey: 'k.pem' }, /Google takes no certificate/],
    [{ clientId: 'id' }, /--client-id means nothing without --oauth/],
    [{ ...application, oauth: 'microsoft', tenant: 't', clientSecretEnv: 'NOT_THERE' }, /'NOT_THERE' is not set/],
    [{ ...application, oauth: 'microsoft', tenant: 't', clientSecretEnv: SECRET }, /name of an environment variable/],
  ];
  for (const [options, complaint] of bad) {
    it(`refuses: ${complaint.source}`, () => {
      assert.throws(
        () => read(options),
        (error: Error) => complaint.test(error.message) && error.name === 'UsageError' && !error.message.includes(SECRET),
      );
    });
  }
});
