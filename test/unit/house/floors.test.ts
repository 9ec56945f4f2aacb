import path from 'node:path';
import { importsOf, isShippedSource, projectFiles } from './sourceFiles';

/** From the roof down. A file imports from its own folder and from the floors below its own. */
const floors = [
	'node',
	'n8n',
	'connectors',
	'bulk',
	'records',
	'delivery',
	'report',
	'conditions',
	'mapping',
	'pipedText',
	'survey',
	'values',
	'http',
	'json',
	'vendor',
];

/** From this floor up, code knows n8n. */
const knowsN8n = new Set(['node', 'n8n', 'credentials']);

const libraries: Record<string, (floor: string) => boolean> = {
	'n8n-workflow': (floor) => knowsN8n.has(floor),
	luxon: () => true,
	crypto: () => true,
	fflate: (floor) => floor === 'vendor',
	'libphonenumber-js': (floor) => floor === 'vendor',
};

function floorOf(file: string): string {
	const [top, second, third] = file.split('/');
	if (top === 'credentials') return 'credentials';
	return second === 'shared' ? third : 'node';
}

/** The folder within which imports are free: a node's, a connector's, or a floor's. */
function unitOf(file: string): string {
	const depth = floorOf(file) === 'connectors' ? 4 : floorOf(file) === 'node' ? 2 : 3;
	const folders = path.posix.dirname(file).split('/');
	return folders.slice(0, depth).join('/');
}

function complaint(file: string, name: string): string | undefined {
	if (!name.startsWith('.')) {
		const allowed = libraries[name]?.(floorOf(file)) ?? false;
		return allowed ? undefined : `${file} imports "${name}"`;
	}
	const target = path.posix.join(path.posix.dirname(file), name);
	const [from, to] = [floorOf(file), floorOf(target)];
	if (unitOf(file) === unitOf(target) || unitOf(file) === target) return undefined;
	// What connectors share among themselves lies directly in their folder.
	if (from === 'connectors' && path.posix.dirname(target) === 'nodes/shared/connectors') {
		return undefined;
	}
	if (from === 'credentials') return `${file} imports ${target}: credentials stand apart`;
	if (to === 'credentials') return knowsN8n.has(from) ? undefined : `${file} imports ${target}`;
	const known = floors.includes(from) && floors.includes(to);
	const goesDown = floors.indexOf(to) > floors.indexOf(from);
	return known && goesDown
		? undefined
		: `${file} imports ${target}: ${from} does not stand on ${to}`;
}

const sources = projectFiles().filter(isShippedSource);

describe('the floors', () => {
	it.each([
		['nodes/Condition/Condition.node.ts', '../shared/http/types', true],
		['nodes/Condition/Condition.node.ts', './conditionFields', true],
		['nodes/Condition/Condition.node.ts', '../SurveyTrigger/fields', false],
		['nodes/shared/http/retry.ts', '../survey/SurveyResponse', false],
		['nodes/shared/http/retry.ts', 'n8n-workflow', false],
		['nodes/shared/n8n/request.ts', 'n8n-workflow', true],
		['nodes/shared/connectors/qualtrics/client.ts', '../../http/types', true],
		['nodes/shared/connectors/qualtrics/client.ts', '../dataverse/client', false],
		['nodes/shared/conditions/evaluate.ts', '../pipedText/render', true],
		['nodes/shared/pipedText/render.ts', '../conditions/evaluate', false],
		['credentials/QualtricsApi.credentials.ts', '../nodes/shared/http/types', false],
		['nodes/shared/http/retry.ts', 'stream', false],
	])('know that %s may or may not import %s', (file, name, allowed) => {
		expect(complaint(file, name) === undefined).toBe(allowed);
	});

	it('hold: no import goes up, across, or outside of what ships with n8n or is bundled', () => {
		const complaints = sources.flatMap((file) =>
			importsOf(file).map((name) => complaint(file, name)),
		);
		expect(sources.length).toBeGreaterThan(0);
		expect(complaints.filter(Boolean)).toEqual([]);
	});
});
