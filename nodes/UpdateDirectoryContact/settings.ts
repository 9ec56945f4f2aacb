import type { IExecuteFunctions } from 'n8n-workflow';
import type { LoadOperation } from '../shared/connectors/qualtrics/directory/LoadOptions';
import type { StatusLevel } from '../shared/connectors/qualtrics/directory/contactValues';
import { entriesIn } from '../shared/face/entries';
import { readRaw, type Raw } from '../shared/face/rawParameters';
import { ConnectorError } from '../shared/http/ConnectorError';
import type { AuthorText } from '../shared/pipedText/authorText';

/** What holds for a whole run. */
export interface Settings {
	operation: LoadOperation;
	matchFields: string[];
	isAutomatic: boolean;
	recordsTransaction: boolean;
	setsSubscription: boolean;
	/** As their author wrote them, or the entries that an n8n expression gives. */
	optInValues: AuthorText | readonly string[];
	optOutValues: AuthorText | readonly string[];
	statusLevel: StatusLevel;
	options: Options;
}

interface Options {
	allowOptInAgain?: boolean;
	bulkImportAbove?: number;
	checkBeforeWriting?: boolean;
	dryRun?: boolean;
	evidenceField?: string;
	onlyIfNewer?: string;
	whenSeveralMatch?: 'error' | 'first' | 'all';
	whenUnresolved?: 'report' | 'error';
	writesPerMinute?: number;
}

export const DEFAULT_IMPORT_ABOVE = 500;
export const DEFAULT_EVIDENCE_FIELD = 'subscriptionEvidence';

export function readSettings(context: IExecuteFunctions): Settings {
	const read = <T>(name: string, fallback: T): T =>
		context.getNodeParameter(name, 0, fallback) as T;
	const entries = (name: string) => entriesIn(context, readRaw<Raw>(context, name, ''));
	const operation = read<LoadOperation>('operation', 'upsertByRules');
	const matchFields = operation === 'upsertByRules' ? [] : read('matchFields', ['email']);
	if (operation !== 'upsertByRules' && matchFields.length === 0) {
		throw new ConnectorError('input', 'No match field is chosen', {
			hint: "Choose under 'Match Fields' what makes two contacts the same person.",
		});
	}
	const setsSubscription = read('setSubscription', false);
	return {
		operation,
		matchFields,
		isAutomatic: read<string>('mappingMode', 'manual') === 'automatic',
		recordsTransaction: read('recordTransaction', false),
		setsSubscription,
		optInValues: setsSubscription ? entries('optInValues') : [],
		optOutValues: setsSubscription ? entries('optOutValues') : [],
		statusLevel: setsSubscription ? read('subscriptionLevel', 'directory') : 'directory',
		options: read('options', {}),
	};
}
