import { errorWriter, type ErrorRow } from '../../http/refusals';
import { asRecord, asText, isRecord, type Json } from './json';

const APPLICATION_USER =
	'Power Platform admin center → Environments → your environment → Settings → Users + permissions → Application users: add the app registration there and give it a security role.';

const NO_SEGMENT =
	'Choose the table again; it may have been renamed or removed. Check the API version in the credential too: older ones lack some calls.';

/** The first row that fits decides. Source: contracts/dataverse.md 10, 11. */
export const ERROR_TABLE: readonly ErrorRow[] = [
	{
		codes: ['0x80072560'],
		kind: 'permission',
		message: 'The app registration is not a user of this Dynamics environment',
		hint: `An application user is missing. ${APPLICATION_USER}`,
	},
	{
		words: /not a member of the organization/i,
		kind: 'permission',
		message: 'The app registration is not a user of this Dynamics environment',
		hint: `An application user is missing. ${APPLICATION_USER}`,
	},
	{
		codes: ['0x80042f09'],
		kind: 'permission',
		message: 'The user of the credential has no security role in this environment ({subject})',
		hint: `Connecting needs no role, reading and writing do. ${APPLICATION_USER}`,
	},
	{
		words: /has not been assigned any roles/i,
		kind: 'permission',
		message: 'The user of the credential has no security role in this environment ({subject})',
		hint: `Connecting needs no role, reading and writing do. ${APPLICATION_USER}`,
	},
	{
		codes: ['0x80040225', '0x8004d24b'],
		kind: 'permission',
		message:
			'The user of the credential is disabled in this environment, or has no licence or role',
		hint: `Enable the user and give it a security role. ${APPLICATION_USER}`,
	},
	{
		codes: ['0x80040220', '0x80048306'],
		kind: 'permission',
		message: 'The user of the credential lacks a privilege for {subject}{privilege}',
		hint: 'Add the privilege to one of the security roles of the user or application user.',
	},
	{
		codes: ['0x80040237', '0x80060892'],
		kind: 'conflict',
		message: 'Another record has the same key values already ({subject})',
		hint: 'Its ID or the values of an alternate key are already in use.',
	},
	{
		codes: ['0x80072325'],
		kind: 'unavailable',
		message: 'The storage of this Dynamics environment is full ({subject})',
		hint: 'The values are correct. Free space or add capacity (Power Platform admin center → Resources → Capacity), then run it again.',
	},
	{
		codes: ['0x80072323', '0x80072324'],
		kind: 'unavailable',
		message: 'The database of this Dynamics environment is overloaded',
		hint: 'The values are correct. Try again later, or send less at once.',
	},
	{
		codes: ['0x80040333'],
		kind: 'input',
		message: 'A duplicate detection rule of the environment found a similar record ({subject})',
		hint: 'Match by the fields that the rule compares, or switch off Detect Duplicates.',
	},
	{
		codes: ['0x80060882'],
		kind: 'conflict',
		message: 'Somebody else changed {subject} meanwhile',
		hint: 'Run it again.',
	},
	{
		codes: ['0x80060891'],
		kind: 'notFound',
		message: 'No record has these key values ({subject})',
		hint: 'It may have been deleted meanwhile.',
	},
	{
		codes: ['0x80040217'],
		kind: 'notFound',
		message: 'Dataverse has no such record ({subject})',
		hint: 'It was deleted, or the user of the credential may not see it.',
	},
	{
		// The same words come with several codes; what is missing is the table, or a call that the version does not have.
		words: /resource not found for the segment/i,
		kind: 'input',
		message: 'This environment has no such table ({subject})',
		hint: NO_SEGMENT,
	},
	{
		codes: ['0x8006088a'],
		kind: 'input',
		message: 'This environment has no such table ({subject})',
		hint: NO_SEGMENT,
	},
	{
		codes: ['0x80060888'],
		when: 404,
		kind: 'input',
		message: 'This environment does not know the address of the request ({subject})',
		hint: NO_SEGMENT,
	},
	{
		when: 405,
		kind: 'unexpected',
		message: 'This environment does not take the request about {subject} at this address',
		hint: 'Check the API version in the credential: older versions and on-premises lack some calls.',
	},
	{
		when: 415,
		kind: 'unexpected',
		message: 'The environment cannot answer the request about {subject} in the requested format',
		hint: 'Check the API version in the credential; a proxy may have changed the request.',
	},
	{
		words: /could not find a property named/i,
		kind: 'input',
		message: 'The table has no such column ({subject})',
		hint: 'Choose the field again; it may have been renamed or removed.',
		facts: true,
	},
	{
		codes: ['0x80044331'],
		kind: 'input',
		message: 'A text is longer than its column ({subject})',
		hint: 'Shorten it with a transformation, or let it be cut.',
		facts: true,
	},
	{
		codes: ['0x8004432f', '0x80044330'],
		kind: 'input',
		message: 'A number is outside of what its column allows ({subject})',
		hint: 'Check the mapping of the number columns.',
		facts: true,
	},
	{
		codes: ['0x8004431a'],
		kind: 'input',
		message: 'A choice column has no such option ({subject})',
		hint: 'The options may have changed; choose them again.',
		facts: true,
	},
	{
		codes: ['0x80040203'],
		words: /outside (?:of )?the valid range/i,
		kind: 'input',
		message: 'A choice column has no such option ({subject})',
		hint: 'The options may have changed; choose them again.',
		facts: true,
	},
	{
		// Whatever a plug-in says, it was the plug-in that refused.
		codes: ['0x80040265'],
		kind: 'input',
		message: 'A plug-in of this environment refused {subject}',
		hint: 'Ask who maintains the plug-in; its trace log says more (Settings → Plug-in trace log).',
		facts: true,
	},
	{
		// Several codes come with these words, one of which stands for any argument that is not valid; only the words tell.
		words:
			/outside (?:of )?(?:the )?valid range[^a-z]{0,3}accepted values:? ?-?\d+(?: ?,|[^\w ]|$)/i,
		kind: 'input',
		message: 'A choice column has no such option ({subject})',
		hint: 'The options may have changed; choose them again.',
		facts: true,
	},
	{
		codes: ['0x80040203'],
		kind: 'input',
		message: 'Dataverse does not accept one of the values, or a combination of them ({subject})',
		hint: 'Check the values and the fields they are mapped to.',
		facts: true,
	},
	{
		codes: ['0x80048408'],
		kind: 'input',
		message: 'The status reason does not belong to the status ({subject})',
		hint: 'Map the status and a status reason that belongs to it.',
	},
	{
		codes: ['0x80048d19', '0x80060888'],
		kind: 'input',
		message: 'Dataverse could not read the request about {subject}',
		hint: 'Check the values and the fields they are mapped to.',
		facts: true,
	},
	{
		codes: ['0x80072322'],
		kind: 'rateLimited',
		message: 'Dataverse is limiting requests: too many within five minutes',
		hint: 'The limit applies to the user of the credential. Try again later, or send less at once.',
	},
	{
		codes: ['0x80072321'],
		kind: 'rateLimited',
		message: 'Dataverse is limiting requests: the execution time is used up',
		hint: 'Plug-ins and flows count too. Try again later, or bypass custom logic if you can.',
	},
	{
		codes: ['0x80072326'],
		kind: 'rateLimited',
		message: 'Dataverse is limiting requests: too many at once',
		hint: 'Another program uses the same user. Try again later.',
	},
	{
		when: 401,
		kind: 'auth',
		message: 'Dynamics did not accept the credential',
		hint: 'The environment URL in the credential and the one of the token must be the same, and the client secret must not have expired. Reconnect, or renew the secret.',
	},
	{
		when: 403,
		kind: 'permission',
		message: 'The user of the credential may not do this in the environment ({subject})',
		hint: `A security role is missing, or the app registration has no application user. ${APPLICATION_USER}`,
	},
	{
		when: 404,
		kind: 'notFound',
		message: 'Dataverse has no {subject}',
		hint: 'Check the environment URL and the API version in the credential.',
	},
	{
		when: 412,
		kind: 'conflict',
		message: 'Somebody else created or changed {subject} meanwhile',
		hint: 'Run it again.',
	},
	{
		when: 413,
		kind: 'input',
		message: 'The request about {subject} is larger than Dataverse accepts',
		hint: 'Send less at once.',
	},
	{
		when: 429,
		kind: 'rateLimited',
		message: 'Dataverse is limiting requests',
		hint: 'Try again later, or send less at once.',
	},
	{
		when: 'serverError',
		kind: 'unavailable',
		message: 'Dataverse could not answer the request about {subject}',
		hint: 'Temporary outage at Microsoft. Try again later.',
	},
	{
		when: 400,
		kind: 'input',
		message: 'Dataverse rejected the request about {subject}',
		hint: 'Check the values that were sent.',
		facts: true,
	},
];

const OTHER: ErrorRow = {
	kind: 'unexpected',
	message: 'Dataverse answered the request about {subject} with something unexpected',
	hint: 'Check the environment URL in the credential; a proxy may be in the way.',
	facts: true,
};

export interface Envelope {
	code?: string;
	words?: string;
}

/** `{"error":{code,message}}`; the code in hexadecimal, also where it came as a number, and none for `0x0`. */
export const readEnvelope = (body: unknown): Envelope => {
	const { error } = asRecord(body);
	const { code, message }: Json = isRecord(error) ? error : {};
	return {
		code: hexCode(asText(code)),
		words: asText(message) ?? asText(asRecord(message).value),
	};
};

const hexCode = (code: string | undefined): string | undefined => {
	if (code === undefined || /^0x0*$/i.test(code)) return undefined;
	if (/^-\d+$/.test(code)) return `0x${(Number(code) >>> 0).toString(16)}`;
	return code.toLowerCase();
};

/** Columns that a table may demand without their having been sent. */
const COLUMNS = [
	'ownerid',
	'statecode',
	'statuscode',
	'transactioncurrencyid',
	'name',
	'subject',
	'firstname',
	'lastname',
	'fullname',
	'emailaddress1',
	'mobilephone',
	'telephone1',
	'birthdate',
	'parentcustomerid',
];

/** Follows the policy's `describeError`: an error answer in plain words, alone or within a batch. */
export const describeError = errorWriter({
	system: 'Dataverse',
	rows: ERROR_TABLE,
	other: OTHER,
	read: ({ body, headers }) => ({
		...readEnvelope(body),
		requestId: headers['x-ms-service-request-id'] ?? headers['req_id'],
	}),
	fields: COLUMNS,
});
