import type { INodeProperties } from 'n8n-workflow';
import { REQUESTS_PER_MINUTE } from '../../../shared/connectors/secutix/limits';

export const secutixProperties: INodeProperties[] = [
	{
		displayName:
			'SecuTix has no API for bulk changes: Apply and Roll Back give a file for its Import screen, and Verify reads contacts back after the import',
		name: 'secutixNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Compare with Present Values',
		name: 'secutixCompares',
		type: 'boolean',
		default: false,
		displayOptions: { show: { operation: ['validate', 'apply', 'rollBack'] } },
		description:
			'Whether to read every edited contact first, so that what was changed meanwhile is a conflict. SecuTix allows 60 reads a minute: 1,000 contacts take 17 minutes. Otherwise [old] is taken for what is there.',
	},
	{
		displayName: 'Authorizations',
		name: 'secutixAuthorizations',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'INSTMAIL;Institution email',
		description:
			'Codes of the authorizations, one to a line; where the column of the file is named otherwise, that name after a semicolon',
	},
	{
		displayName: 'Criteria',
		name: 'secutixCriteria',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'SEGMENT;GOLD;Gold members',
		description:
			'The values as SecuTix shows them under "See criteria values", one to a line: criterion; internal code; label. A criterion that takes any text stands alone. SEGMENT=Customer segment;GOLD where the column of the file is named otherwise.',
	},
	{
		displayName: 'Columns That Are Not Listed',
		name: 'secutixUnlisted',
		type: 'options',
		options: [
			{
				name: 'Are Authorizations',
				value: 'authorizations',
				description: 'True, false or empty; changed only where changing consents is confirmed',
			},
			{
				name: 'Are Criteria',
				value: 'criteria',
				description: 'Any text, since no codes are known',
			},
			{ name: 'Are Errors', value: 'refuse' },
		],
		default: 'refuse',
		displayOptions: { show: { operation: ['validate', 'apply', 'rollBack', 'verify'] } },
		description: 'What the columns of the file are that stand in neither list',
	},
	{
		displayName: 'Word for Empty in the Upload File',
		name: 'secutixClearWord',
		type: 'string',
		default: '',
		placeholder: 'e.g. Vide',
		displayOptions: { show: { operation: ['apply', 'rollBack'] } },
		description:
			'What the Import screen takes for an authorization that is neither true nor false, in the language of its interface. Without one: the word for empty of the cells, else Vide.',
	},
	{
		displayName: 'Requests per Minute',
		name: 'secutixPerMinute',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 6000 },
		default: REQUESTS_PER_MINUTE,
		description:
			'What SecuTix allows your institution, less what other programs need. More than 60 has to be bought.',
	},
];
