/** What a plugin author imports. `README.md` beside this file explains it. */

export { descriptor, question } from './src/descriptor.js';
export { Document, Text } from './src/document.js';
export { Observation } from './src/observation.js';
export { isPlaceholder } from './src/placeholder.js';
export { bodyText, header, offer, request } from './src/probe.js';
export { CannotAssess, Run } from './src/run.js';
