import assert from 'node:assert/strict';
import { test } from 'node:test';

import { FakeHost } from '../sdk/js/testing/index.js';
import plugin, { POINT } from '../src/plugin.js';

test('the clause is quoted and its hours are compared', () => {
  for (const [clause, outcome] of [
    ['The supplier reports a breach within 48 hours.', 'pass'],
    ['The supplier reports a breach within 96 hours.', 'fail'],
    ['The supplier reports a breach promptly.', 'unknown'],
    ['Support answers within 4 hours.', 'unknown'],
  ]) {
    const text = `# Contract “Größe”\n\nPrices are in €. ${clause} The end.`;
    const assessment = new FakeHost().document('contract.md', text, { kind: 'contract' }).assess(plugin);
    assert.equal(assessment.of(POINT).outcome, outcome, clause);
    assert.deepEqual(assessment.problems(), []);
  }
});
