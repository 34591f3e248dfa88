// The cipher suites that servers and mail clients still meet each other with, by number and name (IANA TLS Cipher Suites):
// those that authenticate the server and encrypt. Export, NULL, anonymous, DSS and static Diffie-Hellman are left out. Imports
// nothing.

/** Number → IANA name. */
// biome-ignore format: a table
export const CIPHER_SUITES: ReadonlyMap<number, string> = new Map([
  [0x0004, 'TLS_RSA_WITH_RC4_128_MD5'],
  [0x0005, 'TLS_RSA_WITH_RC4_128_SHA'],
  [0x000a, 'TLS_RSA_WITH_3DES_EDE_CBC_SHA'],
  [0x0016, 'TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA'],
  [0x002f, 'TLS_RSA_WITH_AES_128_CBC_SHA'],
  [0x0033, 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA'],
  [0x0035, 'TLS_RSA_WITH_AES_256_CBC_SHA'],
  [0x0039, 'TLS_DHE_RSA_WITH_AES_256_CBC_SHA'],
  [0x003c, 'TLS_RSA_WITH_AES_128_CBC_SHA256'],
  [0x003d, 'TLS_RSA_WITH_AES_256_CBC_SHA256'],
  [0x0041, 'TLS_RSA_WITH_CAMELLIA_128_CBC_SHA'],
  [0x0045, 'TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA'],
  [0x0067, 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA256'],
  [0x006b, 'TLS_DHE_RSA_WITH_AES_256_CBC_SHA256'],
  [0x0084, 'TLS_RSA_WITH_CAMELLIA_256_CBC_SHA'],
  [0x0088, 'TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA'],
  [0x009c, 'TLS_RSA_WITH_AES_128_GCM_SHA256'],
  [0x009d, 'TLS_RSA_WITH_AES_256_GCM_SHA384'],
  [0x009e, 'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256'],
  [0x009f, 'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384'],
  [0x00ba, 'TLS_RSA_WITH_CAMELLIA_128_CBC_SHA256'],
  [0x00be, 'TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA256'],
  [0x00c0, 'TLS_RSA_WITH_CAMELLIA_256_CBC_SHA256'],
  [0x00c4, 'TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA256'],
  [0x1301, 'TLS_AES_128_GCM_SHA256'],
  [0x1302, 'TLS_AES_256_GCM_SHA384'],
  [0x1303, 'TLS_CHACHA20_POLY1305_SHA256'],
  [0x1304, 'TLS_AES_128_CCM_SHA256'],
  [0xc007, 'TLS_ECDHE_ECDSA_WITH_RC4_128_SHA'],
  [0xc008, 'TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA'],
  [0xc009, 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA'],
  [0xc00a, 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA'],
  [0xc011, 'TLS_ECDHE_RSA_WITH_RC4_128_SHA'],
  [0xc012, 'TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA'],
  [0xc013, 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA'],
  [0xc014, 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA'],
  [0xc023, 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256'],
  [0xc024, 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384'],
  [0xc027, 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256'],
  [0xc028, 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384'],
  [0xc02b, 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'],
  [0xc02c, 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'],
  [0xc02f, 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'],
  [0xc030, 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'],
  [0xc072, 'TLS_ECDHE_ECDSA_WITH_CAMELLIA_128_CBC_SHA256'],
  [0xc073, 'TLS_ECDHE_ECDSA_WITH_CAMELLIA_256_CBC_SHA384'],
  [0xc076, 'TLS_ECDHE_RSA_WITH_CAMELLIA_128_CBC_SHA256'],
  [0xc077, 'TLS_ECDHE_RSA_WITH_CAMELLIA_256_CBC_SHA384'],
  [0xc09c, 'TLS_RSA_WITH_AES_128_CCM'],
  [0xc09d, 'TLS_RSA_WITH_AES_256_CCM'],
  [0xc09e, 'TLS_DHE_RSA_WITH_AES_128_CCM'],
  [0xc09f, 'TLS_DHE_RSA_WITH_AES_256_CCM'],
  [0xc0a0, 'TLS_RSA_WITH_AES_128_CCM_8'],
  [0xc0a1, 'TLS_RSA_WITH_AES_256_CCM_8'],
  [0xc0a2, 'TLS_DHE_RSA_WITH_AES_128_CCM_8'],
  [0xc0a3, 'TLS_DHE_RSA_WITH_AES_256_CCM_8'],
  [0xc0ac, 'TLS_ECDHE_ECDSA_WITH_AES_128_CCM'],
  [0xc0ad, 'TLS_ECDHE_ECDSA_WITH_AES_256_CCM'],
  [0xc0ae, 'TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8'],
  [0xc0af, 'TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8'],
  [0xcc13, 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256 (draft)'],
  [0xcc14, 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 (draft)'],
  [0xcc15, 'TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256 (draft)'],
  [0xcca8, 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256'],
  [0xcca9, 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256'],
  [0xccaa, 'TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256'],
]);

export type KeyExchangeName = 'TLS13' | 'ECDHE' | 'DHE' | 'RSA';

export interface SuiteFacts {
  readonly name: string;
  readonly keyExchange: KeyExchangeName;
  /** The key of the certificate; null: any, in TLS 1.3. */
  readonly authentication: 'RSA' | 'ECDSA' | null;
  /** Servers switch these on and off together. */
  readonly cipher: 'GCM' | 'CHACHA20' | 'CCM' | 'CBC-SHA' | 'CBC-SHA2' | 'CAMELLIA' | '3DES' | 'RC4';
  /** AEAD and SHA-2 came with TLS 1.2 (RFC 5246 §1.2). */
  readonly needsTls12: boolean;
}

function cipherOf(name: string): SuiteFacts['cipher'] {
  if (/RC4/.test(name)) return 'RC4';
  if (/3DES/.test(name)) return '3DES';
  if (/CAMELLIA/.test(name)) return 'CAMELLIA';
  if (/GCM/.test(name)) return 'GCM';
  if (/CHACHA/.test(name)) return 'CHACHA20';
  if (/CCM/.test(name)) return 'CCM';
  return /CBC_SHA\d/.test(name) ? 'CBC-SHA2' : 'CBC-SHA';
}

function factsOf(name: string): SuiteFacts {
  const [, exchange, key = null] = /^TLS_(?:(ECDHE|DHE)_)?(RSA|ECDSA)_WITH/.exec(name) ?? [];
  const cipher = cipherOf(name);
  return {
    name,
    keyExchange: key === null ? 'TLS13' : ((exchange ?? 'RSA') as KeyExchangeName),
    authentication: key as SuiteFacts['authentication'],
    cipher,
    needsTls12: ['GCM', 'CHACHA20', 'CCM', 'CBC-SHA2'].includes(cipher) || /SHA(256|384)$/.test(name),
  };
}

const FACTS: ReadonlyMap<number, SuiteFacts> = new Map([...CIPHER_SUITES].map(([code, name]) => [code, factsOf(name)]));
const CODE_OF: ReadonlyMap<string, number> = new Map([...CIPHER_SUITES].map(([code, name]) => [name, code]));

export const suiteFacts = (code: number): SuiteFacts | null => FACTS.get(code) ?? null;
/** By its IANA name; null: unknown here. */
export const suiteCode = (name: string): number | null => CODE_OF.get(name) ?? null;
/** `ECDHE-RSA GCM`: suites that servers switch on and off together. */
export function suiteClass(code: number): string {
  const facts = FACTS.get(code);
  if (!facts) return 'unknown';
  const { keyExchange, authentication, cipher } = facts;
  if (keyExchange === 'TLS13') return 'TLS 1.3';
  return `${keyExchange === 'RSA' ? 'RSA key exchange' : `${keyExchange}-${authentication}`} ${cipher}`;
}

/** As OpenSSL, and with it the configuration of nearly every mail server, calls it: `ECDHE-RSA-AES128-SHA256`. */
export const opensslName = (code: number): string | null =>
  FACTS.get(code)
    ?.name.replace(/^TLS_(RSA_WITH_)?/, '')
    .replace('_WITH_', '_')
    .replace(/AES_(\d+)/, 'AES$1')
    .replace(/CAMELLIA_(\d+)_CBC/, 'CAMELLIA$1')
    .replace(/_CBC(?=_SHA)/, '')
    .replace('3DES_EDE', 'DES-CBC3')
    .replace('RC4_128', 'RC4')
    .replace(/(POLY1305)_SHA256/, '$1')
    .replace('CCM_8', 'CCM8')
    .replaceAll('_', '-') ?? null;

export const VERSION_NAMES: ReadonlyMap<number, string> = new Map([
  [0x0300, 'SSLv3'],
  [0x0301, 'TLSv1'],
  [0x0302, 'TLSv1.1'],
  [0x0303, 'TLSv1.2'],
  [0x0304, 'TLSv1.3'],
]);

const NUMBER_OF: ReadonlyMap<string, number> = new Map([...VERSION_NAMES].map(([version, name]) => [name, version]));

/** By the name that OpenSSL has for it; `TLSv1.0` is taken as well. 0: unknown. */
export const versionNumber = (name: string): number => NUMBER_OF.get(name.replace(/^TLSv1\.0$/, 'TLSv1')) ?? 0;
