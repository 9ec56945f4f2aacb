import type { Dataverse } from '../../../nodes/shared/connectors/dataverse/client';
import type { DataverseTarget } from '../../../nodes/shared/connectors/dataverse/recordTarget';
import type { TargetOptions } from '../../../nodes/shared/connectors/dataverse/targetSetup';
import type { WritePolicy } from '../../../nodes/shared/mapping';
import {
	upsertRecords,
	type Outcome,
	type UpsertInput,
	type UpsertOptions,
} from '../../../nodes/shared/records';

type Row = Record<string, unknown>;

export interface Setting extends Partial<Omit<TargetOptions, 'match'>> {
	match?: string[];
	upsert?: Partial<UpsertOptions>;
	times?: string[];
	/** Of the rows, by column; default: always. */
	policies?: Record<string, WritePolicy>;
}

const toInput = (
	values: Row,
	policies: NonNullable<Setting['policies']>,
	time?: string,
): UpsertInput => ({
	fields: Object.entries(values).map(([target, value]) => ({
		target,
		value,
		sourceText: '',
		action: value === null ? 'clear' : 'set',
		...(policies[target] && { policy: policies[target] }),
	})),
	...(time !== undefined && { time }),
});

export interface Ran {
	outcomes: Outcome[];
	target: DataverseTarget;
}

/** Rows of column values through the steps of an upsert, contacts by e-mail address unless said otherwise. */
export async function upsertRows(
	dataverse: Dataverse,
	rows: Row[],
	{ match = ['emailaddress1'], upsert = {}, times = [], policies = {}, ...options }: Setting = {},
): Promise<Ran> {
	const matchFields = match.map((field) => ({ field, kind: 'text' as const }));
	const target = await dataverse.target({
		table: 'contact',
		operation: upsert.operation ?? 'createOrUpdate',
		match: matchFields,
		fields: [...new Set(rows.flatMap((row) => Object.keys(row)))],
		timeZone: 'Europe/Paris',
		...options,
	});
	const inputs = rows.map((row, index) => toInput(row, policies, times[index]));
	await target.prepare(inputs);
	const outcomes = await upsertRecords(inputs, target, {
		operation: 'createOrUpdate',
		whenAmbiguous: 'error',
		allowOptInAgain: false,
		onlyIfNewer: false,
		timeZone: 'Europe/Paris',
		dryRun: false,
		match: matchFields,
		...upsert,
	});
	return { outcomes, target };
}

export const statuses = ({ outcomes }: Ran): string[] => outcomes.map(({ status }) => status);
