/** Answers that are no answers. */

/**
 * What people type to get past a mandatory field: lower case, without apostrophes and dots, every other sign a space. "none" is
 * not here: it can be a statement. The same list as in the SDKs of the other languages; a test compares them.
 */
export const PLACEHOLDERS = new Set([
  '',
  'abc',
  'asdf',
  'asdfasdf',
  'ask us',
  'as above',
  'bar',
  'blank',
  'click here to enter text',
  'coming soon',
  'dk',
  'do not know',
  'dont know',
  'dummy',
  'dunno',
  'empty',
  'enter text here',
  'example',
  'fill in',
  'fill me in',
  'follows',
  'foo',
  'foo bar',
  'foobar',
  'i do not know',
  'i dont know',
  'idk',
  'later',
  'lorem ipsum',
  'n a',
  'na',
  'nil',
  'no answer',
  'no comment',
  'no idea',
  'no response',
  'not applicable',
  'not known',
  'not sure',
  'null',
  'ok',
  'okay',
  'pending',
  'placeholder',
  'please fill in',
  'qwerty',
  'sample',
  'same as above',
  'see above',
  'see below',
  'see website',
  'soon',
  'tba',
  'tbc',
  'tbd',
  'test',
  'test test',
  'testing',
  'tests',
  'to be announced',
  'to be completed',
  'to be confirmed',
  'to be decided',
  'to be defined',
  'to be determined',
  'to be done',
  'to do',
  'to follow',
  'todo',
  'unclear',
  'undefined',
  'unknown',
  'unspecified',
  'unsure',
  'we do not know',
  'we dont know',
  'wip',
  'your answer here',
]);

/**
 * True when a text is no answer at all: blank, signs only, "TBD", "don't know", "n/a", "test", "xxx", ... It looks at the whole
 * text only: "unknown" is a placeholder, "unknown to the public" is not.
 *
 * @param {string} text
 */
export function isPlaceholder(text) {
  const bare = text.toLowerCase().replace(/['’`´.]/g, '');
  const words = bare.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  // The host counts a single letter as none too, `y` included: it may stand for anything.
  const oneLetter = /^(\p{L})\1*$/u.test(words);
  return oneLetter || PLACEHOLDERS.has(words);
}
