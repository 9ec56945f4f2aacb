import type { INodeParameters } from 'n8n-workflow';
import { picked } from '../workflows';
import { sheet } from './crmUpsert/salesmanagoSetup';
import { searchList } from './harness';
import { NODES, TOOLS } from './surveyTools';

const CASES = TOOLS.flatMap((tool) =>
	NODES.map(([name, type]) => [name, tool.id, type, tool] as const),
);

describe('Show Questions Of: Received Response', () => {
	const firstRow = async (type: string, questionsReceived: unknown) => {
		const { results } = await searchList({
			node: {
				name: 'Node',
				type: `n8n-nodes-survey-ops.${type}`,
				parameters: { showQuestionsOf: 'received', questionsReceived } as INodeParameters,
			},
			method: 'searchPipedText',
		});
		return results[0];
	};
	const received = sheet() as never;

	// What n8n's editor makes of the expression before it asks.
	it.each(NODES)('Q25 %s: {a} shows the questions of what came in', async (_name, type) => {
		for (const given of [received, [received], { json: received }, JSON.stringify(received)])
			expect((await firstRow(type, given)).name).toContain('Jak jste spokojeni?');
	});

	it.each([null, '', '={{ $json }}', {}, { email: 'ada@example.com' }, '[object Object]', 7])(
		'Q25 %j: the first row says that nothing was received, and what to do',
		async (given) => {
			const row = await firstRow('crmUpsert', given);
			expect(row.value).toBe('');
			expect(row.name).toContain('execute the nodes before this one, or pin an item');
		},
	);
});

describe('Show Questions Of', () => {
	it.each(CASES)(
		'Q25 %s: surveys of %s are listed, and {a} shows the questions of the chosen one',
		async (name, id, type, { open, method, surveyId }) => {
			const tool = await open();
			const ask = async (asked: string) =>
				await searchList({
					node: {
						name,
						type: `n8n-nodes-survey-ops.${type}`,
						parameters: { showQuestionsOf: id, questionsSurvey: picked(surveyId) },
					},
					credentials: tool.credentials as never,
					method: asked,
				});
			try {
				const surveys = await ask(method);
				expect(surveys.results.map(({ value }) => String(value))).toContain(surveyId);
				const { results } = await ask('searchPipedText');
				// A question comes first, in its own words.
				expect(results[0].value).toMatch(/^\$\{q:\/\//);
				expect(results[0].name).not.toMatch(/^Question ·|No survey is chosen/);
			} finally {
				await tool.close();
			}
		},
	);
});
