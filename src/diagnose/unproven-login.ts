// What to do where a mechanism came to its end before the password, or a proof of it, was out. Words alone.

/** `mechanism`: the one that failed. PLAIN has the password judged, under TLS that verified. */
export const unprovenFix = (mechanism: string): string =>
  `${
    mechanism === 'PLAIN'
      ? 'Set the client to LOGIN (with mailprobe: --auth LOGIN).'
      : 'Set the client to PLAIN ("Normal password") under TLS; to have the password judged here: --auth PLAIN.'
  } The server's administrator takes ${mechanism} out of the mechanisms that are advertised (Cyrus SASL and Postfix with it: mech_list in smtpd.conf; Cyrus IMAP: sasl_mech_list; Dovecot: auth_mechanisms), or stores passwords in a form that it can use.`;
