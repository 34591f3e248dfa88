// Base64 that is a login when it is read: PLAIN, OAuth, CRAM-MD5, DIGEST-MD5, SCRAM's proof, NTLM's answer. Recognised by
// what it decodes to, so it may stand anywhere. Knows nothing of dialogues.
import { MASK } from '../model/secret.ts';

// In lines of 60 to 76, as `openssl base64` breaks it, or in one. The longest response has a token of some kilobytes; without a
// bound, a text that is all Base64 would run out of stack.
const RUN = /[A-Za-z0-9+/_-]{60,65536}={0,2}(?:\r?\n[A-Za-z0-9+/_-]{1,76}={0,2}(?=\s)){0,500}|[A-Za-z0-9+/_-]{8,65536}={0,2}/g;

/** What a response of the mechanism decodes to; each is anchored, so none looks at more than it must. */
const RESPONSES: readonly RegExp[] = [
  /^[^\0-\x1f\x7f]{0,500}\0[^\0-\x1f\x7f]{1,500}\0[^\0-\x1f]/, // PLAIN, RFC 4616
  /^user=[^\x01]{0,500}\x01auth=/, // XOAUTH2
  /^n,(?:a=[^,]{0,500})?,\x01/, // OAUTHBEARER, RFC 7628
  /^\S{1,500} [0-9a-f]{32}$/, // CRAM-MD5, RFC 2195
  /^c=[A-Za-z0-9+/=]{1,2000},r=[^,]{1,2000}(?:,[a-z]=[^,]{0,500}){0,4},p=/, // SCRAM, RFC 5802
  /^NTLMSSP\0\x03/, // NTLM's third message
];
const DIGEST = /^(?:charset|username|realm)=.{0,4000}\bresponse=/s;

// A word of a language, a number, a name in capitals: no Base64 of a response, and most of what a log is made of.
const IS_WORD = /^(?:[a-z_-]+|[A-Z_-]+|[\d_-]+|[A-Z][a-z]+)$/;

function isResponse(run: string): boolean {
  if (IS_WORD.test(run)) return false;
  const decoded = Buffer.from(run, 'base64').toString('latin1');
  return RESPONSES.some((response) => response.test(decoded)) || DIGEST.test(decoded);
}

/** `text` with every SASL response in it masked. */
export const maskBlobs = (text: string): string => text.replace(RUN, (run) => (isResponse(run) ? MASK : run));
