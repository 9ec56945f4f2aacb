import type { IExecuteFunctions } from 'n8n-workflow';
import type { DirectoryOptions } from '../shared/connectors/qualtrics/directory/DirectoryOptions';
import type { StatusLevel } from '../shared/connectors/qualtrics/directory/contactValues';
import type { RecordSettings } from '../shared/n8n/records/settings';
import { cancelSignalOf } from '../shared/n8n/cancelSignal';
import { ConnectorError } from '../shared/http/ConnectorError';

/** What only the contact directory has, for a whole run; directory and lists are those of each item. */
export interface DirectorySettings {
	recordsTransaction: boolean;
	/** The status of which lists are set; none: that of the directory, or none at all. */
	setsListStatus: boolean;
	writesPerMinute?: number;
	options: Omit<DirectoryOptions, 'directory' | 'mailingListIds' | 'dryRun'>;
}

interface Options {
	bulkImportAbove?: number;
	checkBeforeWriting?: boolean;
	evidenceField?: string;
	onlyIfNewer?: string;
	writesPerMinute?: number;
}

const DEFAULT_IMPORT_ABOVE = 500;
const DEFAULT_EVIDENCE_FIELD = 'subscriptionEvidence';

export function readDirectorySettings(
	context: IExecuteFunctions,
	{ setsStatus, approval, isTool, options: shared }: RecordSettings,
): DirectorySettings {
	const read = <T>(name: string, fallback: T): T =>
		context.getNodeParameter(name, 0, fallback) as T;
	const operation = read<DirectoryOptions['operation']>('operation', 'upsertByRules');
	const matchFields = operation === 'upsertByRules' ? [] : read('matchFields', ['email']);
	if (operation !== 'upsertByRules' && matchFields.length === 0) {
		throw new ConnectorError('input', 'No match field is chosen', {
			hint: "Add a field under 'Match Fields' to find the contact by.",
		});
	}
	const options = read<Options>('options', {});
	const dateField = options.onlyIfNewer?.trim();
	const evidenceField = (options.evidenceField ?? DEFAULT_EVIDENCE_FIELD).trim();
	const statusLevel = setsStatus
		? read<StatusLevel>('subscriptionLevel', 'directory')
		: 'directory';
	return {
		recordsTransaction: read('recordTransaction', false),
		setsListStatus: statusLevel === 'list',
		...(options.writesPerMinute && { writesPerMinute: options.writesPerMinute }),
		options: {
			operation,
			matchFields,
			statusLevel,
			allowOptInAgain: shared.allowOptInAgain ?? false,
			...(dateField && { dateField }),
			...(evidenceField && { evidenceField }),
			lookUp: options.checkBeforeWriting ?? true,
			// The import job compares nothing, and takes rows that name nobody.
			importAbove: approval || isTool ? 0 : (options.bulkImportAbove ?? DEFAULT_IMPORT_ABOVE),
			cancel: cancelSignalOf(context),
		},
	};
}
