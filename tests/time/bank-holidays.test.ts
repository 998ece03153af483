import { expect, test } from 'vitest';
import { bankHolidays } from '../../src/time/bank-holidays.ts';

// As gov.uk/bank-holidays gives them, substitute days included; 2029 and 2030 as date-holidays 3.37.0 does.
const PUBLISHED: Record<number, string> = {
  2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
  2028: '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
  2029: '01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26',
  2030: '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26',
};

test.each(Object.keys(PUBLISHED).map(Number))('the bank holidays of %i are the published ones', (year) => {
  const published = PUBLISHED[year]?.split(' ').map((day) => `${year}-${day}`);
  expect([...bankHolidays(year)].sort()).toEqual(published);
});

test('a bank holiday announced for one year adds its day', () => {
  expect(bankHolidays(2023).has('2023-05-08')).toBe(true);
  expect(bankHolidays(2023).size).toBe(9);
});

test('a bank holiday moved for one year is no longer on its usual day', () => {
  expect(bankHolidays(2022).has('2022-06-02')).toBe(true);
  expect(bankHolidays(2022).has('2022-05-30')).toBe(false);
});
