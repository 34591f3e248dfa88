// What services over HTTP refused although they had taken the login: one list of all of them.
import type { Case, Evidence } from './evidence.ts';
import { ewsPermissionCases } from './ews-login.ts';
import { graphPermissionCases } from './graph-login.ts';

export const permissionCases = (evidence: Evidence): Case[] => [
  ...graphPermissionCases(evidence),
  ...ewsPermissionCases(evidence),
];
