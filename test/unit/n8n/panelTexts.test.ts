import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyMode,
	INodePropertyModeValidation,
	INodeType,
} from 'n8n-workflow';
import { BulkCsvUpdate } from '../../../nodes/BulkCsvUpdate/BulkCsvUpdate.node';
import { Condition } from '../../../nodes/Condition/Condition.node';
import { CrmUpsert } from '../../../nodes/CrmUpsert/CrmUpsert.node';
import { Survey } from '../../../nodes/Survey/Survey.node';
import { SurveyTrigger } from '../../../nodes/SurveyTrigger/SurveyTrigger.node';
import { UpdateDirectoryContact } from '../../../nodes/UpdateDirectoryContact/UpdateDirectoryContact.node';
import { NODES } from './allNodes';

/** The fields of rows and groups too, each with the place where it stands. */
const allIn = (fields: INodeProperties[], within = ''): Array<[string, INodeProperties]> =>
	fields.flatMap((field) => {
		const place = `${within}${field.name}`;
		const inner = ((field.options ?? []) as object[]).flatMap((entry) => {
			if ('values' in entry) return (entry as INodePropertyCollection).values;
			return 'type' in entry ? [entry as INodeProperties] : [];
		});
		return [[place, field], ...allIn(inner, `${place}.`)];
	});

/** Words for people, and names that the editor looks for. */
const TEXTS =
	/^(name|displayName|description|hint|placeholder|errorMessage|regex|\w+ButtonText|\w+Method)$/;

/** Where a text is empty, or is no text at all. */
const emptyTexts = (value: unknown, place: string): string[] =>
	typeof value !== 'object' || value === null
		? []
		: Object.entries(value).flatMap(([name, inner]) => {
				const here = `${place}.${name}`;
				if (name === 'displayOptions' || name === 'default') return [];
				if (!TEXTS.test(name) || inner === undefined) return emptyTexts(inner, here);
				return typeof inner === 'string' && /\S/.test(inner) && !/undefined|\[object/.test(inner)
					? []
					: [here];
			});

const modesOf = (fields: Array<[string, INodeProperties]>): Array<[string, INodePropertyMode]> =>
	fields.flatMap(([place, { modes = [] }]) =>
		modes.map((mode): [string, INodePropertyMode] => [`${place} as ${mode.name}`, mode]),
	);

describe.each(NODES.map((node) => [node.name, new node()] as const))(
	'the panel of %s',
	(_name, { description, methods }) => {
		const fields = allIn(description.properties);
		const modes = modesOf(fields);

		it('has no text that says nothing', () => {
			expect(emptyTexts(description.properties, description.name)).toEqual([]);
			const options = fields.filter(([, { type }]) => /options/i.test(type));
			expect(options.filter(([, field]) => !field.options && !field.typeOptions)).toEqual([]);
		});

		it('asks for lists that the node has, each of which can be searched', () => {
			const lists = modes.filter(([, { type }]) => type === 'list');
			const missing = lists.filter(([, { typeOptions }]) => {
				const method = typeOptions?.searchListMethod ?? '';
				return !methods?.listSearch?.[method] || typeOptions?.searchable !== true;
			});
			expect(missing.map(([place]) => place)).toEqual([]);
			const loaded = fields.flatMap(([, { typeOptions }]) => typeOptions?.loadOptionsMethod ?? []);
			expect(loaded.filter((method) => !methods?.loadOptions?.[method])).toEqual([]);
		});

		it('takes its own examples, and refuses what is none', () => {
			for (const [place, { validation = [], placeholder = '' }] of modes)
				for (const check of validation) {
					const { type, properties } = check as INodePropertyModeValidation;
					expect([place, type]).toEqual([place, 'regex']);
					const { regex } = properties as { regex: string };
					const example = placeholder.replace(/^e\.g\. /, '');
					expect([place, new RegExp(`^(?:${regex})$`).test(example)]).toEqual([place, true]);
					expect([place, new RegExp(`^(?:${regex})$`).test('?')]).toEqual([place, false]);
				}
		});

		it('what decides which credential is asked for is chosen, not computed', () => {
			const deciding = (description.credentials ?? []).flatMap(({ displayOptions }) =>
				Object.keys(displayOptions?.show ?? {}),
			);
			const computed = description.properties.filter(
				({ name, type, noDataExpression }) =>
					type !== 'hidden' && deciding.includes(name) && noDataExpression !== true,
			);
			expect(computed.map(({ name }) => name)).toEqual([]);
		});

		it('finds the ID in a pasted address', () => {
			for (const [place, { extractValue, placeholder = '' }] of modes) {
				if (extractValue === undefined) continue;
				const example = placeholder.replace(/^e\.g\. /, '');
				const { type, regex } = extractValue as { type: string; regex: string };
				const found = new RegExp(regex).exec(`https://a.example/x/${example}?y=1`);
				expect([place, type, found?.[1]]).toEqual([place, 'regex', example]);
			}
		});

		it('fields that are shown under a condition name a field that is there', () => {
			const names = new Set(fields.map(([, { name }]) => name));
			const unknown = fields.flatMap(([place, { displayOptions = {} }]) =>
				[displayOptions.show, displayOptions.hide]
					.flatMap((conditions) => Object.keys(conditions ?? {}))
					.map((name) => name.replace(/^\//, ''))
					.filter((name) => !name.startsWith('@') && !names.has(name))
					.map((name) => `${place}: ${name}`),
			);
			expect(unknown).toEqual([]);
		});
	},
);

describe('what has to be filled before a node runs', () => {
	const requiredIn = (node: new () => INodeType) =>
		allIn(new node().description.properties)
			.filter(([, { required }]) => required === true)
			.map(([place]) => place);

	it.each<[new () => INodeType, string]>([
		[
			BulkCsvUpdate,
			'changedSince directory fields groupTag inputDataFieldName keyInItems listToRead mailingList object table view',
		],
		[Condition, ''],
		[
			CrmUpsert,
			'consentColumn consentOptedIn consentOptedOut consentSource consents.source matchKey memberId object recordId searchProperty subscription table uniqueProperty',
		],
		[Survey, 'describe responseId responseIds statuses survey surveyName workflowUrl'],
		[SurveyTrigger, 'cronExpression events startDate'],
		[UpdateDirectoryContact, 'directory matchFields subscriptionSource transactionDate'],
	])('%p marks it as required', (node, needed) => {
		expect([...new Set(requiredIn(node))].sort().join(' ')).toBe(needed);
	});
});

describe('the credentials of a node', () => {
	const required = (node: new () => INodeType) =>
		(new node().description.credentials ?? []).map(
			({ name, required: isRequired = false }) => `${name}${isRequired ? '' : ' (optional)'}`,
		);

	it.each<[new () => INodeType, string]>([
		[Condition, ''],
		[
			CrmUpsert,
			'dynamicsOAuth2Api ghostMembersApi hubspotAppToken hubspotCrmOAuth2Api salesManagoApi',
		],
		[UpdateDirectoryContact, 'qualtricsApi qualtricsOAuth2Api'],
		[
			BulkCsvUpdate,
			'dynamicsOAuth2Api hubspotAppToken hubspotCrmOAuth2Api qualtricsApi qualtricsOAuth2Api salesManagoApi',
		],
	])(
		'%p: those of what it writes to are required, those of a survey to look at are not',
		(node, needed) => {
			const names = required(node).filter((name) => !name.endsWith('(optional)'));
			expect(names.sort().join(' ')).toBe(needed);
		},
	);

	it('files are checked and made without asking SecuTix anything', () => {
		expect(required(BulkCsvUpdate)).toContain('secutixApi (optional)');
	});
});
