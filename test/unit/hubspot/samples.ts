import type {
	ObjectProperties,
	Property,
} from '../../../nodes/shared/connectors/hubspot/properties';
import type { StoredRecord } from '../../../nodes/shared/connectors/hubspot/records';
import type { RecordUpdate, RecordWrite } from '../../../nodes/shared/records';
import type { Handler } from '../http/fakeSystem';

export const property = (
	name: string,
	kind: Property['kind'],
	more: Partial<Property> = {},
): Property => ({
	name,
	label: name.toUpperCase(),
	group: '',
	kind,
	isPhone: false,
	options: [],
	isOpen: false,
	isOwner: false,
	isUnique: false,
	isHidden: false,
	isReadOnly: false,
	...more,
});
const OPTIONS = [
	{ value: 'a', label: 'Apple', isHidden: false },
	{ value: 'y', label: 'Yes', isHidden: false },
];
const all = [
	property('email', 'text'),
	property('phone', 'text', { isPhone: true }),
	property('note', 'text', { isLong: true }),
	property('score', 'number'),
	property('tags', 'choices', { options: OPTIONS }),
	property('agrees', 'choice', { options: OPTIONS }),
	property('lifecyclestage', 'text'),
	property('made', 'date', { isReadOnly: true }),
];
export const properties: ObjectProperties = {
	all,
	byName: new Map(all.map((one) => [one.name, one])),
};
export const context = { timeZone: 'UTC' };
export const of = (name: string): Property => properties.byName.get(name)!;
export const stored = (
	values: Record<string, unknown>,
	more: Partial<StoredRecord> = {},
): StoredRecord => ({
	id: '1',
	properties: values,
	...more,
});
export const create = (values: Record<string, unknown>): RecordWrite => ({
	kind: 'create',
	values,
});
export const update = (
	to: Record<string, unknown>,
	more: Partial<RecordUpdate> = {},
): RecordUpdate => ({
	kind: 'update',
	record: { id: '1', values: {} },
	changes: Object.entries(to).map(([field, value]) => ({ field, from: null, to: value })),
	...more,
});

/** Knows these records, by any key; what is written is answered as it was sent. */
export const knowing =
	(...stored: object[]): Handler =>
	({ url, body }) => {
		if (url.endsWith('/read')) return { body: { results: stored } };
		if (url.includes('/statuses/'))
			return { body: { results: [{ subscriptionId: 7, status: 'SUBSCRIBED' }] } };
		const { inputs = [] } = (body ?? {}) as { inputs?: Array<{ id?: string }> };
		return { body: { results: inputs.map((input, index) => ({ id: `new${index}`, ...input })) } };
	};
