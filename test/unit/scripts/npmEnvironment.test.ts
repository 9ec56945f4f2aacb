import path from 'node:path';

const { npmEnvironment } = require(
	path.resolve(__dirname, '../../../scripts/npmEnvironment.cjs'),
) as { npmEnvironment(env: Record<string, string>): Record<string, string> };

describe('what an npm that installs another folder inherits', () => {
	it.each([
		['a setting of the project', 'npm_config_legacy_peer_deps'],
		['the same in capitals', 'NPM_CONFIG_LEGACY_PEER_DEPS'],
		['another setting of the project', 'npm_config_ignore_scripts'],
		['what npm tells about the package', 'npm_package_name'],
		['what npm tells about itself', 'npm_lifecycle_event'],
	])('not %s', (_, name) => {
		expect(npmEnvironment({ [name]: 'x', HOME: '/h' })).toEqual({ HOME: '/h' });
	});

	it.each([
		['the registry', 'npm_config_registry'],
		['the registry, set by hand in capitals', 'NPM_CONFIG_REGISTRY'],
		['a proxy', 'npm_config_https_proxy'],
		['certificates', 'npm_config_cafile'],
		["the user's own settings", 'npm_config_userconfig'],
		['a sign-in at a registry', 'npm_config_//npm.example.com/:username'],
		["a scope's registry", 'npm_config_@own:registry'],
		['the path', 'PATH'],
	])('%s', (_, name) => {
		expect(npmEnvironment({ [name]: 'x' })).toEqual({ [name]: 'x' });
	});
});
