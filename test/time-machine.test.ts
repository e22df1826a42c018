/** The time line's own arithmetic: its scale, its marks, and the times worth a button. */
import { describe, expect, it } from 'vitest';
import { presetsOf, reasonOf, settingOf, steady, timeMarks } from '../renderer/components/time-machine/marks.ts';
import { scaleOf } from '../renderer/components/time-machine/scale.ts';
import type { Boundary, Validity } from '../shared/finding.ts';
import { validityOf } from '../shared/validity.ts';
import { certificate, DAY, expected, MINUTE, noFacts, NOW, response, trusted } from './facts.ts';

const SKEW = 180_000;
const validity = validityOf(response(), expected())!;

describe('the scale', () => {
  const marks = [NOW, NOW + 5 * MINUTE, NOW + 300 * DAY, NOW + 3000 * DAY];
  const scale = scaleOf(marks);

  it('gives minutes and years both room, in order', () => {
    const positions = marks.map((at) => scale.positionOf(at));
    positions.forEach((position, index) => expect(position - (positions[index - 1] ?? 0)).toBeGreaterThan(0.08));
    expect(positions.at(-1)).toBeLessThan(0.95);
  });

  it('comes back to the same second', () => {
    for (const at of [...marks, NOW - MINUTE, NOW + 1000, NOW + 299 * DAY, NOW + 3001 * DAY]) expect(Math.abs(scale.atOf(scale.positionOf(at)) - at)).toBeLessThan(1000);
  });

  it('stays within its ends, and works with a single mark', () => {
    expect([scale.positionOf(0), scale.positionOf(NOW * 9), scale.atOf(-1), scale.atOf(2)]).toEqual([0, 1, scale.atOf(0), scale.atOf(1)]);
    const single = scaleOf([NOW]);
    expect([single.positionOf(NOW), single.atOf(0.5)]).toEqual([0.5, NOW]);
  });
});

describe('the marks', () => {
  const rollover: Boundary = { edge: 'stop', at: NOW + 40 * DAY, limit: NOW + 40 * DAY, attribute: 'rollover', element: 'the key that signed', check: 'signature/no-trusted-key', decides: true };
  const planned: Validity = { ...validity, boundaries: [...validity.boundaries, rollover].sort((a, b) => a.at - b.at) };

  it('come in order of time, with what sets them', () => {
    expect(timeMarks(validity, NOW).map((mark) => mark.label)).toEqual(['starts', 'captured', 'now', 'stops', 'certificate ends']);
    expect(timeMarks(planned, NOW).map((mark) => mark.label)).toEqual(['starts', 'captured', 'now', 'stops', 'key changes', 'certificate ends']);
    expect(settingOf(validity, 'start')?.check).toBe('conditions/not-yet-valid');
    expect(settingOf(validity, 'stop')?.limit).toBe(NOW + 5 * MINUTE);
  });

  it('are worth a button where the login has them', () => {
    const given = { facts: { ...response(), trusted: [trusted(certificate()), trusted(certificate()), { ...trusted({ ...certificate(), notAfter: '2040-01-01T00:00:00Z' }), use: 'encryption' as const }] } };
    const usual = [['Now', 'now'], ['A second before it stops', NOW + 5 * MINUTE + SKEW - 1000], ['When it stops', NOW + 5 * MINUTE + SKEW]];
    const end = Date.parse('2035-01-01T00:00:01Z');
    const presets = (...args: Parameters<typeof presetsOf>) => presetsOf(...args).map((preset) => [preset.label, preset.when]);
    expect(presets(validity, given)).toEqual([['When captured', NOW - 5000], ...usual, ['After the certificate’s end', end]]);
    expect(presets(planned, given, NOW - 1000)).toEqual([['When it arrived', NOW - 1000], ...usual, ['After the planned rollover', NOW + 40 * DAY + 1000], ['After the certificate’s end', end]]);
    expect(presets(validity, given, NOW - 1000, NOW + 60 * DAY)[4]).toEqual(['After the planned rollover', NOW + 60 * DAY + 1000]);
    expect(presets({ ...validity, issuedAt: null, stopsAt: null, boundaries: [] }, { facts: noFacts() })).toEqual([['Now', 'now']]);
  });

  it('have one button for each trusted certificate that ends on its own day', () => {
    const ends = ['2035-01-01T00:00:00Z', '2031-06-01T00:00:00Z'];
    const given = { facts: { ...response(), trusted: ends.map((notAfter) => trusted({ ...certificate(), notAfter })) } };
    expect(presetsOf(validity, given).map((preset) => preset.label).slice(-2)).toEqual(['After the certificate’s end on 2031-06-01', 'After the certificate’s end on 2035-01-01']);
  });

  it('keep the end of the certificate where beyond a rollover nothing verifies', () => {
    const lost = { ...planned, boundaries: planned.boundaries.filter((each) => each.attribute !== 'notAfter') };
    expect(timeMarks(steady(lost, planned), NOW)).toEqual(timeMarks(planned, NOW));
    expect(steady(planned, planned)).toBe(planned);
  });

  it('are said in words', () => {
    for (const boundary of planned.boundaries) expect(reasonOf(boundary)).not.toBe('a limit of its own');
    expect(reasonOf(rollover)).toBe('the planned rollover: the key that signed no longer counts');
  });
});
