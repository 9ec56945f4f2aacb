import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ours = path.resolve(__dirname, '../../credentials');
const theirs = path.join(
	process.env.SURVEY_OPS_N8N_HOME ?? '',
	'node_modules/n8n-nodes-base/dist/known/credentials.json',
);

/** n8n knows a credential type by its name alone: one of ours would take the place of its own, and break its node. */
it('no credential type has the name of one of n8n', () => {
	const names = readdirSync(ours)
		.filter((file) => file.endsWith('.credentials.ts'))
		.flatMap((file) => /^\tname = '(\w+)'/m.exec(readFileSync(path.join(ours, file), 'utf8'))?.[1]);
	const known = JSON.parse(readFileSync(theirs, 'utf8')) as Record<string, unknown>;
	expect(names.length).toBeGreaterThan(7);
	expect(Object.keys(known)).toContain('surveyMonkeyApi');
	expect(names.filter((name) => name === undefined || Object.hasOwn(known, name))).toEqual([]);
});
