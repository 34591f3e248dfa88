// Exchange by its build numbers: product and update, the newest request version of EWS that it takes, and what an application's setting
// may say. Facts as data.
// Microsoft: "Exchange Server build numbers and release dates" (https://learn.microsoft.com/exchange/new-features/build-numbers-and-release-dates),
// by its list as microsoft/Get-ExchangeBuildNumber ExchangeBuildNumbers.csv has it, looked up 2026-11-27. Request versions:
// https://learn.microsoft.com/exchange/client-developer/web-service-reference/requestserverversion.

export interface ExchangeProduct {
  /** `Exchange Server 2019 CU15`. */
  readonly title: string;
  /** The newest RequestServerVersion; Genesys writes the same names into `exchange-version`. */
  readonly requestVersion: string;
  readonly isOnline: boolean;
  /** Microsoft mends it no more. */
  readonly isOutOfSupport: boolean;
}

interface Line {
  readonly major: number;
  readonly minor: number;
  readonly title: string;
  readonly requestVersion: string;
  /** The first build that it counts for; absent: all of the line. */
  readonly from?: number;
  /** The end of support, ISO 8601; null: none is announced (https://learn.microsoft.com/lifecycle/products). */
  readonly supportedUntil: string | null;
  /** Build to update: security updates have the build of what they mend. */
  readonly updates?: Readonly<Record<number, string>>;
}

// biome-ignore format: a table
const LINES: readonly Line[] = [
  { major: 8, minor: 0, title: '2007', requestVersion: 'Exchange2007', supportedUntil: '2017-04-11' },
  { major: 8, minor: 1, title: '2007 SP1', requestVersion: 'Exchange2007_SP1', supportedUntil: '2017-04-11' },
  { major: 8, minor: 2, title: '2007 SP2', requestVersion: 'Exchange2007_SP1', supportedUntil: '2017-04-11' },
  { major: 8, minor: 3, title: '2007 SP3', requestVersion: 'Exchange2007_SP1', supportedUntil: '2017-04-11' },
  { major: 14, minor: 0, title: '2010', requestVersion: 'Exchange2010', supportedUntil: '2020-10-13' },
  { major: 14, minor: 1, title: '2010 SP1', requestVersion: 'Exchange2010_SP1', supportedUntil: '2020-10-13' },
  { major: 14, minor: 2, title: '2010 SP2', requestVersion: 'Exchange2010_SP2', supportedUntil: '2020-10-13' },
  { major: 14, minor: 3, title: '2010 SP3', requestVersion: 'Exchange2010_SP2', supportedUntil: '2020-10-13' },
  { major: 15, minor: 0, from: 847, title: '2013', requestVersion: 'Exchange2013_SP1', supportedUntil: '2023-04-11',
    updates: { 847: 'SP1', 913: 'CU5', 995: 'CU6', 1044: 'CU7', 1076: 'CU8', 1104: 'CU9', 1130: 'CU10', 1156: 'CU11', 1178: 'CU12', 1210: 'CU13', 1236: 'CU14', 1263: 'CU15', 1293: 'CU16', 1320: 'CU17', 1347: 'CU18', 1365: 'CU19', 1367: 'CU20', 1395: 'CU21', 1473: 'CU22', 1497: 'CU23' } },
  { major: 15, minor: 0, title: '2013', requestVersion: 'Exchange2013', supportedUntil: '2023-04-11',
    updates: { 516: 'RTM', 620: 'CU1', 712: 'CU2', 775: 'CU3' } },
  { major: 15, minor: 1, title: '2016', requestVersion: 'Exchange2016', supportedUntil: '2025-10-14',
    updates: { 225: 'RTM', 396: 'CU1', 466: 'CU2', 544: 'CU3', 669: 'CU4', 845: 'CU5', 1034: 'CU6', 1261: 'CU7', 1415: 'CU8', 1466: 'CU9', 1531: 'CU10', 1591: 'CU11', 1713: 'CU12', 1779: 'CU13', 1847: 'CU14', 1913: 'CU15', 1979: 'CU16', 2044: 'CU17', 2106: 'CU18', 2176: 'CU19', 2242: 'CU20', 2308: 'CU21', 2375: 'CU22', 2507: 'CU23' } },
  { major: 15, minor: 2, from: 2562, title: 'SE', requestVersion: 'Exchange2016', supportedUntil: null, updates: { 2562: 'RTM' } },
  { major: 15, minor: 2, title: '2019', requestVersion: 'Exchange2016', supportedUntil: '2025-10-14',
    updates: { 221: 'RTM', 330: 'CU1', 397: 'CU2', 464: 'CU3', 529: 'CU4', 595: 'CU5', 659: 'CU6', 721: 'CU7', 792: 'CU8', 858: 'CU9', 922: 'CU10', 986: 'CU11', 1118: 'CU12', 1258: 'CU13', 1544: 'CU14', 1748: 'CU15' } },
];

/** Exchange Online counts on by itself. */
const ONLINE_MINOR = 20;

/** Null: no product has this number. */
export function exchangeNamed(version: string, now: number): ExchangeProduct | null {
  const [major = 0, minor = 0, build = 0] = version.split('.').map(Number);
  if (major === 15 && minor >= ONLINE_MINOR)
    return { title: 'Exchange Online', requestVersion: 'Exchange2016', isOnline: true, isOutOfSupport: false };
  const line = LINES.find((one) => one.major === major && one.minor === minor && build >= (one.from ?? 0));
  if (!line) return null;
  const update = line.updates?.[build];
  return {
    title: `Exchange Server ${line.title}${update === undefined ? '' : ` ${update}`}`,
    requestVersion: line.requestVersion,
    isOnline: false,
    isOutOfSupport: line.supportedUntil !== null && now > Date.parse(line.supportedUntil),
  };
}
