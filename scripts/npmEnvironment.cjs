'use strict';

/** What a machine needs in order to reach its registry. Everything else that npm is set to belongs to the project it was called in. */
const ofTheMachine = new Set([
	'ca',
	'cache',
	'cafile',
	'globalconfig',
	'https_proxy',
	'noproxy',
	'prefix',
	'proxy',
	'registry',
	'strict_ssl',
	'userconfig',
]);

/**
 * The environment for an npm that installs another folder. `npm run` hands the settings of its own project down as `npm_config_*`
 * variables, where they outweigh every `.npmrc`: a `legacy-peer-deps` of ours would leave out packages that n8n's lock file lists.
 * Kept are the settings of the machine, and the ones for one registry or scope (their names begin with `//host/` or `@scope:`).
 */
function npmEnvironment(env) {
	return Object.fromEntries(
		Object.entries(env).filter(([name]) => {
			if (!/^npm_/i.test(name)) return true;
			const [, setting] = /^npm_config_(.+)$/i.exec(name) ?? [];
			if (setting === undefined) return false;
			return /^(\/\/|@)/.test(setting) || ofTheMachine.has(setting.toLowerCase());
		}),
	);
}

module.exports = { npmEnvironment };
