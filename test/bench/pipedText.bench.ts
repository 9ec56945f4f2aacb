import { useEngine, stopEngines, timed, type Engine } from './engine';
import { NodeConnectionTypes, type INodeExecutionData, type INodeType } from 'n8n-workflow';
import { compileTemplate } from '../../nodes/shared/pipedText/compileTemplate';
import { readRaw } from '../../nodes/shared/n8n/rawParameters';
import { renderContextOf, textParameter } from '../../nodes/shared/n8n/textParameters';
import { surveyResponseFinder } from '../../nodes/shared/n8n/surveyResponseOf';
import { answer, chosen, response, subject } from '../unit/conditions/survey';
import { item as wideItem, survey, UNRESOLVED } from '../unit/pipedText/wideSurvey';
import { plainly } from '../written';
import { each, faster, median, report, shown, type Comparison } from './measure';

/**
 * One text field with five tokens, rendered for every item: as piped text through the code that all nodes share, and as the
 * same text written as an n8n expression. Run: `npm run bench pipedText`.
 */
const SIZES = [1_000, 10_000, 100_000];
const ROUNDS: Record<Engine, Record<number, number>> = {
	vm: { 1_000: 3, 10_000: 1 },
	legacy: { 1_000: 5, 10_000: 3 },
};

const PIPED =
	'${m://FirstName} (${m://Email}): ${q://QID1/ChoiceGroup/SelectedChoices}, ${q://QID3/ChoiceNumericEntryValue}, ${e://Field/plan}';
const EXPRESSION =
	'={{ $json.respondent.firstName }} ({{ $json.respondent.email }}): {{ $json.answers.QID1.label }}, {{ $json.answers.QID3.value }}, {{ $json.context.plan }}';

const item = (index: number): INodeExecutionData => ({
	json: response(
		[chosen('QID1', ['Satisfied']), chosen('QID2', ['Monday']), answer('QID3', index % 11)],
		{
			context: { plan: index % 2 ? 'gold' : 'basic' },
			respondent: {
				email: `person${index}@example.com`,
				firstName: 'Ann',
				anonymous: false,
				identifiers: [],
			},
		},
	) as never,
});

const textNode = (execute: INodeType['execute']): INodeType => ({
	description: {
		displayName: 'Text',
		name: 'text',
		group: ['transform'],
		version: 1,
		description: 'A node with one text field',
		defaults: { name: 'Text' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [{ displayName: 'Text', name: 'text', type: 'string', default: '' }],
	},
	execute,
});

const ours = textNode(async function () {
	const template = textParameter(this, readRaw(this, 'text'));
	const responseOf = surveyResponseFinder(this);
	const renderContext = renderContextOf(this);
	const rows = this.getInputData().map((_, index) => {
		const { text } = template(index).render({ response: responseOf(index), ...renderContext });
		return { json: { text }, pairedItem: { item: index } };
	});
	return [rows];
});

const theirs = textNode(async function () {
	const rows = this.getInputData().map((_, index) => ({
		json: { text: this.getNodeParameter('text', index) as string },
		pairedItem: { item: index },
	}));
	return [rows];
});

const RESOLVED = '${q://QID200/ChoiceTextEntryValue}';
const MOST_MICROSECONDS = 20;

/** A token with a name that the survey does not have, in a survey of 300 questions, beside one that is resolved: the costliest kind. */
function unresolved(): Comparison {
	const pool = Array.from({ length: 100 }, (_, number) => wideItem(number));
	const templates = [RESOLVED, ...UNRESOLVED].map((text) => plainly(compileTemplate)(text));
	const times = templates.map((): number[] => []);
	for (let round = 0; round < 40; round++) {
		for (const [place, template] of templates.entries()) {
			// Copies, so that nothing is remembered with a response.
			const contexts = pool.map((one) => subject({ ...one }, survey));
			const start = performance.now();
			for (const context of contexts) template.render(context);
			times[place].push(performance.now() - start);
		}
	}
	const [resolved, ...others] = times.map(median);
	const costliest = Math.max(...others);
	return {
		what: 'Unresolved token, 300 questions, µs an item',
		peer: 'resolved token',
		peerFigure: each(resolved, pool.length),
		us: each(costliest, pool.length),
		ratio: costliest / resolved,
		target: `≤ ${MOST_MICROSECONDS} µs`,
		isReached: (costliest * 1000) / pool.length <= MOST_MICROSECONDS,
	};
}

async function main(): Promise<void> {
	const pools = SIZES.map((size) => Array.from({ length: size }, (_, index) => item(index)));
	const times = new Map<string, number[]>();
	const take = async (way: 'us' | Engine, place: number) => {
		const text = way === 'us' ? PIPED : EXPRESSION;
		const node = { name: 'Text', type: 'bench.node', parameters: { text } };
		const { ms, outputs } = await timed(node, way === 'us' ? ours : theirs, pools[place]);
		const key = `${way} ${SIZES[place]}`;
		times.set(key, [...(times.get(key) ?? []), ms]);
		if (outputs[0][7].json.text !== 'Ann (person7@example.com): Satisfied, 7, gold')
			throw new Error(`${way} wrote another text: ${String(outputs[0][7].json.text)}`);
	};

	await useEngine('legacy');
	for (let round = 0; round < 5; round++) {
		for (const [place, size] of SIZES.entries()) {
			await take('us', place);
			for (const engine of ['legacy', 'vm'] as const) {
				if (round >= (ROUNDS[engine][size] ?? 0)) continue;
				await useEngine(engine);
				await take(engine, place);
				await useEngine('legacy');
			}
		}
	}
	await stopEngines();

	const time = (way: 'us' | Engine, size: number): number => median(times.get(`${way} ${size}`)!);
	const beside = (engine: Engine, size: number) => ({
		what: `Piped text, 5 tokens, ${size.toLocaleString('en')} items`,
		peer: `n8n expression, ${engine === 'vm' ? 'default' : 'legacy'} engine`,
		peerFigure: each(time(engine, size), size),
		us: each(time('us', size), size),
	});
	const ratio = (engine: Engine, size: number) => time(engine, size) / time('us', size);
	const large = time('us', 100_000);
	report('pipedText', [
		faster(beside('vm', 1_000), ratio('vm', 1_000), 300),
		faster(beside('vm', 10_000), ratio('vm', 10_000), 300),
		shown(beside('legacy', 10_000), ratio('legacy', 10_000)),
		shown(
			{
				what: 'Piped text, 10k → 100k items',
				peer: 'itself at 10k',
				peerFigure: each(time('us', 10_000), 10_000),
				us: each(large, 100_000),
			},
			large / time('us', 10_000),
		),
		unresolved(),
	]);
}

void main();
