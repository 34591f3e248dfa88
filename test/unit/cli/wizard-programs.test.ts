// Which program a person means by what was typed at the wizard's first question.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { programsCalled } from '../../../src/cli/wizard/programs.ts';

const titles = (typed: string): string[] => programsCalled(typed).map(({ title }) => title);

describe('the programs of the wizard', () => {
  for (const [typed, title] of [
    ['Outlook', 'Outlook'],
    ['grafana', 'Grafana'],
    ['Spring Boot', 'Spring Boot'],
    ['SPRING_BOOT', 'Spring Boot'],
    ['word press', 'WordPress with WP Mail SMTP'],
    ['mailkit', 'MailKit'],
    ['Aspose.Email', 'Aspose.Email'],
    ['javamail', 'Jakarta Mail properties'],
    ['keycloak', 'Keycloak'],
  ] as const)
    it(typed, () => assert.deepEqual(titles(typed), [title]));

  it('knows the library and the format of an application', () => {
    const [spring] = programsCalled('spring boot');
    assert.deepEqual([spring?.client, spring?.format, spring?.protocols], ['jakarta-mail', 'spring-boot', ['smtp']]);
    const [outlook] = programsCalled('outlook');
    assert.deepEqual([outlook?.client, outlook?.format], ['outlook', null]);
  });

  it('offers all that may be meant', () => assert.ok(titles('git').length > 1));

  // Typed in the place of a program, each of these is the host to check.
  for (const host of [
    'mail.example.com',
    'grafana.example.com',
    'smtp.gmail.com',
    'ada@example.com',
    '127.0.0.1:587',
    'gmail',
    '',
  ])
    it(`${host || 'nothing'} is none`, () => assert.deepEqual(titles(host), []));
});
