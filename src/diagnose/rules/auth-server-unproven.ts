// The server was to prove that it knows the password, and did not: whoever answers may not be the server.
import { authRule } from '../auth-rule.ts';

export const authServerUnproven = authRule('auth-server-unproven', (_, __, { plan, credentials }) => ({
  title: `The server did not prove that it knows the password: it may not be ${plan.host}`,
  detail: `With ${credentials?.attempt?.mechanism ?? 'this mechanism'} the server has to prove itself, too, and its proof is wrong or missing. Somebody on the way may answer in its place; or the server's store of passwords is broken. The password itself was not given away.`,
  fix: `Do not log in with any mechanism that shows the password itself. Compare the certificate's SHA-256 with the one that the server's administrator reads on the server, and check from another network; if it is the right server, the administrator repairs its SCRAM or DIGEST-MD5 credentials.`,
  owner: 'server',
  reference: 'RFC 5802 §5',
}));
