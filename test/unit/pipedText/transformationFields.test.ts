import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { callsOf, transformationsProperty } from '../../../nodes/shared/n8n/transformationFields';
import { compileTransforms } from '../../../nodes/shared/pipedText/transformations/compileTransforms';
import {
	readyMadeSteps,
	transformations,
} from '../../../nodes/shared/pipedText/transformations/registry';
import { parameter, plainly } from '../../written';

const compile = plainly(compileTransforms);
const values = (property: INodeProperties): INodeProperties[] =>
	(property.options as INodePropertyCollection[])[0].values;
const fields = values(transformationsProperty('transformations'));
const [choice, ...settings] = fields;
const shownFor = (name: string) =>
	settings.filter(({ displayOptions }) => displayOptions?.show?.name?.includes(name));

const run = (step: Record<string, unknown>, value: unknown) => {
	const calls = callsOf([parameter(step)]);
	const compiled = typeof calls === 'string' ? calls : compile(calls);
	if (typeof compiled === 'string') return compiled;
	return compiled(value, { now: 0, timeZone: 'Europe/Paris' }, { warnings: [], errors: [] });
};

describe('the fields of a transformation', () => {
	it.each(transformations.map((transformation) => [transformation.name, transformation] as const))(
		'K36 %s shows the settings that its declaration names, in their order',
		(name, { parameters }) => {
			expect(shownFor(name).map(({ displayName }) => displayName)).toEqual(
				parameters.map(({ label, required, default: initial }) =>
					required === undefined && initial === '' ? `${label} (Optional)` : label,
				),
			);
		},
	);

	it('K36 every name is there once, so that a setting of one step is none of the next', () => {
		const names = fields.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
	});

	it('K36 the list offers every transformation and what is ready made', () => {
		expect(choice.options).toHaveLength(transformations.length + readyMadeSteps.length);
		expect(shownFor('phone:national').map(({ displayName }) => displayName)).toEqual(
			shownFor('phone')
				.map(({ displayName }) => displayName)
				.slice(1),
		);
	});

	it.each(
		transformations
			.filter(({ name }) => !['map', 'extract', 'replace'].includes(name))
			.flatMap(({ name, examples }) => examples.map(({ from }) => [name, from] as const)),
	)('K36 %s %j: fields left as they are mean what no settings mean', (name, from) => {
		const defaults = shownFor(name).map((field) => [field.name, field.default]);
		const expected = run({ name: `${name}` }, from);
		const bare = compile([{ name, args: [] }]);
		if (typeof bare === 'string') throw new Error(bare);
		const context = { now: 0, timeZone: 'Europe/Paris' };
		expect(run({ name, ...Object.fromEntries(defaults) }, from)).toEqual(expected);
		expect(bare(from, context, { warnings: [], errors: [] })).toEqual(expected);
	});

	it.each<[string, Record<string, unknown>, unknown, unknown]>([
		[
			'a country',
			{ name: 'phone', phoneFormat: 'national', phoneCountry: 'FR' },
			'+33612345678',
			'0612345678',
		],
		['a number', { name: 'truncate', truncateLength: 3 }, 'cut here', 'cut'],
		['blanks', { name: 'replace', replaceFind: '-', replaceWith: ' ' }, 'a-b', 'a b'],
		[
			'colons, bars and quotes',
			{ name: 'replace', replaceFind: '|', replaceWith: ':"' },
			'a|b',
			'a:"b',
		],
		['an equals sign', { name: 'split', splitSeparator: '==', splitPart: '2' }, 'a=b', 'b'],
		['an emptied separator', { name: 'slug', slugSeparator: '' }, 'Store visit', 'storevisit'],
		[
			'a table',
			{
				name: 'map',
				mapTable: {
					entry: [
						{ value: 'a=b', replacement: 'c=d' },
						{ value: '*', replacement: 'other' },
					],
				},
			},
			'A=B',
			'c=d',
		],
		['another step’s settings', { name: 'trim', truncateLength: 1 }, ' ab ', 'ab'],
	])('K36 %s: %j turns %j into %j', (_what, step, from, to) => {
		expect(run(step, from)).toEqual(to);
	});

	it.each<[Record<string, unknown>, string]>([
		[
			{ name: 'phone', phoneFormat: 'local' },
			'local is not a format; there are e164, international',
		],
		[{ name: 'uper' }, 'Did you mean upper?'],
		[{ name: 'map' }, 'the table is empty'],
		[
			{ name: 'extract', extractPattern: '={{ $json.pattern }}' },
			'cannot come from an n8n expression',
		],
		[{ name: '={{ $json.name }}' }, 'cannot come from an n8n expression'],
		...[
			{ value: '={{ $json.from }}', replacement: 'b' },
			{ value: 'a', replacement: '={{ $json.to }}' },
		].map((entry): [Record<string, unknown>, string] => [
			{ name: 'map', mapTable: { entry: [{ value: 'x', replacement: 'y' }, entry] } },
			'cannot come from an n8n expression',
		]),
	])('K36 %j is refused: %s', (step, reason) => {
		expect(run(step, 'x')).toContain(reason);
	});
});
