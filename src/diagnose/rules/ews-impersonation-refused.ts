// The login was taken, and may not open this mailbox in its owner's name, or has to and did not ask for it.
import { ewsRule } from '../ews-rule.ts';

export const ewsImpersonationRefused = ewsRule('ews-impersonation-refused', ({ title }, login, _evidence, cases) => {
  const { impersonated, isOfApplication, user, claims } = login;
  const isDenied = cases.some(({ cause }) => /denied$/i.test(cause.reply?.enhanced ?? ''));
  if (!isDenied || impersonated === null) return {};
  if (!isOfApplication) return { title: `${user} may not impersonate ${impersonated}` };
  return {
    title: `${title} (${impersonated})`,
    detail:
      "The token is an application's, and Exchange keeps it out of this mailbox: full_access_as_app is missing, or a scope of RBAC for Applications or an application access policy leaves the mailbox out.",
    fix: `Exchange administrator: \`Test-ServicePrincipalAuthorization -Identity ${claims?.application ?? '<application id>'} -Resource ${impersonated}\` must list Application EWS.AccessAsApp with InScope True, or the token carry full_access_as_app (Entra admin centre > App registrations > API permissions > Office 365 Exchange Online, with admin consent).`,
    reference: 'https://learn.microsoft.com/exchange/permissions-exo/application-rbac',
  };
});
