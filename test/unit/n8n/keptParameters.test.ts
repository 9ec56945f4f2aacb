import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { NODES } from './allNodes';

/*
 * Workflows hold the names of parameters, the values of their options and what differs from a default; n8n drops the value of a
 * parameter that is not shown. So whatever a released node has of these stays. What is new may be recorded at any time and is
 * at a release: RECORD_PARAMETERS=1 npm run test:file -- keptParameters
 */

type Entry = INodeProperties | INodePropertyCollection | INodePropertyOptions;

/** The steps of every row are the same; they are written down once for a node. */
const placeOf = (place: string): string => place.replace(/^.*(?=transformations\.step\.)/, '… ');

/** A line for each condition under which something is shown or hidden. */
const conditionsOf = (place: string, conditions: INodeProperties['displayOptions']): string[] =>
	(['show', 'hide'] as const).flatMap((way) =>
		Object.entries(conditions?.[way] ?? {}).flatMap(([other, values = []]) =>
			values.map((value) => `${place}: ${way} at ${other} = ${JSON.stringify(value)}`),
		),
	);

/** A line for each trait that decides what is stored, or where a list comes from; texts for people are none of these. */
const traitsOf = (place: string, traits: object = {}): string[] =>
	Object.entries(traits)
		.filter(([name, trait]) => typeof trait === 'boolean' || name.endsWith('Method'))
		.map(([name, trait]) => `${place}: ${name} = ${String(trait)}`);

/** An expression is evaluated anew each time: its words may change. */
const defaultOf = (unset: unknown): string =>
	typeof unset === 'string' && unset.startsWith('=') ? 'an expression' : JSON.stringify(unset);

/** A line for each thing that a workflow may rest on. */
function linesOf(property: INodeProperties, within = ''): string[] {
	const whole = `${within}${property.name}`;
	const place = placeOf(whole);
	const options = (property.options ?? []) as Entry[];
	return [
		`${place}: ${property.type}, ${defaultOf(property.default)}`,
		...conditionsOf(place, property.displayOptions),
		...traitsOf(place, property.typeOptions),
		...(property.modes ?? []).flatMap((mode) => [
			`${place}: mode ${mode.name}, ${mode.type}`,
			...traitsOf(`${place} as ${mode.name}`, mode.typeOptions),
		]),
		...options.flatMap((entry) => {
			if ('values' in entry)
				return entry.values.flatMap((inner) => linesOf(inner, `${whole}.${entry.name}.`));
			return 'type' in entry
				? linesOf(entry, `${whole}.`)
				: `${place}: may be ${JSON.stringify(entry.value)}`;
		}),
	];
}

/** Where a person would find nothing to read. */
function unnamedIn(property: INodeProperties, within = ''): string[] {
	const whole = `${within}${property.name}`;
	const options = (property.options ?? []) as Entry[];
	const captions = [
		[whole, property.displayName],
		...(property.modes ?? []).map((mode) => [`${whole}, mode ${mode.name}`, mode.displayName]),
		...options.map((entry) => {
			const isOption = !('values' in entry) && !('type' in entry);
			return [`${whole} ${entry.name}`, isOption ? entry.name : entry.displayName];
		}),
	];
	return [
		...captions.filter(([, caption]) => !caption?.trim()).map(([place]) => place),
		...options.flatMap((entry) => {
			if ('values' in entry)
				return entry.values.flatMap((inner) => unnamedIn(inner, `${whole}.${entry.name}.`));
			return 'type' in entry ? unnamedIn(entry, `${whole}.`) : [];
		}),
	];
}

it.each(NODES.map((node) => [node.name, node] as const))(
	'%s has a caption for all',
	(_name, Node) => {
		expect(new Node().description.properties.flatMap((property) => unnamedIn(property))).toEqual(
			[],
		);
	},
);

describe('what workflows rest on', () => {
	it.each(NODES.map((node) => [node.name, node] as const))('%s still has it', (name, Node) => {
		const { description } = new Node();
		const file = path.join(__dirname, `../../corpora/parameters/${name}.txt`);
		const has = new Set([
			`type: ${description.name}`,
			...(description.credentials ?? []).flatMap((credential) => [
				`credential: ${credential.name}`,
				...conditionsOf(`credential ${credential.name}`, credential.displayOptions),
			]),
			...description.properties.flatMap((property) => linesOf(property)),
		]);
		if (process.env.RECORD_PARAMETERS === '1') writeFileSync(file, `${[...has].join('\n')}\n`);
		const recorded = readFileSync(file, 'utf8').trim().split('\n');
		expect(recorded.filter((line) => !has.has(line))).toEqual([]);
	});
});
