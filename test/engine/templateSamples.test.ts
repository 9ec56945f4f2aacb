import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { IConnections, INode, IPinData } from 'n8n-workflow';
import { forgetProcessed, runWorkflow } from './harness';

const FOLDER = path.join(__dirname, '../../templates');

interface TemplateFile {
	nodes: INode[];
	connections: IConnections;
	pinData?: IPinData;
}

const templates = readdirSync(FOLDER).map((file): [string, TemplateFile] => [
	file,
	JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as TemplateFile,
]);

const conditionsOf = ({ nodes }: TemplateFile) =>
	nodes.filter(({ type }) => type === 'n8n-nodes-survey-ops.condition');

/** Everything up to the first condition: what comes after it needs an account. */
function upToCondition({ nodes, connections }: TemplateFile, condition: INode) {
	const kept = new Set([condition.name]);
	for (let before = 0; before !== kept.size; ) {
		before = kept.size;
		for (const [from, { main }] of Object.entries(connections))
			if (main.flat().some((to) => to && kept.has(to.node))) kept.add(from);
	}
	return {
		// Pinned, it does not run; the engine has no form trigger of its own.
		nodes: nodes
			.filter(({ name }) => kept.has(name))
			.map((node) =>
				node.type === 'n8n-nodes-base.formTrigger'
					? { ...node, type: 'n8n-nodes-base.manualTrigger' }
					: node,
			),
		connections: Object.fromEntries(
			Object.entries(connections).filter(([from]) => kept.has(from) && from !== condition.name),
		),
	};
}

describe('templates are tried with their pinned sample, without an account', () => {
	beforeEach(() => forgetProcessed());

	const withCondition = templates.filter(
		([, template]) => template.pinData && conditionsOf(template).length > 0,
	);

	it('MB05 several templates have a condition', () =>
		expect(withCondition.length).toBeGreaterThan(5));

	it.each(withCondition)('MB05 %s: the sample goes through the condition', async (_, template) => {
		const [condition] = conditionsOf(template);
		const result = await runWorkflow({
			...upToCondition(template, condition),
			pinData: template.pinData,
			credentials: {},
			mode: 'manual',
		});
		expect(result.error).toBeUndefined();
		expect(result.json(condition.name, 0)).toHaveLength(1);
	});
});
