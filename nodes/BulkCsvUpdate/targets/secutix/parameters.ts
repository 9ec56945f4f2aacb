import type { INodeProperties } from 'n8n-workflow';
import { REQUESTS_PER_MINUTE } from '../../../shared/connectors/secutix/limits';
import { optional } from '../../../shared/n8n/optional';

export const secutixProperties: INodeProperties[] = [
	{
		displayName:
			'SecuTix has no API for bulk changes: Apply and Roll Back give a file for its Import screen, and Verify reads contacts back after the import',
		name: 'secutixNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Compare with Current Values',
		name: 'secutixCompares',
		type: 'boolean',
		default: false,
		displayOptions: { show: { operation: ['validate', 'apply', 'rollBack'] } },
		description:
			'Whether to read every edited contact first to detect conflicts. SecuTix allows 60 reads a minute: 1,000 contacts take 17 minutes. When off, [old] counts as the current value.',
	},
	optional({
		displayName: 'Authorizations',
		name: 'secutixAuthorizations',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'INSTMAIL;Institution email',
		description:
			'Codes of the authorizations, one per line. If the column in the file has another name, add it after a semicolon.',
	}),
	optional({
		displayName: 'Criteria',
		name: 'secutixCriteria',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'SEGMENT;GOLD;Gold members',
		description:
			'The values as SecuTix shows them under "See criteria values", one per line: criterion; internal code; label. For a free-text criterion, enter only its code. SEGMENT=Customer segment;GOLD if the column in the file has another name.',
	}),
	{
		displayName: 'Columns Not Listed',
		name: 'secutixUnlisted',
		type: 'options',
		options: [
			{
				name: 'Are Authorizations',
				value: 'authorizations',
				description: 'True, false or empty. Changed only if Consent Changes allows it.',
			},
			{
				name: 'Are Criteria',
				value: 'criteria',
				description: 'Any text, as no codes are known',
			},
			{ name: 'Are Errors', value: 'refuse' },
		],
		default: 'refuse',
		displayOptions: { show: { operation: ['validate', 'apply', 'rollBack', 'verify'] } },
		description: 'How to treat columns that are in neither list',
	},
	optional({
		displayName: 'Word for Empty in the Upload File',
		name: 'secutixClearWord',
		type: 'string',
		default: '',
		placeholder: 'e.g. Vide',
		displayOptions: { show: { operation: ['apply', 'rollBack'] } },
		description:
			'The word on the Import screen for an authorization that is neither true nor false. If empty, the Word for Empty, otherwise Vide.',
	}),
	{
		displayName: 'Requests per Minute',
		name: 'secutixPerMinute',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 6000 },
		default: REQUESTS_PER_MINUTE,
		description:
			'The limit of your institution minus the requests other programs need. SecuTix sells more than 60.',
	},
];
