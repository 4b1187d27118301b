import assert from 'node:assert/strict';
import { test } from 'node:test';

import { FakeHost } from '../sdk/js/testing/index.js';
import plugin, { POINT, QUESTION } from '../src/plugin.js';

test('hours are compared and what is no number is unknown', () => {
  for (const [value, outcome] of [['24', 'pass'], ['96', 'fail'], ['soon', 'unknown'], ['-1', 'unknown']]) {
    const assessment = new FakeHost().answer(QUESTION, value).assess(plugin);
    assert.equal(assessment.of(POINT).outcome, outcome, value);
    assert.deepEqual(assessment.problems(), []);
  }
});
