// POP3: another session holds the mailbox.
import { authRule } from '../auth-rule.ts';

export const mailboxInUse = authRule('mailbox-in-use');
