import { RULES, withClearWord, type BulkField } from '../../../shared/bulk';
import { createSecutixBulkTarget } from '../../../shared/connectors/secutix/bulkTarget';
import {
	ANY_AUTHORIZATION,
	ANY_CRITERION,
	readAuthorizations,
	readCriteria,
} from '../../../shared/connectors/secutix/fieldList';
import { REQUESTS_PER_MINUTE } from '../../../shared/connectors/secutix/limits';
import { connectSecutix, secutixCredential } from '../../../shared/n8n/secutix';
import type {
	BulkContext,
	BulkOperation,
	BulkDestination,
	BulkProvider,
	OpenOptions,
	TargetSettings,
} from '../BulkProvider';
import { secutixProperties } from './parameters';

/** Contacts of SecuTix: files for its Import screen, and reads to see what arrived. */
export const secutix: BulkProvider = {
	id: 'secutix',
	label: 'SecuTix',
	subtitle: '"SecuTix"',
	description: 'Contacts, through a file for the Import screen; criteria and authorizations',
	credentials: [secutixCredential()],
	parameters: secutixProperties,
	lists: {},
	fieldsDependOn: ['secutixAuthorizations', 'secutixCriteria'],
	groups: [],
	usualRules: 'secutixSam',
	connect: async (context, settings) => await Promise.resolve(destinationOf(context, settings)),
};

function destinationOf(
	context: BulkContext,
	{ operation, parameter }: TargetSettings,
): BulkDestination {
	const perMinute = parameter('secutixPerMinute', REQUESTS_PER_MINUTE);
	const listed = [
		...readAuthorizations(parameter('secutixAuthorizations', '')),
		...readCriteria(parameter('secutixCriteria', '')),
	];
	const isFile = FILE_OPERATIONS.has(operation);
	const others = isFile ? UNLISTED[parameter('secutixUnlisted', 'refuse')] : undefined;
	const word = [parameter('secutixClearWord', ''), parameter('clearWord', '')].find(
		(one) => one.trim() !== '',
	);
	const compares = parameter('secutixCompares', false);
	return {
		description: 'SecuTix, contacts',
		fields: others ? [...listed, others] : listed,
		keyFields: [{ id: 'contactNumber', name: 'Contact number', kind: 'exact' }],
		open: async ({ purpose, fields }) => {
			const reads = compares || READING.has(purpose);
			return createSecutixBulkTarget(
				reads ? await connectSecutix(context, { perMinute }) : undefined,
				{ fields, canClearCriteria: false },
			);
		},
		upload: {
			name: 'secutix-update',
			rules: withClearWord(RULES.secutixSam, word?.trim() ?? 'Vide'),
			// The template of the Import screen is comma-separated UTF-8.
			csv: { delimiter: ',', lineEnd: '\r\n', mark: false },
		},
		isLocal: true,
		readsPerMinute: perMinute,
	};
}

const READING: ReadonlySet<OpenOptions['purpose']> = new Set(['read', 'verify']);

const FILE_OPERATIONS: ReadonlySet<BulkOperation> = new Set([
	'validate',
	'apply',
	'rollBack',
	'verify',
]);

/** What columns are that are not among those listed; others are refused. */
const UNLISTED: Readonly<Record<string, BulkField | undefined>> = {
	authorizations: ANY_AUTHORIZATION,
	criteria: ANY_CRITERION,
};
