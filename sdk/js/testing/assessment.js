/** What came out of a plugin, and whether the host would take it. */

import { fieldOf } from '../src/observation.js';
import { utf8Bytes } from '../src/utf8.js';

/** One finished assessment. */
export class Assessment {
  /** @param {any} descriptor @param {any[]} observations @param {any} host */
  constructor(descriptor, observations, host) {
    this.descriptor = descriptor;
    /** Everything that was observed. */
    this.observations = observations;
    /** The host, with what it recorded and what was logged. */
    this.host = host;
  }

  /** The observation of a point; it throws when there is none, or more than one. @param {string} point */
  of(point) {
    const found = this.observations.filter((seen) => seen.point === point);
    if (found.length === 1) return found[0];
    throw new Error(`${found.length} observations of ${point} among ${this.observations.map((seen) => seen.point)}`);
  }

  /**
   * Why the host would drop observations: points that were not declared, systems that do not exist, evidence that is not where
   * the plugin says.
   */
  problems() {
    /** @type {string[]} */
    const problems = [];
    for (const seen of this.observations) {
      const say = (/** @type {string} */ what) => problems.push(`${seen.point}: ${what}`);
      if (!this.descriptor.points.some((/** @type {any} */ declared) => declared.point === seen.point))
        say('the point is not declared');
      if (seen.system !== null && !this.host.systems.some((/** @type {any} */ system) => system.id === seen.system))
        say(`there is no system ${seen.system}`);
      for (const evidence of seen.evidence)
        if (!this.#isThere(evidence)) say(`the evidence is not there: ${JSON.stringify(evidence)}`);
    }
    return problems;
  }

  /** @param {any} evidence */
  #isThere({ tag, val }) {
    switch (tag) {
      case 'answer':
        return this.host.answers.has(val);
      case 'quote':
        return this.#stands(val);
      case 'exchange':
        return this.#recorded(val) !== undefined;
      case 'certificate':
        return this.#wasSeen(val);
      case 'profile':
        return this.#says(val[0].split('/'), val[1]);
      case 'observation':
        return this.host.observed.some((/** @type {any} */ seen) => seen.id === val);
      default:
        return false;
    }
  }

  /** @param {import('../index.js').Span} span */
  #stands(span) {
    const document = this.host.documents.get(span.document);
    if (!document || document.info().textLength === null || !(span.start >= 0 && span.start <= span.end)) return false;
    const there = document.bytes(span.start, span.end - span.start);
    const said = utf8Bytes(span.text);
    return there.length === said.length && said.every((byte, at) => byte === there[at]);
  }

  /** @param {string} id */
  #recorded(id) {
    return this.host.recorded.find((/** @type {any} */ { reply }) => reply.id === id)?.reply;
  }

  /** @param {any} cited */
  #wasSeen(cited) {
    const certificate = this.#recorded(cited.exchange)?.tls?.chain[cited.index];
    if (!certificate) return false;
    const named = cited.field === 'name' && certificate.names.includes(cited.value);
    return named || fieldOf(certificate, cited.field) === cited.value;
  }

  /** True when the profile has this value at this path. A list has a value when one of its items is it. */
  #says(/** @type {string[]} */ parts, /** @type {string} */ value) {
    const [room, key] = parts;
    let found;
    if (room === 'profile' && parts.length === 2) found = this.host.profile;
    else if (room === 'systems') found = this.host.systems.find((/** @type {any} */ system) => system.id === key);
    else if (room === 'sub-processors' && parts.length === 3) found = this.host.subProcessors[key];
    else if (room === 'certificates' && parts.length === 3) found = this.host.certificates[key];
    if (!found) return false;
    if (room === 'systems' && parts.length === 4)
      return parts[2] === 'context' && found.extra.some((/** @type {any} */ pair) => pair[0] === parts[3] && pair[1] === value);
    const field = parts[parts.length - 1].replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
    const held = found[field];
    return Array.isArray(held) ? held.includes(value) : held === value;
  }
}
