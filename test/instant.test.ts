/** xs:dateTime, read by hand: every spelling that is one, and those that only look like it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantAt, readInstant } from '../shared/saml/instant.ts';

describe('instants', () => {
  it.each([
    ['2026-03-01T10:20:30Z', '2026-03-01T10:20:30.000Z', true],
    ['2026-03-01T10:20:30.1Z', '2026-03-01T10:20:30.100Z', true],
    ['2026-03-01T10:20:30.1239999999999Z', '2026-03-01T10:20:30.123Z', true],
    ['2026-03-01T12:20:30+02:00', '2026-03-01T10:20:30.000Z', false],
    ['2026-03-01T00:20:30-14:00', '2026-03-01T14:20:30.000Z', false],
    ['2026-03-01T10:20:30', '2026-03-01T10:20:30.000Z', false],
    ['2026-02-28T24:00:00Z', '2026-03-01T00:00:00.000Z', true],
    ['2026-12-31T24:00:00.000Z', '2027-01-01T00:00:00.000Z', true],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z', true],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000Z', true],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z', true],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z', true],
    ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z', true],
  ])('reads %s', (text, expected, utc) => {
    expect(readInstant(text)).toEqual({ text, at: Date.parse(expected), utc });
  });

  it.each([
    '', 'Z', '2026-03-01', '2026-03-01T10:20Z', '2026-03-01 10:20:30Z', '2026-03-01t10:20:30Z', '2026-03-01T10:20:30z', ' 2026-03-01T10:20:30Z', '2026-03-01T10:20:30Z ',
    '2026-13-01T10:20:30Z', '2026-00-01T10:20:30Z', '2026-02-29T10:20:30Z', '1900-02-29T00:00:00Z', '2026-04-31T10:20:30Z', '2026-03-00T10:20:30Z', '2026-03-01T25:00:00Z',
    '2026-03-01T24:00:01Z', '2026-03-01T24:00:00.001Z', '2026-03-01T23:60:00Z', '2026-06-30T23:59:60Z', '2026-03-01T10:20:30.Z', '2026-03-01T10:20:30,5Z', '2026-03-01T10:20:30+2:00',
    '2026-03-01T10:20:30+0200', '2026-03-01T10:20:30+14:01', '2026-03-01T10:20:30+10:60', '2026-03-01T10:20:30Z+01:00', '12026-03-01T10:20:30Z', '-2026-03-01T10:20:30Z',
    '0000-01-01T00:00:00Z', '+2026-03-01T10:20:30Z', '２０２６-03-01T10:20:30Z', '1772360430', '2026-3-1T10:20:30Z',
  ])('refuses %j', (text) => {
    expect(readInstant(text)).toEqual({ text, at: null, utc: text.endsWith('Z') });
  });

  it('agrees with Date on every moment of four-digit years', () => {
    fc.assert(fc.property(fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }), (date) => {
      expect(instantAt(date.toISOString())).toBe(date.getTime());
    }), { numRuns: 2000 });
    fc.assert(fc.property(fc.string(), (text) => { readInstant(text); }));
  });
});
