// Build numbers and what they are: the ends of each line of the table, and what is between two of them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exchangeNamed } from '../../../src/knowledge/exchange-versions.ts';

const NOW = Date.parse('2026-06-15T12:00:00Z');
const CASES: readonly (readonly [version: string, shown: string | null])[] = [
  ['8.0.685.25', 'Exchange Server 2007, Exchange2007, ended'],
  ['8.3.517.0', 'Exchange Server 2007 SP3, Exchange2007_SP1, ended'],
  ['14.1.218.15', 'Exchange Server 2010 SP1, Exchange2010_SP1, ended'],
  ['14.3.513.0', 'Exchange Server 2010 SP3, Exchange2010_SP2, ended'],
  ['15.0.516.32', 'Exchange Server 2013 RTM, Exchange2013, ended'],
  ['15.0.775.38', 'Exchange Server 2013 CU3, Exchange2013, ended'],
  ['15.0.847.64', 'Exchange Server 2013 SP1, Exchange2013_SP1, ended'],
  ['15.0.1497.48', 'Exchange Server 2013 CU23, Exchange2013_SP1, ended'],
  ['15.1.225.42', 'Exchange Server 2016 RTM, Exchange2016, ended'],
  ['15.1.2507.66', 'Exchange Server 2016 CU23, Exchange2016, ended'],
  ['15.1.9999.1', 'Exchange Server 2016, Exchange2016, ended'],
  ['15.2.221.12', 'Exchange Server 2019 RTM, Exchange2016, ended'],
  ['15.2.1748.10', 'Exchange Server 2019 CU15, Exchange2016, ended'],
  ['15.2.2562.35', 'Exchange Server SE RTM, Exchange2016'],
  ['15.2.3000.1', 'Exchange Server SE, Exchange2016'],
  ['15.20.9298.6', 'Exchange Online, Exchange2016'],
  ['16.0.1.2', null],
  ['', null],
];

describe('Exchange by its build number', () => {
  for (const [version, shown] of CASES)
    it(version, () => {
      const product = exchangeNamed(version, NOW);
      const text = product && `${product.title}, ${product.requestVersion}${product.isOutOfSupport ? ', ended' : ''}`;
      assert.equal(text, shown);
    });

  it('counts as mended until its day', () =>
    assert.equal(exchangeNamed('15.2.1748.10', Date.parse('2025-10-13T00:00:00Z'))?.isOutOfSupport, false));
});
