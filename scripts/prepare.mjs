import { installChromium } from './installChromium.mjs';
import { installGhost } from './installGhost.mjs';
import { installMariadb } from './installMariadb.mjs';
import { installN8n, n8nRecipes } from './installN8n.mjs';
import { installPostgres } from './installPostgres.mjs';
import { pack } from './steps.mjs';

/** What the test programs are handed, each part as environment variables. */
const parts = {
	n8n: async () => ({
		SURVEY_OPS_N8N_HOME: await installN8n(n8nRecipes.newest),
		SURVEY_OPS_POSTGRES: await installPostgres(),
	}),
	oldestN8n: async () => ({
		SURVEY_OPS_N8N_HOME: await installN8n(n8nRecipes.oldest),
		SURVEY_OPS_POSTGRES: await installPostgres(),
	}),
	/** The package as users install it. */
	tarball: async () => ({ SURVEY_OPS_TARBALL: await pack() }),
	chromium: installChromium,
	/** A real Ghost; nothing where there is no database for it, and then nothing else is fetched. */
	async ghost() {
		const mariadb = await installMariadb();
		if (mariadb === undefined) return {};
		return { SURVEY_OPS_MARIADB: mariadb, SURVEY_OPS_GHOST: await installGhost() };
	},
};

const ready = new Map();

/** Installs or builds the parts named, each once, and answers with the environment variables that tell where they are. */
export async function prepared(...names) {
	const environment = {};
	for (const name of names) {
		if (!ready.has(name)) ready.set(name, await parts[name]());
		Object.assign(environment, ready.get(name));
	}
	return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined));
}
