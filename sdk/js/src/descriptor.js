/** A plugin's description of itself. */

/**
 * A descriptor: what is not given is empty.
 *
 * @param {import('../index.js').DescriptorInput} given
 * @returns {import('../index.js').Descriptor}
 */
export function descriptor(given) {
  return {
    publisher: '',
    title: '',
    summary: '',
    kind: '',
    documents: [],
    capabilities: [],
    extra: [],
    ...given,
    points: given.points.map((point) => (typeof point === 'string' ? { point, controls: [] } : point)),
    questions: (given.questions ?? []).map(question),
    settingsSchema: given.settingsSchema === undefined ? '' : JSON.stringify(given.settingsSchema),
  };
}

/**
 * A question: what is not given is empty.
 *
 * @param {import('../index.js').QuestionInput} given
 * @returns {import('../index.js').Question}
 */
export function question(given) {
  return { guidance: '', choices: [], evidence: '', showIf: null, controls: [], extra: [], ...given };
}
