/** What ran and what came of it: the table at the end and its three numbers. */

/** @typedef {'passed' | 'FAILED' | 'skipped'} Outcome */

export function createResults({ deadline, log = console.log }) {
  const rows = [];
  const add = (group, name, outcome, detail, seconds) => {
    rows.push({ group, name, outcome, detail });
    log(`${outcome.padEnd(8)} ${group}: ${name}${seconds === undefined ? '' : ` (${seconds.toFixed(1)} s)`}${detail === '' ? '' : `\n         ${detail}`}`);
  };
  return {
    skip: (group, name, why) => add(group, name, 'skipped', `could not run: ${why}`),
    failed: (group, name, why) => add(group, name, 'FAILED', why),
    /** Runs one case within `seconds`, or what is left of the whole run. */
    async check(group, name, action, seconds = 40) {
      const left = deadline - Date.now();
      if (left < 1000) return add(group, name, 'FAILED', 'the time of the whole run is over');
      const started = Date.now();
      let timer;
      const limit = Math.min(seconds * 1000, left);
      const late = new Promise((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`not done after ${Math.round(limit / 1000)} s`)), limit);
      });
      try {
        const detail = await Promise.race([action(), late]);
        add(group, name, 'passed', typeof detail === 'string' ? detail : '', (Date.now() - started) / 1000);
      } catch (error) {
        add(group, name, 'FAILED', String(error?.message ?? error).slice(0, 1500), (Date.now() - started) / 1000);
      } finally {
        clearTimeout(timer);
      }
    },
    /** Prints the table and the closing line; the exit code. */
    close() {
      const count = (outcome) => rows.filter((row) => row.outcome === outcome).length;
      log('\nWhat ran:');
      for (const group of new Set(rows.map((row) => row.group))) {
        const own = rows.filter((row) => row.group === group);
        log(`  ${group}`);
        for (const { name, outcome, detail } of own) log(`    ${outcome.padEnd(8)} ${name}${outcome === 'passed' || detail === '' ? '' : `: ${detail.split('\n')[0].slice(0, 160)}`}`);
      }
      log(`\n${count('passed')} passed, ${count('FAILED')} failed, ${count('skipped')} skipped`);
      return count('FAILED') === 0 ? 0 : 1;
    },
  };
}

/** Throws unless the two are the same, as JSON. */
export function same(what, actual, wanted) {
  const [left, right] = [actual, wanted].map((each) => JSON.stringify(each));
  if (left !== right) throw new Error(`${what} is ${left?.slice(0, 400)}, and should be ${right?.slice(0, 400)}`);
}

export function holds(what, condition) {
  if (!condition) throw new Error(what);
}
