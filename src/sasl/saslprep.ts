// SASLprep (RFC 4013) of user names and passwords. Its Unicode tables load only for what is not plain ASCII.
const PLAIN_ASCII = /^[\x20-\x7e]*$/;
// RFC 3454 tables B.1 (mapped to nothing) and C.1.2 (spaces that become a space).
const MAPPED_TO_NOTHING = /\u034f|[\u00ad\u1806\u200b-\u200d\u2060\ufeff]|[\u180b-\u180d]|[\ufe00-\ufe0f]/g;
const OTHER_SPACES = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/g;

/**
 * A password as SCRAM hashes it. One that SASLprep forbids (control characters, mixed directions) is taken as it
 * stands: Dovecot and others never prepare what they store, and a login that works there must not fail here.
 */
export async function preparePassword(password: string): Promise<string> {
  if (PLAIN_ASCII.test(password)) return password;
  const { default: saslprep } = await import('@mongodb-js/saslprep');
  try {
    return saslprep(password, { allowUnassigned: true });
  } catch {
    return password;
  }
}

/** A user name as it goes out: the mapping and normalisation of RFC 4013 §2.1–2.2, without the tables of what is forbidden. */
export function prepareUser(user: string): string {
  if (PLAIN_ASCII.test(user)) return user;
  return user.replace(MAPPED_TO_NOTHING, '').replace(OTHER_SPACES, ' ').normalize('NFKC');
}
