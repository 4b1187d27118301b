/** What a plugin can ask the host during one run. */

import { Document } from './document.js';
import { LEVELS, known } from './words.js';

/**
 * Thrown by `assess` to say in words why the plugin could not assess. Its points then count as not assessed, never as passed;
 * for a single point that cannot be told, return `Observation.unknown` instead.
 */
export class CannotAssess extends Error {}

/**
 * One run against one supplier. Every method is a call of the host. The component imports the interfaces that the project
 * lists under `imports`, and no others.
 */
export class Run {
  #settings;
  #interfaces;

  /**
   * @param {{ asOf: string, settings: string }} context
   * @param {Record<string, any>} interfaces
   */
  constructor(context, interfaces) {
    /** The day for which the assessment is made, `YYYY-MM-DD`. Judge the age of things by it, never by a clock. */
    this.asOf = context.asOf;
    this.#settings = context.settings;
    this.#interfaces = interfaces;
  }

  /** @param {string} name */
  #host(name) {
    const found = this.#interfaces[name];
    if (found) return found;
    throw new CannotAssess(
      `the plugin uses \`${name}\`, which its component does not import: add "${name}" to \`imports\` under "assay" in package.json`,
    );
  }

  /** The settings, read from JSON; null when there are none. */
  get settings() {
    return this.#settings ? JSON.parse(this.#settings) : null;
  }

  /** The supplier. Needs `supplier`. */
  profile() {
    return this.#host('supplier').getProfile();
  }

  /** Its AI systems. Needs `supplier`. */
  systems() {
    return this.#host('supplier').systems();
  }

  /** Its sub-processors. Needs `supplier`. */
  subProcessors() {
    return this.#host('supplier').subProcessors();
  }

  /** The certificates that it claims to hold. Needs `supplier`. */
  certificates() {
    return this.#host('supplier').certificates();
  }

  /** The answer to one question, or null when the supplier was silent. Needs `answers`. @param {string} question */
  answer(question) {
    return this.#host('answers').get(question) ?? null;
  }

  /** Every answer, in the order of question ids. Needs `answers`. */
  answers() {
    return this.#host('answers').all();
  }

  /** Every document, in the order of ids. Their text is not read yet. Needs `documents`. */
  documents() {
    return this.#host('documents')
      .list()
      .map((/** @type {any} */ handle) => new Document(handle));
  }

  /** What the other plugins observed and the host has checked. A plugin that asks runs after them. Needs `findings`. */
  observed() {
    return this.#host('findings').observed();
  }

  /** The endpoints that may be probed. Needs `probe`. */
  endpoints() {
    return this.#host('probe').endpoints();
  }

  /** Sends one request. Needs `probe`. @param {import('../index.js').Request} request */
  send(request) {
    return this.sendMany([request], 1)[0];
  }

  /**
   * Sends requests, at most `maxParallel` at a time; answers come in the order of requests. One that got no answer has a `kind`
   * and no `status`; it has an id and is evidence as well. Needs `probe`.
   *
   * @param {import('../index.js').Request[]} requests
   * @param {number} maxParallel
   */
  sendMany(requests, maxParallel) {
    return this.#host('probe').sendMany(requests, maxParallel).map(either);
  }

  /**
   * Offers handshakes; answers come in the order of offers. Each counts as a request. Needs `handshake`.
   *
   * @param {import('../index.js').Offer[]} offers
   * @param {number} maxParallel
   */
  offerMany(offers, maxParallel) {
    return this.#host('handshake').offerMany(offers, maxParallel).map(either);
  }

  /**
   * What this plugin itself saw of a point before the day of this run, if it wrote facts then. Needs `history`.
   *
   * @param {string} point
   * @param {string | null} [system]
   */
  earlier(point, system = null) {
    return this.#host('history').earlier(point, system) ?? null;
  }

  /**
   * Writes a line for the people who run the assessment. Needs `log`.
   *
   * @param {import('../index.js').Level} level
   * @param {string} message
   */
  log(level, message) {
    this.#host('log').write(known(LEVELS, level, 'a level'), message);
  }
}

/** @param {{ val: any }} result */
function either(result) {
  return result.val;
}
