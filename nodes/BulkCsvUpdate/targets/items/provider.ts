import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { BulkField, BulkUpdate, Code, FieldType } from '../../../shared/bulk';
import type { FieldChange } from '../../../shared/records';
import type { BulkDestination, BulkProvider, TargetSettings } from '../BulkProvider';
import { optional } from '../../../shared/n8n/optional';

const NAME = 'n8n Items';

const KINDS = [
	{ name: 'Code List', value: 'code' },
	{ name: 'Date', value: 'date', description: 'Written as in 2026-11-21' },
	{ name: 'Email', value: 'email' },
	{ name: 'Number', value: 'number' },
	{ name: 'Phone', value: 'phone' },
	{ name: 'Text', value: 'text' },
	{ name: 'True, False or Empty', value: 'boolean' },
];

const parameters: INodeProperties[] = [
	{
		displayName:
			'Outputs every changed row as an item at Changed Rows. There is no record to compare with, so [old] counts as the current value. After an interrupted run, some rows may come out twice: use a next node that can safely write twice.',
		name: 'itemsNotice',
		type: 'notice',
		default: '',
	},
	optional({
		displayName: 'Field Types',
		name: 'fieldTypes',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Field' },
		default: {},
		placeholder: 'Add Field',
		description:
			'The type of each field. If you add any, only these fields may be in the file. If empty, every field is text.',
		options: [
			{
				displayName: 'Field',
				name: 'field',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						description: 'As in the header of the file, after [new]',
					},
					{
						displayName: 'Type',
						name: 'kind',
						type: 'options',
						options: KINDS,
						default: 'text',
					},
					{
						displayName: 'Codes',
						name: 'codes',
						type: 'string',
						default: '',
						placeholder: 'e.g. VIP=Very important, STD=Standard',
						description: 'The allowed codes, each optionally followed by = and its label',
						displayOptions: { show: { kind: ['code'] } },
					},
					{
						displayName: 'Is a Consent',
						name: 'isConsent',
						type: 'boolean',
						default: false,
						description: 'Whether to change it only if Consent Changes allows it',
					},
				],
			},
		],
	}),
];

interface TypedField {
	name?: string;
	kind?: FieldType['kind'];
	codes?: string;
	isConsent?: boolean;
}

/** Rows as items, for any other node to write. */
export const items: BulkProvider = {
	id: 'items',
	label: NAME,
	subtitle: '"n8n items"',
	description: 'Outputs each changed row as an item, for any other node to write',
	credentials: [],
	parameters,
	lists: {},
	groups: [],
	hasFields: false,
	rowsOutput: 'Changed Rows',

	async connect(_context, settings) {
		const handedOut: IDataObject[] = [];
		const destination: BulkDestination = {
			description: 'n8n items',
			fields: typedFields(settings),
			keyFields: [{ id: 'key', name: 'Key', kind: 'exact' }],
			open: async ({ keyField }) => ({
				limits: { findBatch: 1000, writeBatch: 1000, callsAtOnce: 1 },
				async write(updates) {
					for (const update of updates) handedOut.push(toItem(update, keyField.name));
					return updates.map(({ key }) => ({ id: key }));
				},
			}),
			takeItems: () => handedOut.splice(0),
			isLocal: true,
		};
		return destination;
	},
};

/** `set` alone suffices to write; the rest is for whoever wants to compare. */
const toItem = ({ key, line, changes }: BulkUpdate, keyField: string): IDataObject => ({
	key,
	keyField,
	line,
	set: byName(changes, 'to'),
	from: byName(changes, 'from'),
});

/** Most rows change in one field, and that is written down quicker. */
const byName = (changes: FieldChange[], which: 'from' | 'to'): IDataObject =>
	(changes.length === 1
		? { [changes[0].field]: changes[0][which] }
		: Object.fromEntries(changes.map((change) => [change.field, change[which]]))) as IDataObject;

function typedFields({ parameter }: TargetSettings): BulkField[] | undefined {
	const { field = [] } = parameter<{ field?: TypedField[] }>('fieldTypes', {});
	const fields = field.flatMap(({ name = '', kind = 'text', codes = '', isConsent }) =>
		name.trim() === ''
			? []
			: [
					{
						name: name.trim(),
						type: typeOf(kind, codes),
						...(isConsent && { isConsent }),
					} satisfies BulkField,
				],
	);
	return fields.length > 0 ? fields : undefined;
}

const typeOf = (kind: FieldType['kind'], codes: string): FieldType =>
	kind === 'code' ? { kind, codes: readCodes(codes) } : ({ kind } as FieldType);

const readCodes = (text: string): Code[] =>
	text.split(/[,;\n]/).flatMap((part): Code[] => {
		const [code, ...label] = part.split('=');
		const [name, words] = [code.trim(), label.join('=').trim()];
		return name === '' ? [] : [{ code: name, ...(words !== '' && { label: words }) }];
	});
