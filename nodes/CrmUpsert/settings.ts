import type { IExecuteFunctions } from 'n8n-workflow';
import type { Operation } from '../shared/upsert';

/** What holds for a whole run, whatever the CRM. */
export interface Settings {
	operation: Operation;
	isAutomatic: boolean;
	setsConsent: boolean;
	optInValues: string;
	optOutValues: string;
	timeZone: string;
	options: Options;
}

/** Options that concern every CRM; the others are read by the provider they belong to. */
export interface Options {
	allowOptInAgain?: boolean;
	dryRun?: boolean;
	returnRecord?: boolean;
	whenSeveralMatch?: 'error' | 'first' | 'newest' | 'all';
	whenUnresolved?: 'report' | 'error';
}

export function readSettings(context: IExecuteFunctions): Settings {
	const read = <T>(name: string, fallback: T): T =>
		context.getNodeParameter(name, 0, fallback) as T;
	const setsConsent = read('setConsent', false);
	return {
		operation: read<Operation>('operation', 'createOrUpdate'),
		isAutomatic: read<string>('mappingMode', 'manual') === 'automatic',
		setsConsent,
		optInValues: setsConsent ? read('optInValues', '') : '',
		optOutValues: setsConsent ? read('optOutValues', '') : '',
		timeZone: context.getTimezone(),
		options: read('options', {}),
	};
}
