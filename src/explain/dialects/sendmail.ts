// Sendmail: its log (`stat=`, `reject=`, `ruleset=`), its mailq and the transcript in its bounces.
import type { Dialect } from '../utterance.ts';
import { form, readForms, silent } from './forms.ts';

const BY_US = { direction: 'by-us' } as const;

export const sendmail: Dialect = {
  name: 'Sendmail',
  isLog: true,
  marks:
    /\bstat=\w|\b(?:sendmail|sm-mta|sm-msp-queue|sm-que|sendmail-in)\[\d|ruleset=check_\w|\.\.\. while talking to |STARTTLS=(?:client|server)|Transcript of session follows|did not issue MAIL|pre-greeting traffic|host map: lookup|\((?:Deferred|host map|reply): .{3,200}\)$|permanent fatal errors/m,
  more: 'a log of Sendmail in which nothing failed, or not for a reason that it names',
  read: readForms(
    form(/stat=Sent\b/, 'server', { isSuccess: true }),
    form(/reject=(?<words>[45]\d\d .{1,600})$/, 'server', BY_US),
    form(/reply=(?<words>[45]\d\d .{1,600}?)(?:, stat=.{0,200})?$/, 'server'),
    silent(/stat=queued|stat=Deferred$/),
    form(/stat=(?:Deferred: )?(?<words>[45]\d\d[ -].{1,400})$/, 'server', { transaction: 'rcpt' }),
    form(/stat=(?:Deferred: )?(?<words>.{1,400})$/, 'mailer'),
    form(/(?<words>STARTTLS=(?:client|server), .{0,20}(?:error|verify=FAIL).{0,400})$/, 'tls'),
    form(/^\s{0,8}<<< (?<words>[2345]\d\d.{0,2000})$/, 'server'),
    silent(/^\s{0,8}>>> /),
    // Its own summary below the dialogue.
    form(
      /^\s{0,4}(?<words>[45]\d\d [45]\.\d\.\d (?:<[^>]{1,320}>\.\.\. )?(?:Service unavailable|User unknown|Data format error|Remote protocol error))$/,
      'server',
      {
        isConsequence: true,
        transaction: 'rcpt',
      },
    ),
    // Of a transcript: the mailer's own words behind the address, or behind a code that is its own.
    form(
      /^\s{0,8}(?:[45]\d\d (?:[45]\.\d\.\d )?)?.{1,320}\.\.\. (?:Deferred: )?(?<words>(?:Connection |Operation |Can't create|Host unknown|No route|Deferred|Cannot send message).{1,300})$/,
      'mailer',
    ),
    form(
      /^\s{0,40}\((?:reason: |Deferred: )?(?<words>(?:Connection |host map|Operation timed|Can't create|I\/O error|Host unknown|No route|Name server|.{1,120}host name lookup).{0,300})\)$/,
      'mailer',
    ),
    form(/^\s{0,40}(?<words>host map: lookup .{1,200})$/, 'mailer'),
    form(/\]: (?:\w{8,20}: )?(?:<[^>]{1,320}>|\S{1,320})\.\.\. (?<words>.{3,400})$/, 'server', { ...BY_US, transaction: 'rcpt' }),
    form(/(?:sendmail|sm-mta|sm-msp-queue|sendmail-in)\[\d{1,10}\]: (?:\w{8,20}: )?(?<words>.{1,600})$/, 'server-log', BY_US),
  ),
};
