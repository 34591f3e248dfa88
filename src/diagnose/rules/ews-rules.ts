// The rules of Exchange Web Services, in their order.
import type { Rule } from '../rule.ts';
import { ewsImpersonationRefused } from './ews-impersonation-refused.ts';
import { ewsMailboxDenied } from './ews-mailbox-denied.ts';
import { EWS_REFUSALS } from './ews-refusals.ts';
import { ewsSendUntested } from './ews-send-untested.ts';
import { ewsServerVersion } from './ews-server-version.ts';
import { ewsThrottled } from './ews-throttled.ts';
import { ewsVersionUnsupported } from './ews-version-unsupported.ts';

export const EWS_RULES: readonly Rule[] = [
  ewsImpersonationRefused,
  ewsMailboxDenied,
  ewsThrottled,
  ewsVersionUnsupported,
  ...EWS_REFUSALS,
  ewsServerVersion,
  ewsSendUntested,
];
