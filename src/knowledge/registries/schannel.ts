// Windows' TLS (Schannel, SSPI) and certificate checks: SEC_E_*, CERT_E_*, CRYPT_E_*, TRUST_E_* with names, numbers and the
// sentences of FormatMessage, and what .NET says above them (SslPolicyErrors, X509ChainStatusFlags, SslStream).
import { certain, hresultForms, likely, undecided } from './entries.ts';
import type { Registry, RegistryEntry } from './registry.ts';

const PROGRAM = 'The program that prints this, its memory, its handles or its own key: not the peer.';
const LOGON = 'Of Kerberos, NTLM or a smart card: no TLS, and no password of a mailbox, is meant.';
const NO_TLS = 'Of signed or encrypted messages and files: no connection is meant.';

const status = (hresult: number, entry: RegistryEntry): RegistryEntry => ({
  ...entry,
  forms: [...entry.forms, ...hresultForms(hresult)],
});

const dotnet = (type: string, entry: RegistryEntry): RegistryEntry => ({
  ...entry,
  forms: [...entry.forms, `${type}.${entry.code}`],
});

/** Some of these names are common words: they stand with their type, or after what .NET says before them. */
const chainStatus = (entry: RegistryEntry): RegistryEntry => {
  const code = `X509ChainStatusFlags.${entry.code}`;
  const before = [
    'RemoteCertificateChainErrors:',
    'because of errors in the certificate chain:',
    'RemoteCertificateChainErrors (',
  ];
  return { ...entry, code, forms: [code, ...before.map((words) => `${words} ${entry.code}`), ...entry.forms.slice(1)] };
};

export const SCHANNEL: Registry = {
  name: 'Schannel and .NET',
  source:
    'Windows SDK winerror.h; learn.microsoft.com/windows/win32/com/com-error-codes-4; dotnet/runtime System.Net.Security Strings.resx',
  speaker: 'tls',
  entries: [
    // SEC_E_*
    status(
      0x80090300,
      undecided(PROGRAM, 'SEC_E_INSUFFICIENT_MEMORY', ['Not enough memory is available to complete this request']),
    ),
    status(0x80090301, undecided(PROGRAM, 'SEC_E_INVALID_HANDLE', ['The handle specified is invalid'])),
    status(
      0x80090302,
      likely('tls-version-unsupported', 'SEC_E_UNSUPPORTED_FUNCTION', ['The function requested is not supported'], {
        meaning:
          'Most often the TLS version that the server wants is switched off in Windows (SCHANNEL\\Protocols), or this Windows is too old for it.',
      }),
    ),
    status(
      0x80090303,
      likely('tls-handshake-failed', 'SEC_E_TARGET_UNKNOWN', ['The specified target is unknown or unreachable']),
    ),
    status(
      0x80090304,
      likely('tls-handshake-failed', 'SEC_E_INTERNAL_ERROR', ['The Local Security Authority cannot be contacted'], {
        meaning:
          'Windows says this where a handshake failed inside it: a key or parameter of the server that it cannot use, or a client certificate whose key it may not read.',
      }),
    ),
    status(0x80090305, undecided(PROGRAM, 'SEC_E_SECPKG_NOT_FOUND', ['The requested security package does not exist'])),
    status(0x80090306, undecided(PROGRAM, 'SEC_E_NOT_OWNER', ['The caller is not the owner of the desired credentials'])),
    status(
      0x80090307,
      undecided(PROGRAM, 'SEC_E_CANNOT_INSTALL', ['The security package failed to initialize, and cannot be installed']),
    ),
    status(
      0x80090308,
      likely('mode-mismatch', 'SEC_E_INVALID_TOKEN', ['The token supplied to the function is invalid'], {
        title: 'What came back is no TLS',
        meaning:
          'The client began with TLS and got an answer that is none: a port that greets in plaintext, or something on the way that answers itself.',
      }),
    ),
    status(0x80090309, undecided(PROGRAM, 'SEC_E_CANNOT_PACK')),
    status(0x8009030a, undecided(PROGRAM, 'SEC_E_QOP_NOT_SUPPORTED')),
    status(0x8009030b, undecided(PROGRAM, 'SEC_E_NO_IMPERSONATION')),
    status(
      0x8009030c,
      likely('auth-rejected', 'SEC_E_LOGON_DENIED', ['The logon attempt failed'], {
        meaning: 'NTLM or Kerberos was tried, and user name, password or domain were not accepted.',
      }),
    ),
    status(
      0x8009030d,
      undecided(
        'The certificate or its private key on this machine cannot be used: its own files, not the peer.',
        'SEC_E_UNKNOWN_CREDENTIALS',
        ['The credentials supplied to the package were not recognized'],
      ),
    ),
    status(
      0x8009030e,
      undecided(
        'This machine has no certificate or login for what was asked of it: its own store, not the peer.',
        'SEC_E_NO_CREDENTIALS',
        ['No credentials are available in the security package'],
      ),
    ),
    status(
      0x8009030f,
      likely('tls-handshake-failed', 'SEC_E_MESSAGE_ALTERED', [
        'The message or signature supplied for verification has been altered',
      ]),
    ),
    status(
      0x80090310,
      likely('tls-handshake-failed', 'SEC_E_OUT_OF_SEQUENCE', ['The message supplied for verification is out of sequence']),
    ),
    status(
      0x80090311,
      likely(
        'auth-temporary-failure',
        'SEC_E_NO_AUTHENTICATING_AUTHORITY',
        ['No authority could be contacted for authentication'],
        {
          meaning: 'Windows found no domain controller that could check the login.',
        },
      ),
    ),
    status(0x80090316, undecided(PROGRAM, 'SEC_E_BAD_PKGID')),
    status(
      0x80090317,
      undecided('The TLS connection had ended before: what ended it decides.', 'SEC_E_CONTEXT_EXPIRED', [
        'The context has expired and can no longer be used',
      ]),
    ),
    status(
      0x80090318,
      likely('connection-closed', 'SEC_E_INCOMPLETE_MESSAGE', [
        'The supplied message is incomplete. The signature was not verified',
      ]),
    ),
    status(
      0x80090320,
      likely('tls-client-certificate-required', 'SEC_E_INCOMPLETE_CREDENTIALS', [
        'The credentials supplied were not complete, and could not be verified. The context could not be initialized',
      ]),
    ),
    status(0x00090320, likely('tls-client-certificate-required', 'SEC_I_INCOMPLETE_CREDENTIALS')),
    status(0x80090321, undecided(PROGRAM, 'SEC_E_BUFFER_TOO_SMALL')),
    status(
      0x80090322,
      certain('cert-name-mismatch', 'SEC_E_WRONG_PRINCIPAL', ['The target principal name is incorrect'], {
        meaning: 'The name that was connected to is not in the certificate (or, with Kerberos, not the name of the service).',
      }),
    ),
    status(
      0x80090324,
      likely('cert-not-yet-valid', 'SEC_E_TIME_SKEW', ['The clocks on the client and server machines are skewed'], {
        title: 'The clocks of the two machines differ',
        meaning: 'Their difference is more than is allowed, so that a ticket or a certificate is not valid yet or any more.',
      }),
    ),
    status(
      0x80090325,
      certain('cert-untrusted-root', 'SEC_E_UNTRUSTED_ROOT', [
        'The certificate chain was issued by an authority that is not trusted',
      ]),
    ),
    status(
      0x80090326,
      likely('tls-handshake-failed', 'SEC_E_ILLEGAL_MESSAGE', ['The message received was unexpected or badly formatted'], {
        meaning: 'Windows says this of an alert of the server, of broken bytes and of an answer in plaintext alike.',
      }),
    ),
    status(
      0x80090327,
      likely('cert-untrusted-root', 'SEC_E_CERT_UNKNOWN', ['An unknown error occurred while processing the certificate']),
    ),
    status(0x80090328, certain('cert-expired', 'SEC_E_CERT_EXPIRED', ['The received certificate has expired'])),
    status(0x80090329, likely('tls-handshake-failed', 'SEC_E_ENCRYPT_FAILURE', ['The specified data could not be encrypted'])),
    status(0x80090330, likely('tls-handshake-failed', 'SEC_E_DECRYPT_FAILURE', ['The specified data could not be decrypted'])),
    status(
      0x80090331,
      likely(
        'tls-no-shared-cipher',
        'SEC_E_ALGORITHM_MISMATCH',
        ['The client and server cannot communicate, because they do not possess a common algorithm'],
        {
          meaning:
            'No TLS version or no cipher suite in common: on Windows both are switched on and off in the registry (SCHANNEL).',
        },
      ),
    ),
    status(0x80090332, likely('tls-handshake-failed', 'SEC_E_SECURITY_QOS_FAILED')),
    status(0x80090333, likely('tls-handshake-failed', 'SEC_E_UNFINISHED_CONTEXT_DELETED')),
    status(0x80090334, undecided(LOGON, 'SEC_E_NO_TGT_REPLY')),
    status(0x80090335, likely('tcp-unreachable', 'SEC_E_NO_IP_ADDRESSES')),
    status(0x80090336, undecided(PROGRAM, 'SEC_E_WRONG_CREDENTIAL_HANDLE')),
    status(0x80090337, likely('tls-no-shared-cipher', 'SEC_E_CRYPTO_SYSTEM_INVALID')),
    status(0x80090338, undecided(LOGON, 'SEC_E_MAX_REFERRALS_EXCEEDED')),
    status(0x80090339, undecided(LOGON, 'SEC_E_MUST_BE_KDC')),
    status(0x8009033a, likely('tls-no-shared-cipher', 'SEC_E_STRONG_CRYPTO_NOT_SUPPORTED')),
    status(0x8009033b, undecided(LOGON, 'SEC_E_TOO_MANY_PRINCIPALS')),
    status(0x8009033c, undecided(LOGON, 'SEC_E_NO_PA_DATA')),
    status(0x8009033d, undecided(LOGON, 'SEC_E_PKINIT_NAME_MISMATCH')),
    status(0x8009033e, undecided(LOGON, 'SEC_E_SMARTCARD_LOGON_REQUIRED')),
    status(0x8009033f, undecided(PROGRAM, 'SEC_E_SHUTDOWN_IN_PROGRESS')),
    status(0x80090340, undecided(LOGON, 'SEC_E_KDC_INVALID_REQUEST')),
    status(0x80090341, undecided(LOGON, 'SEC_E_KDC_UNABLE_TO_REFER')),
    status(0x80090342, undecided(LOGON, 'SEC_E_KDC_UNKNOWN_ETYPE')),
    status(0x80090343, undecided(LOGON, 'SEC_E_UNSUPPORTED_PREAUTH')),
    status(0x80090345, undecided(LOGON, 'SEC_E_DELEGATION_REQUIRED')),
    status(
      0x80090346,
      likely(
        'auth-policy-blocked',
        'SEC_E_BAD_BINDINGS',
        ["Client's supplied Security Support Provider Interface (SSPI) channel bindings were incorrect"],
        {
          meaning:
            'The server demands that the login is bound to the TLS connection (Extended Protection), and something that ends TLS stands between.',
        },
      ),
    ),
    status(0x80090347, undecided(LOGON, 'SEC_E_MULTIPLE_ACCOUNTS')),
    status(0x80090348, undecided(LOGON, 'SEC_E_NO_KERB_KEY')),
    status(0x80090349, certain('cert-wrong-purpose', 'SEC_E_CERT_WRONG_USAGE')),
    status(0x80090350, likely('tls-handshake-failed', 'SEC_E_DOWNGRADE_DETECTED')),
    status(0x80090351, undecided(LOGON, 'SEC_E_SMARTCARD_CERT_REVOKED')),
    status(0x80090352, undecided(LOGON, 'SEC_E_ISSUING_CA_UNTRUSTED')),
    status(0x80090353, undecided(LOGON, 'SEC_E_REVOCATION_OFFLINE_C')),
    status(0x80090354, undecided(LOGON, 'SEC_E_PKINIT_CLIENT_FAILURE')),
    status(0x80090355, undecided(LOGON, 'SEC_E_SMARTCARD_CERT_EXPIRED')),
    status(0x80090356, undecided(LOGON, 'SEC_E_NO_S4U_PROT_SUPPORT')),
    status(0x80090357, undecided(LOGON, 'SEC_E_CROSSREALM_DELEGATION_FAILURE')),
    status(0x80090358, undecided(LOGON, 'SEC_E_REVOCATION_OFFLINE_KDC')),
    status(0x80090359, undecided(LOGON, 'SEC_E_ISSUING_CA_UNTRUSTED_KDC')),
    status(0x8009035a, undecided(LOGON, 'SEC_E_KDC_CERT_EXPIRED')),
    status(0x8009035b, undecided(LOGON, 'SEC_E_KDC_CERT_REVOKED')),
    status(0x8009035d, undecided(PROGRAM, 'SEC_E_INVALID_PARAMETER')),
    status(0x8009035e, undecided(LOGON, 'SEC_E_DELEGATION_POLICY')),
    status(0x8009035f, undecided(LOGON, 'SEC_E_POLICY_NLTM_ONLY')),
    status(0x80090361, undecided(PROGRAM, 'SEC_E_NO_CONTEXT')),
    status(0x80090362, undecided(LOGON, 'SEC_E_PKU2U_CERT_FAILURE')),
    status(0x80090363, undecided(LOGON, 'SEC_E_MUTUAL_AUTH_FAILED')),
    // CRYPT_E_*: those that a certificate check ends with
    status(0x80091007, undecided(NO_TLS, 'CRYPT_E_HASH_VALUE', ['The hash value is not correct'])),
    status(0x80092002, likely('cert-malformed', 'CRYPT_E_BAD_ENCODE', ['An error occurred during encode or decode operation'])),
    status(0x80092004, likely('cert-untrusted-root', 'CRYPT_E_NOT_FOUND', ['Cannot find object or property'])),
    status(0x80092007, certain('cert-self-signed', 'CRYPT_E_SELF_SIGNED', ['The specified certificate is self signed'])),
    status(
      0x80092009,
      undecided('Something was looked for on this machine and not found: a file, a certificate or a key.', 'CRYPT_E_NO_MATCH', [
        'Cannot find the requested object',
      ]),
    ),
    status(0x80092010, certain('cert-revoked', 'CRYPT_E_REVOKED', ['The certificate is revoked'])),
    status(
      0x80092011,
      certain('cert-revocation-unchecked', 'CRYPT_E_NO_REVOCATION_DLL', [
        'No Dll or exported function was found to verify revocation',
      ]),
    ),
    status(
      0x80092012,
      certain('cert-revocation-unchecked', 'CRYPT_E_NO_REVOCATION_CHECK', [
        'The revocation function was unable to check revocation for the certificate',
      ]),
    ),
    status(
      0x80092013,
      certain('cert-revocation-unchecked', 'CRYPT_E_REVOCATION_OFFLINE', [
        'The revocation function was unable to check revocation because the revocation server was offline',
      ]),
    ),
    status(
      0x80092014,
      certain('cert-revocation-unchecked', 'CRYPT_E_NOT_IN_REVOCATION_DATABASE', [
        "The certificate is not in the revocation server's database",
      ]),
    ),
    status(0x80092026, likely('cert-weak-signature', 'CRYPT_E_SECURITY_SETTINGS')),
    status(0x8009202b, likely('cert-untrusted-root', 'CRYPT_E_NO_TRUSTED_SIGNER')),
    status(0x80093102, likely('cert-malformed', 'CRYPT_E_ASN1_EOD', ['ASN1 unexpected end of data'])),
    status(0x80093103, likely('cert-malformed', 'CRYPT_E_ASN1_CORRUPT', ['ASN1 corrupted data'])),
    status(0x8009310b, likely('cert-malformed', 'CRYPT_E_ASN1_BADTAG', ['ASN1 bad tag value met'])),
    // TRUST_E_*
    status(
      0x80096004,
      likely('cert-malformed', 'TRUST_E_CERT_SIGNATURE', ['The signature of the certificate cannot be verified']),
    ),
    status(0x80096010, undecided(NO_TLS, 'TRUST_E_BAD_DIGEST', ['The digital signature of the object did not verify'])),
    status(
      0x80096019,
      certain('cert-wrong-purpose', 'TRUST_E_BASIC_CONSTRAINTS', [
        "A certificate's basic constraint extension has not been observed",
      ]),
    ),
    status(0x800b0100, undecided(NO_TLS, 'TRUST_E_NOSIGNATURE')),
    // CERT_E_*
    status(
      0x800b0101,
      likely('cert-expired', 'CERT_E_EXPIRED', [
        'A required certificate is not within its validity period when verifying against the current system clock or the timestamp in the signed file',
        'A required certificate is not within its validity period',
      ]),
    ),
    status(
      0x800b0102,
      likely('cert-expired', 'CERT_E_VALIDITYPERIODNESTING', [
        'The validity periods of the certification chain do not nest correctly',
      ]),
    ),
    status(
      0x800b0103,
      certain('cert-wrong-purpose', 'CERT_E_ROLE', [
        'A certificate that can only be used as an end-entity is being used as a CA or vice versa',
      ]),
    ),
    status(
      0x800b0104,
      certain('cert-wrong-purpose', 'CERT_E_PATHLENCONST', [
        'A path length constraint in the certification chain has been violated',
      ]),
    ),
    status(
      0x800b0105,
      likely('cert-malformed', 'CERT_E_CRITICAL', ["A certificate contains an unknown extension that is marked 'critical'"]),
    ),
    status(
      0x800b0106,
      certain('cert-wrong-purpose', 'CERT_E_PURPOSE', [
        'A certificate being used for a purpose other than the ones specified by its CA',
      ]),
    ),
    status(
      0x800b0107,
      likely('cert-missing-intermediate', 'CERT_E_ISSUERCHAINING', [
        'A parent of a given certificate in fact did not issue that child certificate',
      ]),
    ),
    status(
      0x800b0108,
      certain('cert-malformed', 'CERT_E_MALFORMED', [
        'A certificate is missing or has an empty value for an important field, such as a subject or issuer name',
      ]),
    ),
    status(
      0x800b0109,
      certain('cert-untrusted-root', 'CERT_E_UNTRUSTEDROOT', [
        'A certificate chain processed, but terminated in a root certificate which is not trusted by the trust provider',
      ]),
    ),
    status(
      0x800b010a,
      likely(
        'cert-missing-intermediate',
        'CERT_E_CHAINING',
        ['A certificate chain could not be built to a trusted root authority'],
        {
          meaning:
            'Windows found no way from the certificate to an authority that it trusts: the server does not send the intermediate, or the authority is not known here.',
        },
      ),
    ),
    status(0x800b010b, likely('cert-untrusted-root', 'TRUST_E_FAIL', ['Generic trust failure'])),
    status(0x800b010c, certain('cert-revoked', 'CERT_E_REVOKED', ['A certificate was explicitly revoked by its issuer'])),
    status(
      0x800b010d,
      certain('cert-untrusted-root', 'CERT_E_UNTRUSTEDTESTROOT', [
        'The certification path terminates with the test root which is not trusted with the current policy settings',
      ]),
    ),
    status(
      0x800b010e,
      certain('cert-revocation-unchecked', 'CERT_E_REVOCATION_FAILURE', [
        'The revocation process could not continue - the certificate(s) could not be checked',
      ]),
    ),
    status(
      0x800b010f,
      certain('cert-name-mismatch', 'CERT_E_CN_NO_MATCH', ["The certificate's CN name does not match the passed value"]),
    ),
    status(
      0x800b0110,
      certain('cert-wrong-purpose', 'CERT_E_WRONG_USAGE', ['The certificate is not valid for the requested usage']),
    ),
    status(
      0x800b0111,
      certain('cert-untrusted-root', 'TRUST_E_EXPLICIT_DISTRUST', [
        'The certificate was explicitly marked as untrusted by the user',
      ]),
    ),
    status(
      0x800b0112,
      certain('cert-untrusted-root', 'CERT_E_UNTRUSTEDCA', [
        'A certification chain processed correctly, but one of the CA certificates is not trusted by the policy provider',
      ]),
    ),
    status(0x800b0113, likely('cert-wrong-purpose', 'CERT_E_INVALID_POLICY', ['The certificate has invalid policy'])),
    status(
      0x800b0114,
      certain('cert-wrong-purpose', 'CERT_E_INVALID_NAME', [
        'The certificate has an invalid name. The name is not included in the permitted list or is explicitly excluded',
      ]),
    ),
    // .NET: SslPolicyErrors
    dotnet('SslPolicyErrors', certain('cert-name-mismatch', 'RemoteCertificateNameMismatch')),
    dotnet(
      'SslPolicyErrors',
      likely('cert-untrusted-root', 'RemoteCertificateChainErrors', ['because of errors in the certificate chain'], {
        meaning:
          'The chain of the certificate was not accepted; the word behind it says why (UntrustedRoot, PartialChain, NotTimeValid…).',
      }),
    ),
    dotnet(
      'SslPolicyErrors',
      likely('tls-handshake-failed', 'RemoteCertificateNotAvailable', [], {
        meaning: 'The server sent no certificate.',
      }),
    ),
    // .NET: X509ChainStatusFlags
    chainStatus(likely('cert-expired', 'NotTimeValid', ['NotTimeValid'])),
    chainStatus(likely('cert-expired', 'NotTimeNested', ['NotTimeNested'])),
    chainStatus(certain('cert-revoked', 'Revoked')),
    chainStatus(likely('cert-malformed', 'NotSignatureValid', ['NotSignatureValid'])),
    chainStatus(certain('cert-wrong-purpose', 'NotValidForUsage', ['NotValidForUsage'])),
    chainStatus(certain('cert-untrusted-root', 'UntrustedRoot', ['UntrustedRoot'])),
    chainStatus(
      certain('cert-revocation-unchecked', 'RevocationStatusUnknown', [
        'RevocationStatusUnknown',
        "The certificate's revocation status could not be determined",
      ]),
    ),
    chainStatus(likely('cert-malformed', 'Cyclic')),
    chainStatus(likely('cert-malformed', 'InvalidExtension', ['InvalidExtension'])),
    chainStatus(likely('cert-wrong-purpose', 'InvalidPolicyConstraints', ['InvalidPolicyConstraints'])),
    chainStatus(certain('cert-wrong-purpose', 'InvalidBasicConstraints', ['InvalidBasicConstraints'])),
    chainStatus(certain('cert-wrong-purpose', 'InvalidNameConstraints', ['InvalidNameConstraints'])),
    chainStatus(likely('cert-malformed', 'HasNotSupportedNameConstraint', ['HasNotSupportedNameConstraint'])),
    chainStatus(likely('cert-wrong-purpose', 'HasNotDefinedNameConstraint', ['HasNotDefinedNameConstraint'])),
    chainStatus(certain('cert-wrong-purpose', 'HasNotPermittedNameConstraint', ['HasNotPermittedNameConstraint'])),
    chainStatus(certain('cert-wrong-purpose', 'HasExcludedNameConstraint', ['HasExcludedNameConstraint'])),
    chainStatus(
      likely('cert-missing-intermediate', 'PartialChain', ['PartialChain'], {
        meaning:
          'No way leads from the certificate to an authority that is trusted here: the server does not send the intermediate, or the authority is not known.',
      }),
    ),
    chainStatus(undecided(NO_TLS, 'CtlNotTimeValid')),
    chainStatus(undecided(NO_TLS, 'CtlNotSignatureValid')),
    chainStatus(undecided(NO_TLS, 'CtlNotValidForUsage')),
    chainStatus(
      certain('cert-revocation-unchecked', 'OfflineRevocation', [
        'OfflineRevocation',
        'unable to determine revocation status due to network error',
      ]),
    ),
    chainStatus(likely('cert-wrong-purpose', 'NoIssuanceChainPolicy', ['NoIssuanceChainPolicy'])),
    chainStatus(certain('cert-untrusted-root', 'ExplicitDistrust', ['ExplicitDistrust'])),
    chainStatus(likely('cert-malformed', 'HasNotSupportedCriticalExtension', ['HasNotSupportedCriticalExtension'])),
    chainStatus(certain('cert-weak-signature', 'HasWeakSignature', ['HasWeakSignature'])),
    // .NET: SslStream
    likely(
      'cert-untrusted-root',
      'net_ssl_io_cert_validation',
      [
        'The remote certificate is invalid according to the validation procedure',
        'Das Remotezertifikat ist laut Validierungsverfahren ungültig',
        "Le certificat distant n'est pas valide selon la procédure de validation",
        'El certificado remoto no es válido según el procedimiento de validación',
        'Il certificato remoto non è stato ritenuto valido dalla procedura di convalida',
        'O certificado remoto é inválido, de acordo com o procedimento de validação',
        'O certificado remoto é inválido de acordo com o procedimento de validação',
        'Удаленный сертификат недействителен согласно результатам проверки подлинности',
        '根据验证过程，远程证书无效',
        '検証プロシージャによると、リモート証明書は無効です',
      ],
      {
        meaning:
          'The certificate was not accepted; .NET Framework does not say why: it may be expired, for another name, self-signed or of an authority that is not known here.',
      },
    ),
    likely('cert-untrusted-root', 'net_ssl_io_cert_custom_validation', [
      'The remote certificate was rejected by the provided RemoteCertificateValidationCallback',
    ]),
    certain('mode-mismatch', 'net_ssl_io_corrupted', ['Cannot determine the frame size or a corrupted frame was received'], {
      title: 'TLS was spoken to a plaintext port',
      meaning:
        'The client began with TLS and the server answered in plaintext: the port wants STARTTLS, or is no TLS port at all.',
    }),
    certain('mode-mismatch', 'net_io_sslnegotiate_format', ['The handshake failed due to an unexpected packet format'], {
      title: 'TLS was spoken to a plaintext port',
      meaning:
        'The client began with TLS and the server answered in plaintext: the port wants STARTTLS, or is no TLS port at all.',
    }),
    likely('connection-closed', 'net_io_eof', [
      'Received an unexpected EOF or 0 bytes from the transport stream',
      'Authentication failed because the remote party has closed the transport stream',
      'Authentication failed because the remote party closed the transport stream',
    ]),
    undecided(
      'A list of what may be the matter: MailKit prints it before the exception that says what it is.',
      'MailKit SslHandshakeException',
      [
        'This usually means that the SSL certificate presented by the server is not trusted by the system for one or more of the following reasons',
        'the SSL certificate presented by the server is not trusted by the system for one or more of the following reasons',
        'The server is using a self-signed certificate which cannot be verified',
        "The local system is missing a Root or Intermediate certificate needed to verify the server's certificate",
        'A Certificate Authority CRL server for one or more of the certificates in the chain is temporarily unavailable',
        'The certificate presented by the server is expired or invalid',
        'The set of SSL/TLS protocols supported by the client and server do not match',
        'You are trying to connect to a port which does not support SSL/TLS',
      ],
    ),
    undecided('What failed stands in the inner exception.', 'net_auth_SSPI', [
      'A call to SSPI failed, see inner exception',
      'Authentication failed, see inner exception',
    ]),
    likely('tls-handshake-failed', 'net_webstatus_SecureChannelFailure', [
      'Could not create SSL/TLS secure channel',
      'Es konnte kein geschützter SSL/TLS-Kanal erstellt werden',
      'Impossible de créer un canal sécurisé SSL/TLS',
      'No se puede crear un canal seguro SSL/TLS',
      'Не удалось создать защищенный канал SSL/TLS',
      '未能创建 SSL/TLS 安全通道',
      'The request was aborted: Could not create SSL/TLS secure channel',
    ]),
    likely('cert-untrusted-root', 'net_webstatus_TrustFailure', [
      'Could not establish trust relationship for the SSL/TLS secure channel',
      'The underlying connection was closed: Could not establish trust relationship for the SSL/TLS secure channel',
    ]),
  ],
};
