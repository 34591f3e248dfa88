// What a client does, stage by stage: the first that it does not get past decides, and what was not seen is not judged.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ServerFacts } from '../../../src/clients/server-facts.ts';
import { refuseUnknownClients, surveyServer } from '../../../src/clients/survey.ts';
import type { ApplicationSettings, ClientView } from '../../../src/model/application-settings.ts';
import { UsageError } from '../../../src/model/usage-error.ts';
import { certificate, login, port, server, settings, viewOf } from './facts.ts';

type Given = Parameters<typeof viewOf>[2];
type Row = readonly [
  client: string,
  what: string,
  facts: ServerFacts,
  given: Given,
  verdict: ClientView['verdict'],
  stage: ClientView['stage'],
  why?: RegExp,
];

const usual = server();
const only = (number: number, more: Parameters<typeof port>[1] = {}): ServerFacts => server([port(number, more)]);
const clear = {
  startTls: 'not-offered',
  tls: null,
  certificate: null,
  login: { plaintext: login('PLAIN', 'LOGIN'), tls: null },
} as const;
const faulty = (
  code: 'cert-expired' | 'cert-self-signed' | 'cert-missing-intermediate' | 'cert-name-mismatch',
  more = {},
): ServerFacts => only(587, certificate({ faults: [{ code, ...more }] }));

// biome-ignore format: a table
const ROWS: readonly Row[] = [
  ['nodemailer', 'a port that was not looked at', usual, { port: 2525, mode: 'starttls' }, 'not-judged', 'mode', /port 2525 was not seen/],
  ['nodemailer', 'nothing answers', server([port(587)], { addresses: [{ address: '192.0.2.1', family: 4, ports: { 587: 'refused' } }] }), { port: 587, mode: 'starttls' }, 'fails', 'address', /takes no connection/],
  ['mailkit', 'by the port', usual, { port: 465, mode: 'auto' }, 'works', null],
  ['mailkit', 'by the port, and it greets', only(465, { speaks: 'greeting', startTls: 'offered' }), { port: 465, mode: 'auto' }, 'fails', 'mode'],
  ['aspose', 'one mode after the other', only(2525, { speaks: 'tls' }), { port: 2525, mode: 'auto' }, 'works', null],
  ['curl', 'no STARTTLS, and it goes on', only(587, clear), { port: 587, mode: 'starttls-if-offered' }, 'works', null],
  ['curl', 'no STARTTLS, and it is demanded', only(587, clear), { port: 587, mode: 'starttls' }, 'fails', 'starttls', /^no STARTTLS$/],
  ['nodemailer', 'STARTTLS masked, and sent all the same', only(587, { ...clear, isMasked: true }), { port: 587, mode: 'starttls' }, 'not-judged', 'starttls'],
  ['curl', 'STARTTLS refused, and forgiven', only(587, { ...clear, startTls: 'refused' }), { port: 587, mode: 'starttls-if-offered' }, 'works', null],
  ['nodemailer', 'STARTTLS refused', only(587, { ...clear, startTls: 'refused' }), { port: 587, mode: 'starttls-if-offered' }, 'fails', 'starttls'],
  ['nodemailer@node-20', 'TLS that was not seen', only(587, { tls: null }), { port: 587, mode: 'starttls' }, 'not-judged', 'tls'],
  ['nodemailer', 'TLS that was not seen, on nobody knows what', only(587, { tls: null }), { port: 587, mode: 'starttls' }, 'not-judged', 'tls'],
  ['nodemailer', 'expired', faulty('cert-expired'), { port: 587, mode: 'starttls' }, 'fails', 'certificate', /expired/],
  ['nodemailer', 'expired, and told not to verify', faulty('cert-expired'), { port: 587, mode: 'starttls', verifies: false }, 'works', null],
  ['emailjs', 'expired, after STARTTLS', faulty('cert-expired'), { port: 587, mode: 'starttls' }, 'works', null],
  ['emailjs', 'expired, TLS at once', only(465, certificate({ faults: [{ code: 'cert-expired' }] })), { port: 465, mode: 'tls' }, 'fails', 'certificate'],
  ['msmtp', 'an authority that --ca added', only(587, certificate({ needsOwnAuthority: true })), { port: 587, mode: 'starttls' }, 'works-if', 'certificate', /authority of its own/],
  ['python', 'an authority that --ca added', only(587, certificate({ needsOwnAuthority: true })), { port: 587, mode: 'starttls' }, 'works', null],
  ['msmtp', 'self-signed', faulty('cert-self-signed'), { port: 587, mode: 'starttls' }, 'works-if', 'certificate', /has to be in the client's store/],
  ['msmtp@msmtp@debian-12', 'no intermediate', faulty('cert-missing-intermediate'), { port: 587, mode: 'starttls' }, 'fails', 'certificate', /intermediate/],
  ['outlook@outlook@win2022', 'no intermediate, and Windows fetches it', faulty('cert-missing-intermediate'), { port: 587, mode: 'starttls' }, 'works', null],
  ['django', 'the name as common name alone', faulty('cert-name-mismatch', { outdatedName: 'common-name' }), { port: 587, mode: 'starttls' }, 'not-judged', 'certificate'],
  ['lettre', 'another host without SNI', only(587, certificate({ withoutSni: 'other-name' })), { port: 587, mode: 'starttls' }, 'works', null],
  ['emailjs', 'another host without SNI', only(465, certificate({ withoutSni: 'other-name' })), { port: 465, mode: 'tls' }, 'fails', 'certificate', /sends no name/],
  ['go', 'EHLO localhost refused', only(587, { ehloRefused: { name: 'client', reply: '504' } }), { port: 587, mode: 'starttls-if-offered' }, 'fails', 'ehlo', /localhost/],
  ['phpmailer', 'a short name refused', only(587, { ehloRefused: { name: 'client', reply: '504' } }), { port: 587, mode: 'starttls' }, 'works-if', 'ehlo', /short EHLO names/],
  ['mailkit', 'some other name refused', only(587, { ehloRefused: { name: 'client.example', reply: '550' } }), { port: 587, mode: 'starttls' }, 'not-judged', 'ehlo'],
  ['msmtp', 'in the clear', only(587, clear), { port: 587, mode: 'plain' }, 'fails', 'mechanism', /does not have|no mechanism|does not log in without TLS|in common/],
  ['msmtp', 'in the clear, told so', only(587, clear), { port: 587, mode: 'plain', mechanisms: ['PLAIN'] }, 'works', null],
  ['go', 'in the clear at localhost', { ...only(587, clear), host: 'localhost' }, { port: 587, mode: 'starttls-if-offered' }, 'works', null],
  ['mailkit', 'no login wanted', only(587, { login: { plaintext: login(), tls: login() } }), { port: 587, mode: 'starttls', user: null }, 'works', null],
  ['mailkit', 'a login wanted, and none offered', only(587, { login: { plaintext: login(), tls: login() } }), { port: 587, mode: 'starttls' }, 'fails', 'mechanism', /no AUTH is offered/],
  ['nodemailer', 'the same, and it goes on', only(587, { login: { plaintext: login(), tls: login() } }), { port: 587, mode: 'starttls' }, 'works-if', 'mechanism', /goes on without a login/],
  ['ruby', 'PLAIN whatever is offered', only(587, { login: { plaintext: login(), tls: login('LOGIN') } }), { port: 587, mode: 'starttls' }, 'fails', 'mechanism', /it has PLAIN; the server offers LOGIN/],
  ['ruby', 'told LOGIN', only(587, { login: { plaintext: login(), tls: login('LOGIN') } }), { port: 587, mode: 'starttls', mechanisms: ['LOGIN'] }, 'works', null],
  ['curl', 'GSSAPI offered', only(587, { login: { plaintext: login(), tls: login('GSSAPI', 'PLAIN') } }), { port: 587, mode: 'starttls' }, 'works-if', 'mechanism', /takes GSSAPI/],
  ['javamail', 'the old form', only(587, { login: { plaintext: login(), tls: { ...login('PLAIN', 'LOGIN'), onlyInOldForm: true } } }), { port: 587, mode: 'starttls' }, 'fails', 'mechanism', /old form AUTH=/],
  ['swaks', 'the old form', only(587, { login: { plaintext: login(), tls: { ...login('PLAIN', 'LOGIN'), onlyInOldForm: true } } }), { port: 587, mode: 'starttls' }, 'works', null],
  ['system-net-mail', 'OAuth alone', only(587, { login: { plaintext: login(), tls: login('XOAUTH2') } }), { port: 587, mode: 'starttls' }, 'fails', 'oauth'],
  ['thunderbird', 'OAuth alone', only(587, { login: { plaintext: login(), tls: login('XOAUTH2') } }), { port: 587, mode: 'starttls' }, 'works-if', 'oauth', /OAuth 2\.0 alone/],
  ['nodemailer', 'only what was refused', server([port(587)], { refusedMechanisms: ['PLAIN'] }), { port: 587, mode: 'starttls' }, 'fails', 'mechanism', /takes PLAIN, which the server offers and refuses/],
  ['python', 'IMAP by its LOGIN', { ...server([port(993)]), protocol: 'imap', ports: [port(993, { login: { plaintext: null, tls: { mechanisms: [], onlyInOldForm: false, loginCommand: true } } })] }, { port: 993, mode: 'tls' }, 'works', null],
];

describe('a view', () => {
  for (const [client, what, facts, given, verdict, stage, why] of ROWS) {
    it(`${client}: ${what}`, () => {
      const seen = viewOf(client, facts, given);
      const told = JSON.stringify(seen, null, 1);
      assert.equal(seen.verdict, verdict, told);
      assert.equal(seen.stage, stage, told);
      if (why) assert.match(seen.why ?? '', why, told);
    });
  }
});

describe('the best setting, where none is given', () => {
  for (const [client, facts, written, number] of [
    ['mailkit', usual, 'SecureSocketOptions.SslOnConnect', 465],
    ['mailkit', only(587), 'SecureSocketOptions.StartTls', 587],
    ['system-net-mail', usual, 'EnableSsl = true', 587],
    ['genesys', only(587), 'connection-security = start-tls-required', 587],
    ['aspose', usual, 'SecurityOptions.SSLImplicit', 465],
    ['symfony', only(587), 'smtp://', 587],
    ['postfix', only(587), '[mail.example.org]:587, smtp_tls_security_level=encrypt', 587],
    ['python', server([port(25), port(465, { speaks: null })]), 'smtplib.SMTP, then starttls()', 25],
  ] as const) {
    it(`${client}: ${written} on ${number}`, () => {
      const { verdict, setting } = viewOf(client, facts);
      assert.equal(verdict, 'works');
      assert.deepEqual([setting?.written, setting?.port], [written, number]);
    });
  }

  it('nobody is told to go without TLS where there is any', () => {
    assert.equal(viewOf('emailjs', only(587)).setting?.mode, 'starttls');
    assert.equal(viewOf('mailkit', server([])).verdict, 'not-judged');
    const without = viewOf('curl', only(587, clear));
    assert.deepEqual([without.verdict, without.setting?.written], ['works-if', 'smtp:// with --ssl']);
    assert.match(without.why ?? '', /in the clear/);
  });
});

describe('a survey', () => {
  it('has a row for each platform of a family, each family of a platform, and both', () => {
    const count = (...asked: string[]): number => surveyServer(asked, usual).views.length;
    assert.equal(count('mailkit@dotnet5@linux'), 1);
    assert.ok(count('mailkit') > 10);
    assert.equal(count('mailkit', 'mailkit'), count('mailkit'));
    assert.deepEqual(
      [...new Set(surveyServer(['java-17'], usual).views.map(({ client }) => client))],
      ['jakarta-mail', 'angus-mail', 'genesys'],
    );
    assert.ok(count('all') > 200);
    assert.equal(count('imapflow'), 0, 'reads mail, and sends none');
  });

  it("judges by an application's own settings where it has the family of its file", () => {
    const from = { kind: 'default' } as const;
    const own: ApplicationSettings = {
      ...settings({ port: 587, mode: 'tls' }),
      ...{ format: 'nodemailer', application: 'Uptime Kuma', part: null, family: 'nodemailer', protocol: 'smtp' },
      ...{
        host: { value: 'mail.example.org', from },
        secret: null,
        sender: null,
        timeoutMs: null,
        isAllowedWithoutTls: false,
        platform: null,
      },
    };
    const { views } = surveyServer(['nodemailer@node-20', 'mailkit@dotnet5@linux'], usual, own);
    assert.deepEqual(
      views.map(({ client, verdict }) => `${client} ${verdict}`),
      ['nodemailer fails', 'mailkit works'],
    );
  });

  it('finds the change at the server that lets in the most', () => {
    const gcm = port(587, { login: { plaintext: login(), tls: login('PLAIN') } });
    const { bestServerChange } = surveyServer(['system-net-mail', 'mailkit', 'ssmtp'], server([gcm]));
    assert.deepEqual(bestServerChange?.change, 'offer AUTH LOGIN');
  });

  it('knows no others, and says which are near', () => {
    assert.throws(
      () => refuseUnknownClients(['mailkitt']),
      (error) => error instanceof UsageError && /did you mean mailkit\?/.test(error.message),
    );
    assert.throws(() => refuseUnknownClients(['java-99']), /java/);
    assert.throws(() => refuseUnknownClients(['pegasus']), /known are thunderbird/);
    refuseUnknownClients(['all', 'javamail', 'java-8u31', 'nodemailer@node-18']);
  });
});
