import type { IExecuteFunctions } from 'n8n-workflow';
import { entriesIn } from '../shared/face/entries';
import { readRaw, type Raw } from '../shared/face/rawParameters';
import type { AuthorText } from '../shared/pipedText/authorText';
import type { Operation } from '../shared/records';

/** What holds for a whole run, whatever the CRM. */
export interface Settings {
	operation: Operation;
	isAutomatic: boolean;
	setsConsent: boolean;
	/** As their author wrote them, or the entries that an n8n expression gives. */
	optInValues: AuthorText | readonly string[];
	optOutValues: AuthorText | readonly string[];
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
	const entries = (name: string) => entriesIn(context, readRaw<Raw>(context, name, ''));
	const setsConsent = read('setConsent', false);
	return {
		operation: read<Operation>('operation', 'createOrUpdate'),
		isAutomatic: read<string>('mappingMode', 'manual') === 'automatic',
		setsConsent,
		optInValues: setsConsent ? entries('optInValues') : [],
		optOutValues: setsConsent ? entries('optOutValues') : [],
		timeZone: context.getTimezone(),
		options: read('options', {}),
	};
}
