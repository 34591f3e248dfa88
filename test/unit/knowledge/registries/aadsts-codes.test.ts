import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AADSTS_WORDS, explainOauthError } from '../../../../src/knowledge/oauth-errors.ts';
import { AADSTS_CODES } from '../../../../src/knowledge/registries/aadsts-codes.ts';
import { entryOf, holdRegistryRules } from './registry-rules.ts';

/** What the flows of mail run into: client credentials, refresh token, device code, password grant, consent, policies. */
const MET_BY_MAIL =
  `16000 50001 50005 50011 50012 50014 50020 50027 50034 50053 50055 50056 50057 50058 50059 50064 50072 50074 50076 50078 50079
  50097 50105 50126 50128 50131 50132 50133 50135 50144 50155 50158 50173 50194 50196 50199 53000 53001 53002 53003 53004 53011
  54005 65001 65002 65004 65005 70000 70001 70002 70003 70008 70011 70012 70016 70018 70019 70043 80001 80002 80007 90002 90009
  90013 90014 90019 90023 90024 90027 90033 90055 90056 90072 90094 90095 90099 90100 90101 90124 90130 500011 500014 500021 500113
  500121 500133 500201 500212 500213 500341 530003 530031 530032 530035 650052 650053 650056 650057 700003 700016 700020 700022
  700024 700025 700027 700030 700038 700054 700082 700084 700213 900021 900023 900144 900382 900561 900971 1002016 7000112 7000114
  7000215 7000216 7000218 7000222 7000229 9001023 9002313 9002325 9002326 9002331 9002332 9002346 1000502`
    .trim()
    .split(/\s+/);

describe("Entra's sign-in errors", () => {
  holdRegistryRules(AADSTS_CODES);

  it('are all that mail runs into', () => {
    assert.deepEqual(
      MET_BY_MAIL.filter((number) => entryOf(AADSTS_CODES, `AADSTS${number}`) === undefined),
      [],
    );
    assert.ok(AADSTS_CODES.entries.length >= 270);
  });

  it('say the same as a check where a check knows them', () => {
    for (const number of Object.keys(AADSTS_WORDS)) {
      const [judged] = explainOauthError('invalid_grant', `AADSTS${number}: …`);
      const entry = entryOf(AADSTS_CODES, `AADSTS${number}`);
      assert.deepEqual([entry?.title, entry?.meaning, entry?.fix], [judged?.title, judged?.meaning, judged?.fix], number);
    }
  });

  it('each have title, meaning, fix and page', () => {
    for (const { code, title, meaning, fix, source } of AADSTS_CODES.entries) {
      assert.ok(title && meaning && fix, code);
      assert.equal(source, `https://login.microsoftonline.com/error?code=${code.slice('AADSTS'.length)}`);
    }
  });
});
