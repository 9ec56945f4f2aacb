/** The 17 metadata fields of a response (contracts/qualtrics.md 3.2), with the names the survey tool shows. */
export const metadataFields: Array<{
	key: string;
	description: string;
	exportTag: string;
	type: 'string' | 'number';
	format?: 'date-time';
	choices?: Array<{ label: string; const: number }>;
}> = [
	{
		key: 'startDate',
		description: 'Start Date',
		exportTag: 'StartDate',
		type: 'string',
		format: 'date-time',
	},
	{
		key: 'endDate',
		description: 'End Date',
		exportTag: 'EndDate',
		type: 'string',
		format: 'date-time',
	},
	{
		key: 'status',
		description: 'Response Type',
		exportTag: 'Status',
		type: 'number',
		choices: [
			{ label: 'IP Address', const: 0 },
			{ label: 'Survey Preview', const: 1 },
			{ label: 'Survey Test', const: 2 },
			{ label: 'Imported', const: 4 },
			{ label: 'Spam', const: 8 },
			{ label: 'Survey Preview Spam', const: 9 },
			{ label: 'Offline', const: 16 },
			{ label: 'Offline Survey Preview', const: 17 },
			{ label: 'EX', const: 32 },
			{ label: 'EX Spam', const: 40 },
			{ label: 'EX Offline', const: 48 },
		],
	},
	{ key: 'ipAddress', description: 'IP Address', exportTag: 'IPAddress', type: 'string' },
	{ key: 'progress', description: 'Progress', exportTag: 'Progress', type: 'number' },
	{
		key: 'duration',
		description: 'Duration (in seconds)',
		exportTag: 'Duration (in seconds)',
		type: 'number',
	},
	{
		key: 'finished',
		description: 'Finished',
		exportTag: 'Finished',
		type: 'number',
		choices: [
			{ label: 'False', const: 0 },
			{ label: 'True', const: 1 },
		],
	},
	{
		key: 'recordedDate',
		description: 'Recorded Date',
		exportTag: 'RecordedDate',
		type: 'string',
		format: 'date-time',
	},
	{ key: '_recordId', description: 'Response ID', exportTag: 'ResponseId', type: 'string' },
	{
		key: 'recipientLastName',
		description: 'Recipient Last Name',
		exportTag: 'RecipientLastName',
		type: 'string',
	},
	{
		key: 'recipientFirstName',
		description: 'Recipient First Name',
		exportTag: 'RecipientFirstName',
		type: 'string',
	},
	{
		key: 'recipientEmail',
		description: 'Recipient Email',
		exportTag: 'RecipientEmail',
		type: 'string',
	},
	{
		key: 'externalDataReference',
		description: 'External Data Reference',
		exportTag: 'ExternalReference',
		type: 'string',
	},
	{
		key: 'locationLatitude',
		description: 'Location Latitude',
		exportTag: 'LocationLatitude',
		type: 'string',
	},
	{
		key: 'locationLongitude',
		description: 'Location Longitude',
		exportTag: 'LocationLongitude',
		type: 'string',
	},
	{
		key: 'distributionChannel',
		description: 'Distribution Channel',
		exportTag: 'DistributionChannel',
		type: 'string',
	},
	{ key: 'userLanguage', description: 'User Language', exportTag: 'UserLanguage', type: 'string' },
];

export const metadataKeys = new Set(metadataFields.map(({ key }) => key));

export const statusLabel = (status: number): string =>
	metadataFields[2].choices?.find((choice) => choice.const === status)?.label ?? 'IP Address';
