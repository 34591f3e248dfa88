// Every reply that is known and every finding's general words, for each protocol and software: nothing is advised that belongs
// to another one.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NOTHING_SEEN, SETTINGS_KNOWN, settingOf } from '../../../src/knowledge/advice.ts';
import { serverSoftware } from '../../../src/knowledge/banners.ts';
import { explainReply, wordEntry } from '../../../src/knowledge/explain-reply.ts';
import { explainOauthError } from '../../../src/knowledge/oauth-errors.ts';
import { replyEntries } from '../../../src/knowledge/replies/index.ts';
import { wordingOf } from '../../../src/knowledge/wording.ts';
import { FINDING_IDS } from '../../../src/model/finding.ts';
import { misfits, SPEAKERS } from '../diagnose/fitting-advice.ts';

for (const { software: name, protocol, banner } of SPEAKERS)
  describe(`${protocol} by ${name}`, () => {
    const software = serverSoftware(banner);

    it('words of a reply fit', () => {
      const found = replyEntries().flatMap((entry) => {
        const { fix } = wordEntry(entry, entry.id, { protocol, software, sender: null, isHostKnown: true });
        // A reply that only its own software gives names it well enough, where nothing else told.
        const speaker = { protocol, software: software ?? entry.by?.split(' ')[0] ?? name };
        return misfits(`${entry.id} of ${entry.by}`, fix, speaker);
      });
      assert.deepEqual(found, []);
    });

    it('words of an OAuth error fit', () => {
      const errors = [
        'AADSTS50001',
        'AADSTS65001',
        'AADSTS70011',
        'AADSTS650053',
        'invalid_scope',
        'invalid_grant',
        'unheard_of',
      ];
      const found = errors.flatMap((error) =>
        explainOauthError(error, '', { protocol, software }).flatMap(({ fix }) =>
          misfits(error, fix, { protocol, software: name }),
        ),
      );
      assert.deepEqual(found, []);
    });

    it("a finding's general words fit", () =>
      assert.deepEqual(
        FINDING_IDS.flatMap((id) => misfits(id, wordingOf(id, { protocol, software }).fix, { protocol, software: name })),
        [],
      ));
  });

describe('where nothing was seen', () => {
  it('no software is named', () => {
    for (const id of FINDING_IDS)
      assert.doesNotMatch(wordingOf(id).fix, /postfix|dovecot|exim\b|sendmail|courier|cyrus|nginx/i, id);
    for (const setting of SETTINGS_KNOWN) assert.equal(settingOf(setting, NOTHING_SEEN), '');
  });
});

describe('whose words a reply has', () => {
  const said = (reply: string, software: string | null, host?: string) =>
    explainReply(reply, { protocol: 'smtp', stage: 'greeting', software, ...(host ? { host } : {}) })[0];

  it("Sendmail's limit on connections is not Postfix' anvil", () => {
    const found = said('421 4.3.2 Connection rate limit exceeded.', null, 'mail.example.org');
    assert.equal(found?.id, 'rate-limited');
    assert.equal(found?.provider, 'Sendmail');
    assert.match(found?.fix ?? '', /ratecontrol|conncontrol/);
    assert.match(said('421 4.7.0 mail.example.org Error: too many connections from 192.0.2.1', null)?.fix ?? '', /smtpd_client/);
  });

  it("what nginx says of a password is not Brevo's, but for Brevo's host", () => {
    const login = { protocol: 'smtp', stage: 'auth' } as const;
    const reply = '535 5.7.0 Invalid login or password';
    assert.doesNotMatch(explainReply(reply, { ...login, host: 'mail.example.org' })[0]?.fix ?? '', /brevo/i);
    assert.match(explainReply(reply, { ...login, host: 'smtp-relay.brevo.com' })[0]?.fix ?? '', /brevo/i);
  });

  it('Dovecot is told the names of 2.4 first, and which are of 2.3', () =>
    assert.match(
      settingOf('login-after-tls', { software: 'Dovecot' }),
      /auth_allow_cleartext = no since 2\.4, disable_plaintext_auth.* up to 2\.3/,
    ));

  it("Sendmail's intermediates go into confCACERT", () =>
    assert.match(settingOf('chain', { software: 'Sendmail' }), /confCACERT/));
});
