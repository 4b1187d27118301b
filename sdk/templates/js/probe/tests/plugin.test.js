import assert from 'node:assert/strict';
import { test } from 'node:test';

import { FakeHost } from '../sdk/js/testing/index.js';
import plugin, { PATH, POINT } from '../src/plugin.js';

test('the file is asked for and silence is never safety', () => {
  for (const [reply, outcome] of [
    [{ status: 200, body: Buffer.from('Contact: mailto:security@example.com') }, 'pass'],
    [{ status: 404 }, 'fail'],
    [{ status: 500 }, 'unknown'],
    [{ kind: 'timeout', message: 'too slow' }, 'unknown'],
  ]) {
    const host = new FakeHost().endpoint('api', 'http', 'https://api.example');
    const assessment = host.server(({ url }) => (url === PATH ? reply : undefined)).assess(plugin);
    assert.equal(assessment.of(POINT).outcome, outcome);
    assert.deepEqual(assessment.problems(), []);
  }
});

test('without an endpoint it is unknown', () => {
  assert.equal(new FakeHost().assess(plugin).of(POINT).outcome, 'unknown');
});
