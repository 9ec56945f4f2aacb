import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { LookupSetting } from '../../../shared/connectors/dataverse/LookupRef';
import type {
	ConsentColumn,
	TargetOptions,
} from '../../../shared/connectors/dataverse/targetSetup';
import type { WriteOptions } from '../../../shared/connectors/dataverse/write';
import { asText } from '../../../shared/n8n/rawParameters';
import type { RecordSettings } from '../../../shared/n8n/records/settings';
import { rawTextOf } from '../../../shared/n8n/textParameters';
import { ConnectorError } from '../../../shared/http/ConnectorError';

/** The options that only Dynamics has. */
interface DynamicsOptions {
	activeOnly?: boolean;
	bypass?: string[];
	bypassSteps?: string;
	checkBeforeWriting?: boolean;
	detectDuplicates?: boolean;
	elasticConsent?: boolean;
	evidenceColumn?: unknown;
	impersonate?: string;
	impersonateBy?: 'entra' | 'dynamics';
	onlyIfNewer?: unknown;
	requestsAtOnce?: number;
	tag?: string;
	whenTooLong?: 'refuse' | 'cut';
}

/** Everything about the target that is the same for each table of a run. */
export type TargetSettings = Omit<TargetOptions, 'table' | 'match' | 'fields'>;

const nameIn = (locator: unknown): string => asText(rawTextOf(locator)).trim();

export const readDynamicsOptions = (context: IExecuteFunctions): DynamicsOptions =>
	context.getNodeParameter('options', 0, {}) as DynamicsOptions;

export function readTargetSettings(
	context: IExecuteFunctions,
	settings: RecordSettings,
	options: DynamicsOptions,
): TargetSettings {
	const { operation, timeZone, options: shared } = settings;
	const dateField = nameIn(options.onlyIfNewer);
	const order = { newest: 'newest', first: 'oldest' } as const;
	const whenSeveral = shared.whenSeveralMatch;
	const consent = settings.setsStatus ? consentColumn(context, options) : undefined;
	return {
		operation,
		timeZone,
		whenTooLong: options.whenTooLong ?? 'refuse',
		...((whenSeveral === 'newest' || whenSeveral === 'first') && { order: order[whenSeveral] }),
		activeOnly: options.activeOnly ?? false,
		// Only then does it matter what somebody else writes meanwhile.
		...(dateField !== '' && { dateField, onlyIfUnchanged: true }),
		...(consent && { consent }),
		lookups: readLookups(context),
		direct:
			options.checkBeforeWriting === false &&
			operation === 'createOrUpdate' &&
			context.getNodeParameter('matchBy', 0, 'columns') === 'key' &&
			dateField === '' &&
			!consent,
		elasticConsent: options.elasticConsent ?? false,
		write: writeOptions(options, shared.returnRecord ?? false),
	};
}

function consentColumn(
	context: IExecuteFunctions,
	{ evidenceColumn }: DynamicsOptions,
): ConsentColumn {
	const read = (name: string, fallback: string): unknown =>
		context.getNodeParameter(name, 0, fallback);
	const column = nameIn(read('consentColumn', ''));
	if (column === '') {
		throw new ConnectorError('input', 'No consent column is chosen', {
			hint: "Choose one under 'Consent Column', or switch 'Set Consent' off.",
		});
	}
	const evidence = nameIn(evidenceColumn);
	return {
		column,
		optedIn: read('consentOptedIn', 'false'),
		optedOut: read('consentOptedOut', 'true'),
		...(evidence !== '' && { evidenceColumn: evidence }),
	};
}

function readLookups(context: IExecuteFunctions): Record<string, LookupSetting> {
	const { row = [] } = context.getNodeParameter('lookups', 0, {}) as { row?: IDataObject[] };
	const entries = row.map(({ column, table, matchBy }): [string, LookupSetting] => [
		nameIn(column),
		{
			...(nameIn(table) !== '' && { table: nameIn(table) }),
			...(nameIn(matchBy) !== '' && { matchBy: nameIn(matchBy) }),
		},
	]);
	return Object.fromEntries(entries.filter(([column]) => column !== ''));
}

function writeOptions(options: DynamicsOptions, returnRecord: boolean): WriteOptions {
	const { bypass = [], detectDuplicates, impersonateBy = 'entra' } = options;
	const stepIds = (options.bypassSteps ?? '').split(/[\s,;]+/).filter((id) => id !== '');
	const user = options.impersonate?.trim() ?? '';
	const tag = options.tag?.trim() ?? '';
	return {
		...(detectDuplicates && { detectDuplicates }),
		bypass: {
			synchronous: bypass.includes('synchronous'),
			asynchronous: bypass.includes('asynchronous'),
			stepIds,
		},
		...(user !== '' && {
			impersonate: impersonateBy === 'entra' ? { entraObjectId: user } : { userId: user },
		}),
		...(tag !== '' && { tag }),
		...(returnRecord && { returnRecord }),
	};
}
