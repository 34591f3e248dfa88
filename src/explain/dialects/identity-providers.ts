// The pages that an identity provider shows in place of a consent: a heading that stands alone, and sentences below it. Who only talks
// of such a page sets the heading in the midst of a sentence.
import { findInRegistries } from '../../knowledge/registries/index.ts';
import { SIGN_IN_PAGES } from '../../knowledge/registries/sign-in-pages.ts';
import { FIRST_PERSON } from '../documentation.ts';
import type { Dialect } from '../utterance.ts';
import type { Form } from './forms.ts';

/** What is shorter is a heading: it begins its line, and little stands behind it. */
const HEADING = 40;
const BEFORE_A_HEADING = 24;
const BEHIND_A_HEADING = 80;
/** The heading's name in a report. */
const LEAD = /^\W{0,8}(?:(?:error|message|fehler|erreur|errore?|access blocked|title)\W{1,3})?$/i;

/** Whose doing it is, which no heading of theirs says: a system's own ban on a program. */
const BY_WHOM = /^\s{1,3}(?:by|on|from|von|par|por|da)\b/i;

/** What tells more than the page does. */
const HAS_A_CODE = /AADSTS\d|\b[a-z]{4,20}_[a-z_]{4,20}\b|\b[45]\d\d\b/;

const page: Form = (line) => {
  const found = findInRegistries(line, ['identity-provider']).find(({ registry }) => registry === SIGN_IN_PAGES);
  if (found === undefined) return null;
  const before = line.slice(0, found.index);
  const behind = line.slice(found.index + found.form.length);
  const isAlone =
    before.length <= BEFORE_A_HEADING && LEAD.test(before) && behind.length <= BEHIND_A_HEADING && !BY_WHOM.test(behind);
  if (found.form.length >= HEADING || isAlone || FIRST_PERSON.test(line))
    return [{ speaker: 'identity-provider', words: line.trim() }];
  return HAS_A_CODE.test(line) ? null : [];
};

export const identityProviders: Dialect = {
  name: 'a sign-in page',
  marks:
    /admin.{0,3} ?(?:approval|needs to review)|only an admin can grant|genehmigung erforderlich|administrateur requise|l.approbation de l.administrateur|del administrador|de un administrador|do administrador|dell.amministratore|beheerder vereist|zgoda administratora|管理者の承認|管理员批准|blocked this application|sign-in was successful but|anmeldung war erfolgreich|get there from here|needs more information to keep|weitere informationen zum schutz|external user in the tenant|user account does not exist in tenant|that microsoft account|sign in here with a|not enabled for consumers|your google account|this app is(?: blocked|n.t verified)|hasn.t verified this app|verified (?:yet )?by google|sign in with google temporarily|google verification process|developer-approved testers|überprüfungsprozess von google|validation de google|verificación de google|verificação do google|verifica di google|審査プロセス|von google überprüft|app ist blockiert|restricted by policies within|within its organization|innerhalb der organisation|request is invalid|sent an invalid request|oauth 2\.0 policy|oauth client was|may not be secure|specify a valid request/i,
  more: 'a page of an identity provider without its code: "More details" or "Request details" on it has the number or the name of the error',
  read: page,
};
