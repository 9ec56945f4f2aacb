import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { NODES } from './allNodes';

const MARK = / \(Optional\)$/;

/** What n8n itself calls a group of fields that may all be left out. */
const OPTIONAL_GROUPS = ['Options', 'Filters'];

/** Nothing is entered by a person here. */
const SHOWN_ONLY = ['button', 'callout', 'credentials', 'hidden', 'notice'];

/** Shown with nothing in it, so that somebody asks whether it has to be filled. */
function startsEmpty({ type, default: initial }: INodeProperties): boolean {
	if (SHOWN_ONLY.includes(type)) return false;
	if (type === 'resourceLocator') return (initial as { value?: unknown }).value === '';
	if (type === 'collection' || type === 'fixedCollection')
		return Object.keys(initial as object).length === 0;
	return initial === '' || (Array.isArray(initial) && initial.length === 0);
}

/** One of two fields is enough, or it is needed for a test alone: it is neither required nor optional. */
const saysWhen = ({ hint = '' }: INodeProperties): boolean =>
	/\b(or both are required|Required (unless|for))\b/.test(hint);

const answersTheQuestion = (field: INodeProperties): boolean =>
	field.required === true || MARK.test(field.displayName) || saysWhen(field);

const isOptionalGroup = ({ type, displayName }: INodeProperties): boolean =>
	type === 'collection' && OPTIONAL_GROUPS.includes(displayName);

const rowsOf = ({ type, options }: INodeProperties): INodeProperties[] =>
	type === 'fixedCollection'
		? (options as INodePropertyCollection[]).flatMap(({ values }) => values)
		: [];

/** The fields of rows, and of rows within rows; those of optional groups apart. */
const inRows = (fields: INodeProperties[]): INodeProperties[] =>
	fields.flatMap((field) => rowsOf(field).flatMap((inner) => [inner, ...inRows([inner])]));

/** Whose own words tell what is done without it. */
const tellsOfEmpty = ({ description = '', hint = '' }: INodeProperties): boolean =>
	/\b(if empty|leave empty|without one|only if)\b|\bempty (gives|takes|is|keeps)\b/i.test(
		`${description} ${hint}`,
	);

/** The first sentence of complaint about each field, with where it stands. */
const unmarked = (fields: INodeProperties[]): string[] => [
	...fields
		.filter((field) => startsEmpty(field) && !isOptionalGroup(field))
		.filter((field) => !answersTheQuestion(field))
		.map(({ name, displayName }) => `${displayName} (${name})`),
	...inRows(fields)
		.filter((field) => startsEmpty(field) && tellsOfEmpty(field) && !answersTheQuestion(field))
		.map(({ name, displayName }) => `${displayName} (${name}) in a row`),
];

describe.each(NODES.map((node) => [node.name, new node().description.properties] as const))(
	'LA60 %s',
	(_name, properties) => {
		it('every field and block that starts empty is required or says that it is optional', () => {
			expect(unmarked(properties)).toEqual([]);
		});

		it('what is required is not called optional, and nothing is called so twice', () => {
			const all = [...properties, ...inRows(properties)];
			const marked = all.filter(({ displayName }) => MARK.test(displayName));
			expect(marked.filter(({ required }) => required === true)).toEqual([]);
			expect(all.filter(({ displayName }) => /optional.*optional/i.test(displayName))).toEqual([]);
			expect(all.filter(({ hint = '' }) => /^optional\b/i.test(hint))).toEqual([]);
		});

		it('groups that n8n itself knows as optional stand last', () => {
			const groups = properties.map(isOptionalGroup);
			const sameSettings = ({ displayOptions }: INodeProperties) =>
				JSON.stringify(displayOptions?.show ?? {});
			for (const [position, isGroup] of groups.entries()) {
				if (!isGroup) continue;
				const after = properties
					.slice(position + 1)
					.filter((field) => sameSettings(field) === sameSettings(properties[position]))
					.filter(({ required }) => required === true);
				expect(after).toEqual([]);
			}
		});
	},
);

describe('the rule itself', () => {
	const field = (change: Partial<INodeProperties>): INodeProperties => ({
		displayName: 'Tags',
		name: 'tags',
		type: 'string',
		default: '',
		...change,
	});
	const block: Partial<INodeProperties> = { type: 'fixedCollection', default: {}, options: [] };

	it.each<[string, Partial<INodeProperties>]>([
		['a block', block],
		['a text', {}],
		['a locator', { type: 'resourceLocator', default: { mode: 'list', value: '' } }],
		['a choice of several', { type: 'multiOptions', default: [] }],
		['a collection under a name of its own', { type: 'collection', default: {} }],
	])('LA60 %s that starts empty and says nothing is found', (_name, change) => {
		expect(unmarked([field(change)])).toEqual(['Tags (tags)']);
		expect(unmarked([field({ ...change, required: true })])).toEqual([]);
		expect(unmarked([field({ ...change, displayName: 'Tags (Optional)' })])).toEqual([]);
	});

	it('LA60 so is a field of a row whose description says what happens without it', () => {
		const row = (change: Partial<INodeProperties>) =>
			field({
				...block,
				displayName: 'Tags (Optional)',
				options: [{ displayName: 'Row', name: 'row', values: [field(change)] }],
			});
		expect(unmarked([row({ description: 'If empty, all tags' })])).toEqual([
			'Tags (tags) in a row',
		]);
		expect(unmarked([row({ description: 'The tag' })])).toEqual([]);
	});

	it('LA60 Options, and what has a value from the start, need no mark', () => {
		expect(unmarked([field({ type: 'collection', displayName: 'Options', default: {} })])).toEqual(
			[],
		);
		expect(unmarked([field({ default: 'data' })])).toEqual([]);
	});
});
