import assert from 'node:assert/strict';
import { test } from 'node:test';

import { FakeHost } from '../../../../sdk/js/testing/index.js';
import plugin from '../src/plugin.js';

const POLICY = '# Datenrichtlinie 🗄\n\nÜber uns: „Übersee“. Daten werden gelöscht, und zwar innerhalb von 14 Tagen nach Ende.\n';

test('what the supplier says of itself is cited from its answers and its policy', () => {
  const assessment = new FakeHost()
    .answer('uebersee-training', 'no')
    .answer('uebersee-breach-hours', '24')
    .document('datenrichtlinie.md', POLICY, { kind: 'policy' })
    .assess(plugin);
  assert.deepEqual(assessment.problems(), []);
  for (const point of ['training-use', 'breach-notice', 'deletion']) assert.equal(assessment.of(point).outcome, 'pass', point);
  assert.equal(
    assessment.of('deletion').evidence[0].val.text,
    'Daten werden gelöscht, und zwar innerhalb von 14 Tagen nach Ende.',
  );
});

test('it does not hide what is bad', () => {
  const assessment = new FakeHost().answer('uebersee-training', 'yes').answer('uebersee-breach-hours', '240').assess(plugin);
  assert.deepEqual(assessment.problems(), []);
  assert.equal(assessment.of('training-use').outcome, 'fail');
  assert.equal(assessment.of('breach-notice').severity, 'high');
});

test('silence and placeholders are unknown', () => {
  for (const value of ['tbd', 'soon', '-1', '2.5', '']) {
    const assessment = new FakeHost().answer('uebersee-breach-hours', value).assess(plugin);
    assert.equal(assessment.of('breach-notice').outcome, 'unknown', value);
    assert.equal(assessment.of('deletion').outcome, 'unknown');
  }
});
