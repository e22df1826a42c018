/** The time line's own arithmetic: its scale, its marks, and the times worth a button. */
import { describe, expect, it } from 'vitest';
import { presetsOf, settingOf, timeMarks } from '../renderer/components/time-machine/marks.ts';
import { scaleOf } from '../renderer/components/time-machine/scale.ts';
import { validityOf } from '../shared/validity.ts';
import { DAY, expected, MINUTE, NOW, response } from './facts.ts';

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
  it('come in order of time, with what sets them', () => {
    expect(timeMarks(validity, NOW).map((mark) => mark.label)).toEqual(['starts', 'captured', 'now', 'stops', 'certificate ends']);
    expect(settingOf(validity, 'start')?.check).toBe('conditions/not-yet-valid');
    expect(settingOf(validity, 'stop')?.limit).toBe(NOW + 5 * MINUTE);
  });

  it('are worth a button where the login has them', () => {
    expect(presetsOf(validity).map((preset) => [preset.label, preset.when])).toEqual([
      ['When captured', NOW - 5000], ['Now', 'now'], ['A second before it stops', NOW + 5 * MINUTE + SKEW - 1000], ['When it stops', NOW + 5 * MINUTE + SKEW], ['After the certificate’s end', Date.parse('2035-01-01T00:00:01Z')],
    ]);
    expect(presetsOf({ ...validity, issuedAt: null, stopsAt: null, boundaries: [] })).toEqual([{ label: 'Now', when: 'now' }]);
  });
});
