// `check --config --login` where the file has the login of a registered application: its secret goes to the authority that the file
// names and nowhere else, the token to the service, and what is missing is said before anything is sent.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { labRootPem } from '../../src/lab/certificates.ts';
import type { Report } from '../../src/model/report.ts';
import { makeFolder } from '../scenarios/support/built-program.ts';
import { startEwsServer } from '../support/ews-server.ts';
import { runFresh } from '../support/fresh-program.ts';
import { APPLICATION_CLAIMS, makeToken, startGraphServer } from '../support/graph-server.ts';
import { type IdentityProvider, startIdentityProvider } from '../unit/oauth/identity-provider.ts';

const SECRET = 'Client~Secret/4711+x';
const MAILBOX = 'cc@contoso.example';
const GRAPH_SCOPE = 'https://graph.microsoft.com/.default';
const EWS_SCOPE = 'https://outlook.office.com/.default';
const OWA = 'owa.contoso.example';

const TOKEN_PATH = '/contoso/oauth2/v2.0/token';

const startAuthority = (token: string): Promise<IdentityProvider> =>
  startIdentityProvider({
    answers: ({ path }) =>
      path === TOKEN_PATH ? { body: { access_token: token, token_type: 'Bearer', expires_in: 3600 } } : undefined,
  });

describe("an application's token by its own file", () => {
  const folder = makeFolder();
  let root = '';
  before(() => {
    root = folder.file('root.pem', labRootPem());
  });
  after(() => folder.remove());

  const check = async (text: string, host: string): Promise<{ readonly report: Report; readonly said: string }> => {
    const file = folder.file('EmailServer.conf', text);
    const ended = await runFresh([
      ...['check', '--config', file, '--login', '--json', '--ca', root, '--resolve', `${host}:127.0.0.1`, '--timeout', '60s'],
    ]);
    const said = `${ended.stdout}${ended.stderr}`;
    assert.ok(!said.includes(SECRET), said);
    assert.match(ended.stdout, /^\{/, said);
    return { report: JSON.parse(ended.stdout) as Report, said };
  };

  it('goes to Microsoft Graph, and asks for the mailbox of the file', async () => {
    const token = makeToken(APPLICATION_CLAIMS);
    await using authority = await startAuthority(token);
    const server = await startGraphServer();
    try {
      const { report, said } = await check(
        `[smtp-client]\nserver-type=GRAPH\nserver=https://graph.microsoft.com:${server.port}\nuser=${MAILBOX}\nclient-id=app\ndirectory-id=contoso\ntenant-authority=${authority.issuer}\nscope=${GRAPH_SCOPE}\npassword=${SECRET}\n`,
        'graph.microsoft.com',
      );
      assert.deepEqual([report.application?.settings.protocol, report.credentials?.status], ['graph', 'accepted'], said);
      const [asked] = authority.asked.filter(({ path }) => path === TOKEN_PATH);
      const wanted = { grant_type: 'client_credentials', scope: GRAPH_SCOPE, client_id: 'app', client_secret: SECRET };
      assert.deepEqual(asked?.form, wanted);
      assert.ok(server.logins().some(({ path }) => decodeURIComponent(path).includes(`/users/${MAILBOX}/`)));
      assert.ok(!JSON.stringify(server.requests).includes(SECRET));
      assert.ok(!said.includes(token));
    } finally {
      await server.close();
    }
  });

  it('goes to EWS as the mailbox, and the secret does not', async () => {
    const token = makeToken({ ...APPLICATION_CLAIMS, aud: 'https://outlook.office365.com', roles: ['full_access_as_app'] });
    await using authority = await startAuthority(token);
    const server = await startEwsServer({}, [OWA]);
    try {
      const { report, said } = await check(
        `[pop-client]\ntype=EWS\nserver=https://${OWA}:${server.port}/EWS/Exchange.asmx\nport=${server.port}\nmailbox=${MAILBOX}\nmail.ews.auth.mechanisms=XOAUTH2\ngrant-type=client_credentials\nclient-id=app\ndirectory-id=contoso\ntenant-authority=${authority.issuer}/\npassword=${SECRET}\n`,
        OWA,
      );
      assert.deepEqual([report.application?.settings.protocol, report.credentials?.status], ['ews', 'accepted'], said);
      assert.equal(authority.asked.find(({ path }) => path === TOKEN_PATH)?.form.scope, EWS_SCOPE);
      const [login] = server.logins();
      assert.equal(login?.headers.authorization, `Bearer ${token}`);
      assert.match(login?.body ?? '', new RegExp(`ExchangeImpersonation.*${MAILBOX}`, 's'));
      assert.ok(!JSON.stringify(server.requests).includes(SECRET));
    } finally {
      await server.close();
    }
  });

  const application = `server-type=GRAPH\nuser=${MAILBOX}\npassword=${SECRET}\n`;
  const refused: Readonly<Record<string, readonly [text: string, says: RegExp]>> = {
    'no directory-id': [`[smtp-client]\n${application}client-id=app\n`, /there is no directory-id in the file/],
    'no client-id': [`[smtp-client]\n${application}directory-id=contoso\n`, /there is no client-id in the file/],
    'an authority in the clear': [
      `[smtp-client]\n${application}client-id=app\ndirectory-id=contoso\ntenant-authority=http://login.contoso.example\n`,
      /is not https: the client secret would go in the clear/,
    ],
    'a password that is exchanged for a token': [
      `[smtp-client]\nserver=smtp.contoso.example\nenable-authentication=true\nmail.smtp.auth.mechanisms=XOAUTH2\nuser=${MAILBOX}\npassword=${SECRET}\n`,
      /exchanges what stands as password for a token.*--user/,
    ],
  };
  for (const [name, [text, says]] of Object.entries(refused))
    it(`is not asked for: ${name}`, async () => {
      const ended = await runFresh(['check', '--config', folder.file('EmailServer.conf', text), '--login']);
      assert.equal(ended.code, 2, ended.stderr);
      assert.match(ended.stderr.replaceAll(/\s+/g, ' '), says);
      assert.ok(!`${ended.stdout}${ended.stderr}`.includes(SECRET));
    });
});
