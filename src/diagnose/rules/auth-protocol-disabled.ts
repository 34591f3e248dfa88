// SMTP, IMAP or POP3 is switched off for the tenant, mailbox or account, for every kind of login.
import { authRule } from '../auth-rule.ts';

export const authProtocolDisabled = authRule('auth-protocol-disabled');
