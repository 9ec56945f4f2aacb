import { tableColumns } from '../../../nodes/shared/connectors/dataverse/columns';
import type { AlternateKey } from '../../../nodes/shared/connectors/dataverse/keys';
import { createRecordWriter } from '../../../nodes/shared/connectors/dataverse/recordWriter';
import type {
	TargetOptions,
	TargetParts,
	TargetSetup,
} from '../../../nodes/shared/connectors/dataverse/targetSetup';
import type { HttpRequest } from '../../../nodes/shared/http/types';
import type { RecordUpdate, RecordWrite } from '../../../nodes/shared/records';
import type { Reply } from '../http/fakeSystem';
import { columnOf, context, guid } from './columnsOf';
import { environmentOf } from './environmentOf';

export type Create = Extract<RecordWrite, { kind: 'create' }>;

export interface Sketch {
	answer?: (request: HttpRequest, call: number) => Reply;
	options?: Partial<TargetOptions>;
	setup?: Partial<TargetSetup>;
	/** Whether new records may have ids that we give them. */
	ownIds?: boolean;
	partitions?: Array<[string, string]>;
}

export const KEY: AlternateKey = {
	name: 'key',
	label: 'By email',
	columns: ['emailaddress1'],
	isActive: true,
	state: 'Active',
};
const email = columnOf('text', 'emailaddress1');

/** Writes contacts into an environment that answers as told. */
export const writerOf = (sketch: Sketch = {}) => {
	const { answer = () => ({ status: 204 }), options = {}, ownIds = true } = sketch;
	const { system, api, batches } = environmentOf(answer);
	const columns = tableColumns('contact', [
		columnOf('id', 'contactid', { isPrimaryId: true, forCreate: ownIds, forUpdate: false }),
		email,
		columnOf('text', 'lastname'),
		columnOf('text', 'onlynew', { forUpdate: false }),
		columnOf('boolean', 'donotemail'),
		columnOf('text', 'proof'),
		columnOf('lookup', 'store', { targets: [{ table: 'new_store', navigation: 'new_Store' }] }),
	]);
	const setup: TargetSetup = {
		table: {
			name: 'contact',
			setName: 'contacts',
			label: 'Contact',
			primaryId: 'contactid',
			type: 'standard',
		},
		columns,
		match: [{ column: email, kind: 'email' }],
		read: [],
		select: ['contactid', 'lastname', 'donotemail'],
		setNames: new Map([['new_store', 'new_stores']]),
		keysAreUnique: false,
		notes: [],
		...sketch.setup,
	};
	const writer = createRecordWriter({
		parts: { api, batches } as TargetParts,
		setup,
		options: {
			table: 'contact',
			operation: 'createOrUpdate',
			match: [],
			fields: [],
			timeZone: 'UTC',
			...options,
		},
		context: { ...context, columns, setNames: setup.setNames },
		partitions: new Map(sketch.partitions ?? []),
	});
	const sent = () =>
		system.requests.map(({ method, url, headers = {}, body }) => ({
			line: `${method} ${url.split('/api/data/v9.2')[1]}`,
			ifMatch: headers['If-Match'],
			body,
		}));
	return { writer, system, sent };
};

export const create = (values: Record<string, unknown>, more: Partial<Create> = {}): Create => ({
	kind: 'create',
	values,
	...more,
});
export const update = (
	values: Record<string, unknown>,
	more: Partial<RecordUpdate> = {},
): RecordUpdate => ({
	kind: 'update',
	record: { id: guid(1), values: {}, version: 'W/"7"' },
	changes: Object.entries(values).map(([field, to]) => ({ field, from: null, to })),
	...more,
});
export const one = async (sketch: Sketch, write: RecordWrite) => {
	const { writer, sent, system } = writerOf(sketch);
	const [answer] = await writer.write([write]);
	return { answer, sent: sent(), system, writer };
};
export const refused =
	(status: number, code: string, message = '') =>
	() => ({
		status,
		body: { error: { code, message } },
	});
