// Every verdict of OpenSSL on a certificate chain, by number, name and sentence (X509_V_ERR_*). Node's codes are these names;
// up to 3.0 the hyphen of "self-signed" was missing. 101 to 104 are those of 4.0, whose sentences stand in no release yet.
import { certain, likely, undecided } from './entries.ts';
import type { Registry, RegistryEntry } from './registry.ts';

/** As `openssl s_client`, `openssl verify`, Postfix and nginx print its number. */
const verdict = (number: number, entry: RegistryEntry): RegistryEntry => ({
  ...entry,
  forms: [
    ...entry.forms,
    ...(entry.code.startsWith('X509_V_') ? [] : [`X509_V_ERR_${entry.code}`]),
    `verify error:num=${number}`,
    `verify return code: ${number}`,
    `verify error: (${number}:`,
    `error ${number} at`,
  ],
});

export const OPENSSL_VERIFY: Registry = {
  name: 'OpenSSL certificate verification',
  source: 'openssl include/openssl/x509_vfy.h.in and crypto/x509/x509_txt.c',
  speaker: 'tls',
  entries: [
    verdict(0, undecided('The chain was verified; what failed, if anything did, stands elsewhere.', 'X509_V_OK', [])),
    verdict(1, likely('tls-handshake-failed', 'UNSPECIFIED', ['unspecified certificate verification error'])),
    verdict(2, likely('cert-untrusted-root', 'UNABLE_TO_GET_ISSUER_CERT', ['unable to get issuer certificate'])),
    verdict(3, certain('cert-revocation-unchecked', 'UNABLE_TO_GET_CRL', ['unable to get certificate CRL'])),
    verdict(4, likely('cert-malformed', 'UNABLE_TO_DECRYPT_CERT_SIGNATURE', ["unable to decrypt certificate's signature"])),
    verdict(
      5,
      likely('cert-revocation-unchecked', 'UNABLE_TO_DECRYPT_CRL_SIGNATURE', [
        "unable to decrypt CRL's signature",
        "unable to decrypt CRL's's signature",
      ]),
    ),
    verdict(6, likely('cert-malformed', 'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY', ['unable to decode issuer public key'])),
    verdict(
      7,
      likely('cert-malformed', 'CERT_SIGNATURE_FAILURE', ['certificate signature failure'], {
        meaning:
          'The signature does not fit the issuer: the chain holds another certificate with the same name, or something on the way has replaced one.',
      }),
    ),
    verdict(8, certain('cert-revocation-unchecked', 'CRL_SIGNATURE_FAILURE', ['CRL signature failure'])),
    verdict(9, certain('cert-not-yet-valid', 'CERT_NOT_YET_VALID', ['certificate is not yet valid'])),
    verdict(10, certain('cert-expired', 'CERT_HAS_EXPIRED', ['certificate has expired'])),
    verdict(11, certain('cert-revocation-unchecked', 'CRL_NOT_YET_VALID', ['CRL is not yet valid'])),
    verdict(12, certain('cert-revocation-unchecked', 'CRL_HAS_EXPIRED', ['CRL has expired'])),
    verdict(13, certain('cert-malformed', 'ERROR_IN_CERT_NOT_BEFORE_FIELD', ["format error in certificate's notBefore field"])),
    verdict(14, certain('cert-malformed', 'ERROR_IN_CERT_NOT_AFTER_FIELD', ["format error in certificate's notAfter field"])),
    verdict(
      15,
      certain('cert-revocation-unchecked', 'ERROR_IN_CRL_LAST_UPDATE_FIELD', ["format error in CRL's lastUpdate field"]),
    ),
    verdict(
      16,
      certain('cert-revocation-unchecked', 'ERROR_IN_CRL_NEXT_UPDATE_FIELD', ["format error in CRL's nextUpdate field"]),
    ),
    verdict(
      17,
      undecided('The program that prints it ran out of memory: nothing is said of the certificate.', 'X509_V_ERR_OUT_OF_MEM', []),
    ),
    verdict(
      18,
      certain('cert-self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT', ['self-signed certificate', 'self signed certificate']),
    ),
    verdict(
      19,
      certain('cert-untrusted-root', 'SELF_SIGNED_CERT_IN_CHAIN', [
        'self-signed certificate in certificate chain',
        'self signed certificate in certificate chain',
      ]),
    ),
    verdict(
      20,
      likely('cert-untrusted-root', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', ['unable to get local issuer certificate'], {
        meaning:
          'The chain that came ends at an issuer that is neither in it nor in the trust store here: a private authority, an inspecting firewall or antivirus, an old store, or an intermediate that the server does not send.',
      }),
    ),
    verdict(
      21,
      likely('cert-missing-intermediate', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', ['unable to verify the first certificate'], {
        meaning:
          'The server sent one certificate alone, and nothing here vouches for its issuer: the intermediate is missing, or the authority is a private one.',
      }),
    ),
    verdict(22, likely('tls-handshake-failed', 'CERT_CHAIN_TOO_LONG', ['certificate chain too long'])),
    verdict(23, certain('cert-revoked', 'CERT_REVOKED', ['certificate revoked'])),
    verdict(24, likely('cert-malformed', 'NO_ISSUER_PUBLIC_KEY', ["issuer certificate doesn't have a public key"])),
    verdict(25, likely('cert-wrong-purpose', 'PATH_LENGTH_EXCEEDED', ['path length constraint exceeded'])),
    verdict(26, certain('cert-wrong-purpose', 'INVALID_PURPOSE', ['unsuitable certificate purpose'])),
    verdict(27, certain('cert-untrusted-root', 'CERT_UNTRUSTED', ['certificate not trusted'])),
    verdict(28, likely('cert-untrusted-root', 'CERT_REJECTED', ['certificate rejected'])),
    verdict(29, likely('cert-missing-intermediate', 'SUBJECT_ISSUER_MISMATCH', ['subject issuer mismatch'])),
    verdict(30, likely('cert-missing-intermediate', 'AKID_SKID_MISMATCH', ['authority and subject key identifier mismatch'])),
    verdict(
      31,
      likely('cert-missing-intermediate', 'AKID_ISSUER_SERIAL_MISMATCH', ['authority and issuer serial number mismatch']),
    ),
    verdict(32, certain('cert-wrong-purpose', 'KEYUSAGE_NO_CERTSIGN', ['key usage does not include certificate signing'])),
    verdict(33, certain('cert-revocation-unchecked', 'UNABLE_TO_GET_CRL_ISSUER', ['unable to get CRL issuer certificate'])),
    verdict(34, likely('cert-malformed', 'UNHANDLED_CRITICAL_EXTENSION', ['unhandled critical extension'])),
    verdict(35, likely('cert-revocation-unchecked', 'KEYUSAGE_NO_CRL_SIGN', ['key usage does not include CRL signing'])),
    verdict(36, likely('cert-revocation-unchecked', 'UNHANDLED_CRITICAL_CRL_EXTENSION', ['unhandled critical CRL extension'])),
    verdict(37, certain('cert-wrong-purpose', 'INVALID_NON_CA', ['invalid non-CA certificate (has CA markings)'])),
    verdict(38, likely('cert-wrong-purpose', 'PROXY_PATH_LENGTH_EXCEEDED', ['proxy path length constraint exceeded'])),
    verdict(39, certain('cert-wrong-purpose', 'KEYUSAGE_NO_DIGITAL_SIGNATURE', ['key usage does not include digital signature'])),
    verdict(
      40,
      likely('cert-wrong-purpose', 'PROXY_CERTIFICATES_NOT_ALLOWED', [
        'proxy certificates not allowed, please set the appropriate flag',
      ]),
    ),
    verdict(41, likely('cert-malformed', 'INVALID_EXTENSION', ['invalid or inconsistent certificate extension'])),
    verdict(42, likely('cert-malformed', 'INVALID_POLICY_EXTENSION', ['invalid or inconsistent certificate policy extension'])),
    verdict(43, likely('cert-wrong-purpose', 'NO_EXPLICIT_POLICY', ['no explicit policy'])),
    verdict(44, likely('cert-revocation-unchecked', 'DIFFERENT_CRL_SCOPE', ['different CRL scope'])),
    verdict(45, likely('cert-malformed', 'UNSUPPORTED_EXTENSION_FEATURE', ['unsupported extension feature'])),
    verdict(46, likely('cert-wrong-purpose', 'UNNESTED_RESOURCE', ["RFC 3779 resource not subset of parent's resources"])),
    verdict(
      47,
      likely('cert-wrong-purpose', 'PERMITTED_VIOLATION', ['permitted subtree violation'], {
        meaning: 'The authority may issue certificates for some names only, and this is none of them.',
      }),
    ),
    verdict(
      48,
      likely('cert-wrong-purpose', 'EXCLUDED_VIOLATION', ['excluded subtree violation'], {
        meaning: 'The authority may not issue certificates for this name.',
      }),
    ),
    verdict(49, likely('cert-malformed', 'SUBTREE_MINMAX', ['name constraints minimum and maximum not supported'])),
    verdict(50, likely('tls-handshake-failed', 'APPLICATION_VERIFICATION', ['application verification failure'])),
    verdict(51, likely('cert-malformed', 'UNSUPPORTED_CONSTRAINT_TYPE', ['unsupported name constraint type'])),
    verdict(52, likely('cert-malformed', 'UNSUPPORTED_CONSTRAINT_SYNTAX', ['unsupported or invalid name constraint syntax'])),
    verdict(53, likely('cert-malformed', 'UNSUPPORTED_NAME_SYNTAX', ['unsupported or invalid name syntax'])),
    verdict(54, likely('cert-revocation-unchecked', 'CRL_PATH_VALIDATION_ERROR', ['CRL path validation error'])),
    verdict(55, likely('cert-malformed', 'PATH_LOOP', ['path loop'])),
    verdict(56, likely('cert-malformed', 'SUITE_B_INVALID_VERSION', ['Suite B: certificate version invalid'])),
    verdict(57, likely('cert-weak-key', 'SUITE_B_INVALID_ALGORITHM', ['Suite B: invalid public key algorithm'])),
    verdict(58, likely('cert-weak-key', 'SUITE_B_INVALID_CURVE', ['Suite B: invalid ECC curve'])),
    verdict(59, likely('cert-weak-signature', 'SUITE_B_INVALID_SIGNATURE_ALGORITHM', ['Suite B: invalid signature algorithm'])),
    verdict(60, likely('cert-weak-key', 'SUITE_B_LOS_NOT_ALLOWED', ['Suite B: curve not allowed for this LOS'])),
    verdict(61, likely('cert-weak-signature', 'SUITE_B_CANNOT_SIGN_P_384_WITH_P_256', ['Suite B: cannot sign P-384 with P-256'])),
    verdict(62, certain('cert-name-mismatch', 'HOSTNAME_MISMATCH', ['hostname mismatch'])),
    verdict(
      63,
      undecided('A mail address was compared, as for S/MIME; host names are not.', 'EMAIL_MISMATCH', ['email address mismatch']),
    ),
    verdict(64, certain('cert-name-mismatch', 'IP_ADDRESS_MISMATCH', ['IP address mismatch'])),
    verdict(
      65,
      certain('tlsa-mismatch', 'DANE_NO_MATCH', ['no matching DANE TLSA records'], {
        meaning: 'The DNS of the host has TLSA records (DANE), and none of them fits the certificate that came.',
      }),
    ),
    verdict(66, certain('cert-weak-key', 'EE_KEY_TOO_SMALL', ['EE certificate key too weak'])),
    verdict(67, certain('cert-weak-key', 'CA_KEY_TOO_SMALL', ['CA certificate key too weak'])),
    verdict(68, certain('cert-weak-signature', 'CA_MD_TOO_WEAK', ['CA signature digest algorithm too weak'])),
    verdict(
      69,
      undecided('The program that prints it called its library wrongly: nothing is said of the certificate.', 'INVALID_CALL', [
        'invalid certificate verification context',
      ]),
    ),
    verdict(70, likely('cert-untrusted-root', 'STORE_LOOKUP', ['issuer certificate lookup error'])),
    verdict(
      71,
      likely('tls-handshake-failed', 'NO_VALID_SCTS', ['Certificate Transparency required, but no valid SCTs found'], {
        meaning: 'This client demands proof that the certificate was logged (Certificate Transparency), and none came with it.',
      }),
    ),
    verdict(72, likely('cert-wrong-purpose', 'PROXY_SUBJECT_NAME_VIOLATION', ['proxy subject name violation'])),
    verdict(73, certain('cert-revocation-unchecked', 'OCSP_VERIFY_NEEDED', ['OCSP verification needed'])),
    verdict(74, certain('cert-revocation-unchecked', 'OCSP_VERIFY_FAILED', ['OCSP verification failed'])),
    verdict(75, likely('cert-revocation-unchecked', 'OCSP_CERT_UNKNOWN', ['OCSP unknown cert'])),
    verdict(76, likely('cert-malformed', 'UNSUPPORTED_SIGNATURE_ALGORITHM', ['Cannot find certificate signature algorithm'])),
    verdict(
      77,
      likely('cert-malformed', 'SIGNATURE_ALGORITHM_MISMATCH', [
        'subject signature algorithm and issuer public key algorithm mismatch',
      ]),
    ),
    verdict(
      78,
      likely('cert-malformed', 'SIGNATURE_ALGORITHM_INCONSISTENCY', ['cert info signature and signature algorithm mismatch']),
    ),
    verdict(79, certain('cert-wrong-purpose', 'INVALID_CA', ['invalid CA certificate'])),
    verdict(80, certain('cert-malformed', 'PATHLEN_INVALID_FOR_NON_CA', ['Path length invalid for non-CA cert'])),
    verdict(
      81,
      certain('cert-malformed', 'PATHLEN_WITHOUT_KU_KEY_CERT_SIGN', ['Path length given without key usage keyCertSign']),
    ),
    verdict(
      82,
      certain('cert-malformed', 'KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA', ['Key usage keyCertSign invalid for non-CA cert']),
    ),
    verdict(83, certain('cert-malformed', 'ISSUER_NAME_EMPTY', ['Issuer name empty'])),
    verdict(84, certain('cert-malformed', 'SUBJECT_NAME_EMPTY', ['Subject name empty'])),
    verdict(85, certain('cert-malformed', 'MISSING_AUTHORITY_KEY_IDENTIFIER', ['Missing Authority Key Identifier'])),
    verdict(86, certain('cert-malformed', 'MISSING_SUBJECT_KEY_IDENTIFIER', ['Missing Subject Key Identifier'])),
    verdict(87, certain('cert-malformed', 'EMPTY_SUBJECT_ALT_NAME', ['Empty Subject Alternative Name extension'])),
    verdict(
      88,
      certain('cert-malformed', 'EMPTY_SUBJECT_SAN_NOT_CRITICAL', ['Subject empty and Subject Alt Name extension not critical']),
    ),
    verdict(89, certain('cert-malformed', 'CA_BCONS_NOT_CRITICAL', ['Basic Constraints of CA cert not marked critical'])),
    verdict(90, certain('cert-malformed', 'AUTHORITY_KEY_IDENTIFIER_CRITICAL', ['Authority Key Identifier marked critical'])),
    verdict(91, certain('cert-malformed', 'SUBJECT_KEY_IDENTIFIER_CRITICAL', ['Subject Key Identifier marked critical'])),
    verdict(92, certain('cert-malformed', 'CA_CERT_MISSING_KEY_USAGE', ['CA cert does not include key usage extension'])),
    verdict(93, certain('cert-malformed', 'EXTENSIONS_REQUIRE_VERSION_3', ['Using cert extension requires at least X509v3'])),
    verdict(94, likely('cert-malformed', 'EC_KEY_EXPLICIT_PARAMS', ['Certificate public key has explicit ECC parameters'])),
    verdict(95, likely('cert-untrusted-root', 'RPK_UNTRUSTED', ['Raw public key untrusted, no trusted keys configured'])),
    verdict(96, certain('cert-revocation-unchecked', 'OCSP_RESP_INVALID', ['OCSP response(s) invalid'])),
    verdict(97, certain('cert-revocation-unchecked', 'OCSP_SIGNATURE_FAILURE', ['OCSP response signature verification failure'])),
    verdict(
      98,
      certain('cert-revocation-unchecked', 'OCSP_NOT_YET_VALID', ['OCSP response not yet valid (contains a date in the future)']),
    ),
    verdict(99, certain('cert-revocation-unchecked', 'OCSP_HAS_EXPIRED', ['OCSP response has expired'])),
    verdict(100, certain('cert-revocation-unchecked', 'OCSP_NO_RESPONSE', ['no OCSP response available for certificate'])),
    verdict(101, certain('cert-revocation-unchecked', 'CRL_VERIFY_FAILED')),
    verdict(102, certain('cert-malformed', 'EMPTY_AUTHORITY_KEY_IDENTIFIER')),
    verdict(103, certain('cert-malformed', 'AKID_ISSUER_SERIAL_NOT_PAIRED')),
    verdict(104, likely('cert-revocation-unchecked', 'IDP_ONLY_USER_CA_ATTR_EXCLUSIVE')),
  ],
};
