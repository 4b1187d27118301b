/** Joins a plugin to the exports of the contract. `assay plugin build` writes the module that calls this. */

import { CannotAssess, Run } from './run.js';

/**
 * What the component exports as `assessor`.
 *
 * @param {import('../index.js').Plugin} plugin
 * @param {Record<string, any>} interfaces the imported interfaces of the contract, by name
 */
export function component(plugin, interfaces) {
  return {
    describe: () => plugin.describe(),
    assess(/** @type {{ asOf: string, settings: string }} */ context) {
      try {
        // Plain objects: what the host reads are their fields.
        return plugin.assess(new Run(context, interfaces)).map((seen) => ({ ...seen }));
      } catch (why) {
        if (why instanceof CannotAssess) throw why.message;
        // Without this the run would end in a trap that says nothing: there is no console to print to.
        const bug = /** @type {any} */ (why);
        const place = String(bug?.stack ?? '').split('\n')[0].trim();
        throw `the plugin has a bug: ${bug?.name ?? 'Error'}: ${bug?.message ?? bug} (${place})`;
      }
    },
  };
}
