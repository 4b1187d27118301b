/** The words that the contract spells as strings. A misspelt one stops the plugin's own test, not the host. */

export const OUTCOMES = ['pass', 'partial', 'fail', 'unknown', 'not-applicable'];
export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'];
export const CLASSES = ['E0', 'E1', 'E2', 'E3', 'E4', 'E5'];
export const LEVELS = ['debug', 'info', 'warn'];

/**
 * @param {string[]} words
 * @param {string} word
 * @param {string} what
 */
export function known(words, word, what) {
  if (!words.includes(word)) throw new TypeError(`${what} is one of ${words.join(', ')}, not ${word}`);
  return word;
}
