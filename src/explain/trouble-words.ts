// Whether plain words tell of any trouble at all. What has none of these is a version, a record, a setting or a heading, whatever
// words of mail and TLS stand in it. Knows no meanings; a script other than Latin is not judged.

const TROUBLE =
  /fail|aucun|geen\b|unencrypted|security|err(?:or|eur|ore|\b)|exception|den(?:y|ied)|refus|reject|block|forbid|prohibit|disallow|not\b|n't\b|n’t\b|\bno\b|none of|non\b|unable|cannot|could|invalid|incorrect|wrong|bad\b|unknown|unrecogni|unsupported|unexpected|untrusted|unverif|unreach|unavail|unauth|unsuccess|missing|required?s?\b|must\b|need|time[d ]?-?out|timed|expir|lost|closed?\b|clos(?:es|ing)|drop|abort|reset|hang|hung|stuck|broken|disconnect|interrupt|exceed|limit|quota|too (?:many|long|large|big|much|weak|small|old)|full\b|over ?quota|disabled|suspend|locked|throttl|mismatch|self-?signed|alert|warn|fatal|problem|issue|trouble|violat|spam|virus|malware|infect|blacklist|blocklist|denylist|listed|greylist|bounce|undeliver|defer|return(?:ed|ing) (?:to|mail)|revok|stop|never|without|only\b|instead|again|retry|later|insufficient|low\b|busy|overload|down\b|unsafe|insecure|less secure|vulnerab|deprecat|obsolete|\beof\b|crash|panic|end of file|enable|turn(?:ed)? on|allow|please|verify|confirm|suspicious|unsolicited|unusual|loop|duplicate|\b0x[\da-f]{4,}|\b[45]\d\d\b|\b[45]\.\d\.\d|-\d{3,5}\b|\(\d{2,5}\)|aadsts|[#:] ?\d{2,5}$|fehl|nicht|kein|ungult|verweiger|abgelehn|abgelauf|gescheitert|unterbroch|getrennt|gesperrt|zeituberschr|falsch|unbekannt|voll\b|echou|echec|impossible|introuvable|depass|perdu|incorrecte|manqu|expire|fallo|denegad|rechaz|agotad|caduc|perd|no se|falh|negad|recusad|invalid|errat|scadut|rifiut|impossib|non \w|mislukt|geweiger|niet|verlopen|ongeldig|odmow|nieudan|blad|nie \w|wygas|selhal|misslyck|fejl|virhe|hata|basar[iı]s|gagal|tidak|loi\b|khong/i;
/** Names of errors: `ECONNRESET`, `NO_SHARED_CIPHER`. */
const SYMBOL = /\bE[A-Z]{4,30}\b(?<!EMAIL|EHLO|ESMTPS?A?)|\b[A-Z]{3,40}_[A-Z]{2,40}/;
const OTHER_SCRIPT = /[^\u0000-\u024f\u1e00-\u206f\u2190-\u21ff\u2500-\u27bf]/;

/** True where they do, and where that cannot be told. */
export const tellsOfTrouble = (words: string): boolean =>
  OTHER_SCRIPT.test(words) || SYMBOL.test(words) || TROUBLE.test(words.normalize('NFKD').replace(/[\u0300-\u036f]/g, ''));
