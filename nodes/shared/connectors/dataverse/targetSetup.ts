import { ConnectorError } from '../../http/ConnectorError';
import { settle } from '../../http/settle';
import type { MatchField } from '../../records/match';
import type { Operation } from '../../records/plan';
import type { Api } from './api';
import type { Columns, TableColumns } from './columns';
import type { ColumnInfo } from './ColumnInfo';
import { refuse } from './conversion';
import { chooseKey, type AlternateKey, type Keys } from './keys';
import type { LookupSetting } from './LookupRef';
import { propertyOf, type MatchColumn } from './query';
import type { Batches } from './sendBatch';
import type { Table, Tables } from './tables';
import type { WriteOptions } from './write';

export interface TargetOptions {
	/** Logical name or set name. */
	table: string;
	operation: Operation;
	match: MatchField[];
	/** The columns that are mapped. */
	fields: string[];
	/** Of dates without a zone. */
	timeZone: string;
	whenTooLong?: 'refuse' | 'cut';
	/** Which of several matching records comes first: default by id. */
	order?: 'oldest' | 'newest';
	/** Inactive records are not found. */
	activeOnly?: boolean;
	/** For *only if newer*. */
	dateField?: string;
	consent?: ConsentColumn;
	/** How lookup columns find their records, by column. */
	lookups?: Readonly<Record<string, LookupSetting>>;
	/** An update fails where somebody changed the record after it was read; it is then read and planned again. */
	onlyIfUnchanged?: boolean;
	/**
	 * Where an active alternate key consists of the match columns, create or update in one step by it, without reading first:
	 * fewer requests and no gap for others, but every mapped column is written each time.
	 */
	direct?: boolean;
	/** An upsert replaces records of elastic tables whole and must be agreed to (contracts/dataverse.md 12). */
	elasticConsent?: boolean;
	write?: WriteOptions;
}

/** The column that says whether somebody may be written to, such as `donotbulkemail`. */
export interface ConsentColumn {
	column: string;
	optedIn: unknown;
	optedOut: unknown;
	/** A text column that takes what the consent rests on. */
	evidenceColumn?: string;
}

export interface TargetParts {
	api: Api;
	batches: Batches;
	tables: Tables;
	columns: Columns;
	keys: Keys;
}

/** What is known before the first record: everything that depends on settings and metadata alone. */
export interface TargetSetup {
	table: Table;
	columns: TableColumns;
	match: MatchColumn[];
	/** Columns to read, and the properties they stand in. */
	read: ColumnInfo[];
	select: string[];
	order?: string;
	also?: string;
	setNames: ReadonlyMap<string, string>;
	keysAreUnique: boolean;
	/** Upsert by it, without reading first. */
	directKey?: AlternateKey;
	/** Elastic tables: the column that records are addressed by beside their id. */
	partition?: string;
	/** What the user should know about the settings. */
	notes: string[];
}

export const setUpTarget = async (
	{ tables, columns: columnsOf, keys: keysOf }: TargetParts,
	options: TargetOptions,
): Promise<TargetSetup> => {
	const table = await tables.get(options.table);
	checkTable(table, options);
	const [columns, keys] = await Promise.all([columnsOf.of(table), keysOf.of(table)]);
	const match = options.match.map(({ field, kind }) => ({
		column: matchColumn(columns.get(field)),
		kind,
	}));
	const mapped = options.fields.map((field) => writable(columns.get(field), options.operation));
	const extras = [
		options.dateField,
		options.consent?.column,
		options.consent?.evidenceColumn,
	].flatMap((name) => (name === undefined ? [] : [columns.get(name)]));
	const partition = table.type === 'elastic' ? columns.byName.get('partitionid')?.name : undefined;
	const involved = [...match.map(({ column }) => column), ...mapped, ...extras];
	const read = [...new Set(involved)].filter(({ forRead }) => forRead);
	const chosen = chooseKey(
		table,
		keys,
		match.map(({ column }) => column.name),
	);
	// To Dataverse two ways to write a number are two keys: it neither finds the record by the other nor refuses a second one.
	const isByDigits = match.some(({ kind }) => kind === 'phone');
	const directKey = options.direct && !isByDigits ? chosen.exact : undefined;
	return {
		table,
		columns,
		match,
		read,
		select: [
			table.primaryId,
			...read.map(propertyOf),
			...(partition === undefined ? [] : [partition]),
		],
		order: orderBy(options.order, columns),
		...(options.activeOnly && columns.byName.has('statecode') && { also: 'statecode eq 0' }),
		setNames: await readSetNames(tables, involved),
		keysAreUnique: chosen.isUnique && !isByDigits,
		...(directKey && { directKey }),
		...(partition !== undefined && { partition }),
		notes: [
			...(match.length > 0 && chosen.note !== undefined ? [chosen.note] : []),
			...(isByDigits && table.type === 'elastic' ? [ELASTIC_BY_DIGITS] : []),
		],
	};
};

/** Their rows live in another database, for which nothing says that `%` is a wildcard. */
const ELASTIC_BY_DIGITS =
	'Elastic tables may not be searchable by digits: a number that is stored in another notation, with blanks for instance, may not be found';

const checkTable = ({ label, type }: Table, { operation, elasticConsent }: TargetOptions): void => {
	if (type === 'virtual') {
		throw new ConnectorError('input', `"${label}" is a virtual table: its records live elsewhere`, {
			hint: 'Write them where they live.',
		});
	}
	if (type === 'elastic' && operation === 'createOrUpdate' && !elasticConsent) {
		throw new ConnectorError(
			'input',
			`"${label}" is an elastic table, whose records an upsert may replace whole: values that are not mapped would be lost`,
			{ hint: 'Use Create or Update, or allow it in the options.' },
		);
	}
};

const matchColumn = (column: ColumnInfo): ColumnInfo => {
	if (column.kind === 'other' || column.kind === 'choices' || !column.forRead) {
		throw refuse(column, 'cannot be used to recognise a record', 'Choose another column.');
	}
	return column;
};

const writable = (column: ColumnInfo, operation: Operation): ColumnInfo => {
	const { kind, forCreate, forUpdate } = column;
	const fits = {
		create: forCreate,
		update: forUpdate,
		createOrUpdate: forCreate || forUpdate,
	}[operation];
	if (kind === 'other' || !fits) {
		throw refuse(column, 'cannot be written', 'Dataverse fills it by itself; remove the row.');
	}
	return column;
};

const orderBy = (order: TargetOptions['order'], { byName }: TableColumns): string | undefined => {
	if (order === 'newest' && byName.has('modifiedon')) return 'modifiedon desc';
	return order === 'oldest' && byName.has('createdon') ? 'createdon asc' : undefined;
};

/** A table that cannot be read only matters once somebody links to it. */
const readSetNames = async (
	tables: Tables,
	columns: ColumnInfo[],
): Promise<ReadonlyMap<string, string>> => {
	const names = new Set(
		columns.flatMap(({ targets = [] }) => targets.map((target) => target.table)),
	);
	const found = await Promise.all([...names].map(async (name) => await settle(tables.get(name))));
	return new Map(found.flatMap((one) => (one.ok ? [[one.value.name, one.value.setName]] : [])));
};
