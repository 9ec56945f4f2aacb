import type { IExecuteFunctions } from 'n8n-workflow';
import type { AuthorText } from '../../pipedText/authorText';
import type { Operation, PlanOptions } from '../../records';
import { entriesIn } from '../entries';
import { readRaw, type Raw } from '../rawParameters';

/** What a node that writes records calls things. */
export interface RecordNode {
	/** The status that an answer may set: the parameters, the source's label, and the field of the output. */
	status: { isSet: string; source: string; label: string; shownAs: string };
	/** What automatic mapping finds no counterpart for: `No ${fieldWords} is named like …`. */
	fieldWords: string;
	/** Whether failed items say so in `status` too. */
	marksFailed: boolean;
}

/** What holds for a whole run, whatever the system; the rest is read by the provider it belongs to. */
export interface RecordSettings {
	operation: Operation;
	isAutomatic: boolean;
	setsStatus: boolean;
	/** As their author wrote them, or the entries that an n8n expression gives. */
	optInValues: AuthorText | readonly string[];
	optOutValues: AuthorText | readonly string[];
	/** IANA name, of the workflow. */
	timeZone: string;
	options: SharedOptions;
}

interface SharedOptions {
	allowOptInAgain?: boolean;
	dryRun?: boolean;
	returnRecord?: boolean;
	whenSeveralMatch?: PlanOptions['whenAmbiguous'] | 'newest';
	whenUnresolved?: 'report' | 'error';
}

export function readRecordSettings(
	context: IExecuteFunctions,
	{ status }: RecordNode,
): RecordSettings {
	const read = <T>(name: string, fallback: T): T =>
		context.getNodeParameter(name, 0, fallback) as T;
	const entries = (name: string) => entriesIn(context, readRaw<Raw>(context, name, ''));
	const operation = read<string>('operation', '');
	const setsStatus = read(status.isSet, false);
	return {
		// Whoever is looked for by other rules is created or updated all the same.
		operation: operation === 'create' || operation === 'update' ? operation : 'createOrUpdate',
		isAutomatic: read<string>('mappingMode', 'manual') === 'automatic',
		setsStatus,
		optInValues: setsStatus ? entries('optInValues') : [],
		optOutValues: setsStatus ? entries('optOutValues') : [],
		timeZone: context.getTimezone(),
		options: read('options', {}),
	};
}
