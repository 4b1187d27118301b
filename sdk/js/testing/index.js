/**
 * A host for native tests: an author tests a plugin with `node --test`, without WebAssembly and without `assay`.
 *
 *     const seen = new FakeHost().answer('greeting', 'hello').assess(plugin);
 *     assert.equal(seen.of('greeting').outcome, 'pass');
 *     assert.deepEqual(seen.problems(), []);
 *
 * The fake host hands out what the test gave it and checks evidence in the way the real one does. It sets no limits, and it
 * does not judge evidence classes: an observation that comes out as E3 here may count as E1 there.
 */

export { Assessment } from './assessment.js';
export { FakeDocument } from './document.js';
export { FakeHost } from './host.js';
