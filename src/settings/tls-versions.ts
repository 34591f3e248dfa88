// The TLS versions that a setting leaves, in the ways in which programs have them written: a list, a least and a greatest one,
// Postfix's exclusions, GnuTLS's priority string, OpenSSL's method. Knows no application; what it cannot read says nothing.

export type TlsVersionForm = 'list' | 'least' | 'greatest' | 'postfix' | 'gnutls' | 'method';

const VERSIONS = ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
type Version = (typeof VERSIONS)[number];

/** `TLSv1.2`, `TLS1.2`, `Tls12`, `TLSv1_2`, `TLS10`, .NET's bare `Tls`; null: no version. */
function versionOf(word: string): Version | null {
  const minor = /^TLSv?(?:1(?:[._]?([0-3]))?)?$/i.exec(word);
  if (minor !== null) return VERSIONS[1 + Number(minor[1] ?? 0)] ?? null;
  return /^SSLv?3(?:\.0)?$/i.test(word) ? 'SSLv3' : null;
}

const from = (least: Version): Version[] => VERSIONS.slice(VERSIONS.indexOf(least));
const upTo = (greatest: Version): Version[] => VERSIONS.slice(0, VERSIONS.indexOf(greatest) + 1);
const words = (text: string): string[] => text.split(/[\s,;:|]+/).filter((word) => word !== '');

/** All of it must be versions: `SSL TLS` or a variable says nothing here. */
function listed(text: string): readonly Version[] | null {
  const versions = words(text)
    .filter((word) => !/^SSLv2(?:Hello)?$/i.test(word))
    .map(versionOf);
  const known = versions.filter((version) => version !== null);
  return known.length === 0 || known.length < versions.length ? null : known;
}

/** postconf(5), smtp_tls_protocols: `>=TLSv1.2`, `<=TLSv1.2`, `!TLSv1`, or the names that are left. */
function ofPostfix(text: string): readonly Version[] | null {
  let left: readonly Version[] = VERSIONS;
  const named: Version[] = [];
  // `>= TLSv1.2` may stand with a space.
  for (const word of words(text.replace(/([<>]=|!)\s+/g, '$1'))) {
    const [, sign = '', name = ''] = /^([<>]=|!)?(.*)$/s.exec(word) ?? [];
    const version = versionOf(name);
    if (version === null && !/^SSLv2$/i.test(name)) return null;
    if (version === null) continue;
    if (sign === '>=') left = left.filter((one) => from(version).includes(one));
    else if (sign === '<=') left = left.filter((one) => upTo(version).includes(one));
    else if (sign === '!') left = left.filter((one) => one !== version);
    else named.push(version);
  }
  return named.length === 0 ? left : left.filter((one) => named.includes(one));
}

/** GnuTLS manual, "Priority Strings": `NORMAL:-VERS-ALL:+VERS-TLS1.2`. */
function ofGnuTls(text: string): readonly Version[] | null {
  if (!/VERS-/.test(text)) return null;
  const left = new Set<Version>(/^NONE\b/.test(text.trim()) ? [] : VERSIONS.slice(1));
  for (const word of words(text)) {
    const [, sign = '', name = ''] = /^([-+!])VERS-(.*)$/s.exec(word) ?? [];
    if (sign === '') continue;
    const version = versionOf(name);
    if (version === null && !/^(?:TLS-)?ALL$/.test(name)) continue;
    for (const one of version === null ? VERSIONS.slice(1) : [version]) {
      if (sign === '+') left.add(one);
      else left.delete(one);
    }
  }
  return [...left];
}

/** OpenSSL's names: `TLSv1_2_method` is that version alone, `TLS_method` and `SSLv23_method` are whatever both have. */
function ofMethod(text: string): readonly Version[] | null {
  const name = /^(TLSv1(?:_[12])?|SSLv3)(?:_client)?_method$/.exec(text)?.[1];
  const version = name === undefined ? null : versionOf(name);
  return version === null ? null : [version];
}

/** Null: it says nothing, or nothing that can be read. */
export function readTlsVersions(text: string, form: TlsVersionForm): readonly string[] | null {
  const trimmed = text.trim().slice(0, 1_024);
  if (trimmed === '') return null;
  if (form === 'postfix') return ofPostfix(trimmed);
  if (form === 'gnutls') return ofGnuTls(trimmed);
  if (form === 'method') return ofMethod(trimmed);
  if (form === 'list') return listed(trimmed);
  const version = versionOf(trimmed);
  return version === null ? null : form === 'least' ? from(version) : upTo(version);
}
