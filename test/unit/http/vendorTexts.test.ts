import { describeError as dataverse } from '../../../nodes/shared/connectors/dataverse/errorTable';
import { describeError as ghost } from '../../../nodes/shared/connectors/ghost/errorTable';
import {
	describeError as hubspot,
	describeRow as hubspotRow,
} from '../../../nodes/shared/connectors/hubspot/errorTable';
import { describeError as qualtrics } from '../../../nodes/shared/connectors/qualtrics/errorTable';
import {
	describeError as salesmanago,
	remarksOn,
} from '../../../nodes/shared/connectors/salesmanago/errorTable';
import { describeError as secutix } from '../../../nodes/shared/connectors/secutix/errorTable';
import { describeError as startquestion } from '../../../nodes/shared/connectors/startquestion/errorTable';
import { describeError as surveymonkey } from '../../../nodes/shared/connectors/surveymonkey/errorTable';
import type { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import type { HttpResponse } from '../../../nodes/shared/http/types';
import { PERSON, QUOTING, traceIn } from './hostileTexts';

const request = {
	method: 'POST' as const,
	url: 'https://system.example.com/api/x',
	subject: 'a contact',
	body: { new_tier: 816940005, lastname: 'Byron', emailaddress1: 'byron@example.com' },
};

interface System {
	name: string;
	describe(response: HttpResponse): ConnectorError;
	/** The text in every place where this system has one. */
	bodies(text: string): unknown[];
	statuses: number[];
}

const SYSTEMS: System[] = [
	{
		name: 'Dataverse',
		describe: (response) => dataverse(response, request),
		bodies: (text) => [
			{ error: { code: '0x8004431A', message: text } },
			{ error: { code: '0x80040265', message: text } },
			{ error: { code: '0x80048d19', message: { lang: 'en', value: text } } },
			{ error: { code: text, message: text } },
			text,
		],
		statuses: [400, 401, 403, 404, 409, 412, 429, 500],
	},
	{
		name: 'Qualtrics',
		describe: (response) => qualtrics(response, { ...request, resource: 'directoryWrite' }),
		bodies: (text) => [
			{ meta: { requestId: 'r-1', error: { errorCode: 'QVAL_1', errorMessage: text } } },
			{ meta: { requestId: text, error: { errorCode: text, errorMessage: text } } },
			{ meta: { status: 'Error', errorMessage: text }, result: null },
			{ error: text, error_description: text },
			`<html><body>${text}</body></html>`,
		],
		statuses: [400, 401, 403, 404, 409, 418, 429, 500, 503],
	},
	{
		name: 'SALESmanago',
		describe: (response) => salesmanago(response, request),
		bodies: (text) => [
			{ success: false, message: [text] },
			{ success: false, message: text },
			{ success: false, message: ['x', text], values: { email: [text], [text]: text } },
			{ success: false, message: [`owner ${text}`] },
			{ success: false, message: [`consent ${text}`] },
			text,
		],
		statuses: [200, 400, 401, 403, 404, 429, 500],
	},
	{
		name: 'SecuTix',
		describe: (response) => secutix(response, request),
		bodies: (text) => [
			{ requestId: 7, statusCode: 'KO', statusDetail: text },
			{ requestId: text, statusCode: text, statusDetail: text },
			text,
		],
		statuses: [200, 400, 401, 403, 404, 429, 500, 509],
	},
	{
		name: 'SurveyMonkey',
		describe: (response) => surveymonkey(response, request),
		bodies: (text) => [
			{ error: { id: '1000', name: text, message: text } },
			{ error: { id: text, message: text, docs: text } },
			{ status: 1, errmsg: text },
			{ error: text },
			`<html><body>${text}</body></html>`,
		],
		statuses: [400, 401, 402, 403, 404, 413, 429, 500, 503],
	},
	{
		name: 'Ghost',
		describe: (response) => ghost(response, request),
		bodies: (text) => [
			{ errors: [{ message: text, context: text, code: null, property: 'email' }] },
			{ errors: [{ message: 'x', context: text, code: text, id: text, property: text }] },
			{ errors: text },
			`<html><body>${text}</body></html>`,
		],
		statuses: [400, 401, 403, 404, 406, 422, 429, 500, 503],
	},
	{
		name: 'HubSpot',
		describe: (response) => hubspot(response, request),
		bodies: (text) => [
			{ status: 'error', message: text, category: 'VALIDATION_ERROR', correlationId: text },
			{
				message: `Property values were not valid: [{"message":"${text}","error":"X","name":"${text}"}]`,
			},
			{ errors: [{ message: text, code: text, context: { propertyName: [text] } }], message: text },
			{ category: 'MISSING_SCOPES', context: { requiredGranularScopes: [text] }, message: text },
			{ message: text, policyName: text, subCategory: text },
			`<html><body>${text}</body></html>`,
		],
		statuses: [400, 401, 403, 404, 409, 423, 429, 477, 500, 503],
	},
	{
		name: 'HubSpot, one record of a batch',
		describe: ({ body }) => hubspotRow(body as Record<string, unknown>, request),
		bodies: (text) => [
			{ category: text, message: text, errors: [{ message: text, code: text, in: text }] },
			{ category: 'CONFLICT', message: text, context: { existingId: [text] } },
		],
		statuses: [207],
	},
	{
		name: 'Startquestion',
		describe: (response) => startquestion(response, request),
		bodies: (text) => [{ message: text }, { error: text }, text],
		statuses: [400, 401, 403, 404, 422, 429, 500],
	},
];

const written = (error: ConnectorError): string =>
	JSON.stringify({ ...error, message: error.message, text: String(error) });

describe.each(SYSTEMS)('LA11 an error of $name', ({ describe: describeOne, bodies, statuses }) => {
	it.each(QUOTING)('quotes nothing of %j', (text) => {
		for (const body of bodies(text)) {
			for (const status of statuses) {
				const headers = { 'x-ms-service-request-id': text };
				const error = describeOne({ status, headers, body });
				expect(traceIn(written(error))).toBeUndefined();
				expect(error.hint).toBeTruthy();
			}
		}
	});

	it('says that a text was left out where it would have followed', () => {
		const [body] = bodies(PERSON.plain);
		const hints = statuses.map((status) => describeOne({ status, headers: {}, body }).hint);
		expect(hints.some((hint) => /The original message of .+ is hidden/.test(hint ?? ''))).toBe(
			true,
		);
	});
});

describe('LA12 what an error keeps of a system’s text', () => {
	const of = (message: string, code = '0x8004431a') =>
		dataverse({ status: 400, headers: {}, body: { error: { code, message } } }, request);

	it.each<[string, string]>([
		[
			"A validation error occurred. The value 816940005 of 'new_tier' on record of type 'contact' is outside the valid range. Accepted Values: 816940000,816940001",
			'A choice column has no such option (a contact): 0x8004431a; field new_tier; it is outside of the valid range; accepted values: 816940000, 816940001',
		],
		['Accepted Values: 816940000,816940001,…', 'accepted values: 816940000, 816940001'],
		['allowed options are 1, 2 or 3.', 'accepted values: 1, 2, 3'],
		["new_tier must be one of ['gold', 'silver']", 'accepted values: gold, silver'],
		['Valid values: [OptedIn|OptedOut]', 'accepted values: OptedIn, OptedOut'],
		[
			"The length of the 'lastname' attribute exceeded the maximum allowed length of '100'.",
			'at most 100',
		],
		['The value must be between 0 and 100', 'from 0 to 100'],
		["Cannot convert the literal 'x' to the expected type 'Edm.Int32'.", 'expected type Edm.Int32'],
		['lastname is required', 'field lastname; something required is missing'],
		['ownerid cannot be null', 'field ownerid; it must not be empty'],
		['AADSTS7000222: The provided client secret keys are expired.', 'AADSTS7000222'],
	])('LA12 of %j', (text, kept) => {
		expect(of(text).message).toContain(kept);
	});

	it('LA12 keeps codes and request ids', () => {
		const body = {
			meta: {
				requestId: 'ba475bf2-1111-4222-8333-444455556666',
				error: { errorCode: 'ESSG_2', errorMessage: PERSON.plain },
			},
		};
		expect(qualtrics({ status: 400, headers: {}, body }, request)).toMatchObject({
			code: 'ESSG_2',
			requestId: 'ba475bf2-1111-4222-8333-444455556666',
			message: 'Qualtrics rejected the request about a contact: ESSG_2',
		});
	});

	it('LA12 names a column of the address, not the value that is searched for there', () => {
		const path = "/contacts(new_code='Lovelace')?$select=firstname";
		const body = { error: { code: '0x80048d19', message: 'new_code Lovelace is invalid' } };
		const error = dataverse({ status: 400, headers: {}, body }, { method: 'GET', path });
		expect(error.message).toContain('field new_code; it is not valid');
		expect(written(error)).not.toContain('Lovelace');
	});

	it('LA11 a value that was sent is no code, even where it looks like one', () => {
		const body = { error: { code: 'BYRON', message: '' } };
		const error = dataverse({ status: 400, headers: {}, body }, request);
		expect(written(error)).not.toMatch(/byron/i);
	});

	it('LA11 a remark on a write that was carried out is told without its words', () => {
		const [remark] = remarksOn([`${PERSON.name} has an invalid phone`], { phone: '1' });
		expect(remark).toContain('field phone; it is not valid');
		expect(traceIn(remark)).toBeUndefined();
		expect(remarksOn([], {})).toEqual([]);
	});
});
