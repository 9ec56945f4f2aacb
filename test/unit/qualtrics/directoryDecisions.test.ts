import {
	isOptedOutOfAll,
	presentStatus,
	splitValues,
	targetName,
	valuesOf,
	whyNobody,
	type StatusLevel,
} from '../../../nodes/shared/connectors/qualtrics/directory/contactValues';
import type { Contact } from '../../../nodes/shared/connectors/qualtrics/contactShapes';
import { chooseWriting } from '../../../nodes/shared/connectors/qualtrics/directory/chooseWriting';
import { wasThereBefore } from '../../../nodes/shared/connectors/qualtrics/directory/wasThereBefore';
import {
	NEW_CONTACT,
	dryRunRecorder,
} from '../../../nodes/shared/connectors/qualtrics/directory/dryRunRecorder';
import { transactionMoment } from '../../../nodes/shared/connectors/qualtrics/directory/transactionMoment';
import { roundsOf } from '../../../nodes/shared/connectors/qualtrics/directory/rounds';
import { directoryLimits } from '../../../nodes/shared/connectors/qualtrics/limits';
import { isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import type { HttpRequest } from '../../../nodes/shared/http/types';
import type { UpsertInput } from '../../../nodes/shared/records';

describe('names of contact fields', () => {
	it.each([
		['email', 'email'],
		[' Email ', 'email'],
		['External Data Reference', 'extRef'],
		['plan', 'embeddedData.plan'],
		['embeddedData.email', 'embeddedData.email'],
		['E-Mail', 'embeddedData.E-Mail'],
	])('Q23 %j is %s', (name, target) => expect(targetName(name)).toBe(target));

	it('a cleared field is an empty text, a list is no field', () => {
		expect(
			splitValues({
				email: 'a@example.com',
				phone: null,
				'embeddedData.n': 0,
				'mailingList.CG_1': true,
			}),
		).toEqual({
			input: { email: 'a@example.com', phone: '', embeddedData: { n: '0' } },
			mailingListIds: ['CG_1'],
		});
	});

	it('what was read is named as what is written', () => {
		const contact = {
			id: 'CID_1',
			email: 'a@example.com',
			embeddedData: { email: 'other' },
			memberships: [{ mailingListId: 'CG_1' }],
		};
		expect(valuesOf(contact)).toMatchObject({
			email: 'a@example.com',
			phone: null,
			'embeddedData.email': 'other',
			'mailingList.CG_1': true,
		});
	});

	it.each([
		[{ email: ' ' }, true],
		[{ language: 'EN', 'embeddedData.email': 'a@example.com' }, true],
		[{ lastName: 'L' }, false],
	])('%j says nobody: %s', (values, isNobody) => expect(!!whyNobody(values)).toBe(isNobody));
});

describe('present subscription status', () => {
	const lists = (...unsubscribed: boolean[]) =>
		unsubscribed.map((value, index) => ({ mailingListId: `CG_${index}`, unsubscribed: value }));
	it.each<[Partial<Contact>, StatusLevel, string]>([
		[{ directoryUnsubscribed: true }, 'directory', 'optedOut'],
		[{ directoryUnsubscribed: false }, 'directory', 'optedIn'],
		[{}, 'directory', 'unknown'],
		[{ directoryUnsubscribed: true, memberships: lists(false, false) }, 'list', 'optedOut'],
		[{ memberships: lists(false, true) }, 'list', 'optedOut'],
		[{ memberships: lists(false, false) }, 'list', 'optedIn'],
		[{ memberships: lists(false) }, 'list', 'unset'],
	])('Q37 %j on level %s: %s', (contact, level, status) =>
		expect(presentStatus({ id: 'CID_1', ...contact }, level, ['CG_0', 'CG_1'])).toBe(status),
	);
});

describe('whether an opt-out is still to be written', () => {
	it.each<[boolean, boolean[], StatusLevel, boolean]>([
		[true, [], 'directory', true],
		[false, [true, true], 'directory', false],
		[true, [], 'list', true],
		[false, [true, true], 'list', true],
		[false, [true, false], 'list', false],
		[false, [true], 'list', false],
	])(
		'of the directory %s, of its lists %j, on level %s: out of all %s',
		(all, lists, level, out) => {
			const memberships = lists.map((unsubscribed, index) => ({
				mailingListId: `CG_${index}`,
				unsubscribed,
			}));
			const contact = { id: 'CID_1', directoryUnsubscribed: all, memberships };
			expect(isOptedOutOfAll(contact, level, ['CG_0', 'CG_1'])).toBe(out);
		},
	);
});

describe('import job or single requests', () => {
	const item = (more: Partial<UpsertInput> = {}): UpsertInput => ({
		fields: [{ target: 'email', value: 'a@example.com', sourceText: '', action: 'set' }],
		...more,
	});
	const phone = (action: 'set' | 'clear' | 'leave') =>
		item({ fields: [{ target: 'phone', value: '+33', sourceText: '', action }] });
	const options = {
		operation: 'upsertByRules' as const,
		importAbove: 10,
		mailingListIds: ['CG_1'],
	};
	it.each([
		[item(), 11, {}, 'import'],
		[item(), 10, {}, 'single'],
		[item(), 11, { importAbove: 0 }, 'single'],
		[item(), 11, { operation: 'update' as const }, 'single'],
		[item(), 11, { mailingListIds: [] }, 'single'],
		[item(), 11, { dateField: 'at' }, 'single'],
		[item({ status: { wanted: 'optOut' } }), 11, {}, 'single'],
		[item({ status: { wanted: 'unchanged' } }), 11, {}, 'import'],
		[phone('set'), 11, {}, 'single'],
		[phone('clear'), 11, {}, 'single'],
		[phone('leave'), 11, {}, 'import'],
	])('Q05 Q06 %# %j of %d, %j: %s', (one, count, more, way) =>
		expect(chooseWriting(one, count, { ...options, ...more }).way).toBe(way),
	);
});

describe('whether a contact was there before', () => {
	const at = (seconds: number) => new Date(Date.UTC(2024, 0, 1, 0, 0, seconds)).toISOString();
	const fresh: Contact = { id: 'C', email: 'a@example.com', createdAt: at(0), modifiedAt: at(1) };
	it.each<[string, Partial<Contact>, boolean]>([
		['new', {}, false],
		['changed later than created', { modifiedAt: at(5) }, true],
		['with a name that was not sent', { firstName: 'A' }, true],
		['with embedded data that was not sent', { embeddedData: { plan: 'x' } }, true],
		['in a list it was not put into', { memberships: [{ mailingListId: 'CG_2' }] }, true],
		['in its list', { memberships: [{ mailingListId: 'CG_1' }] }, false],
	])('Q21 %s', (_name, more, isKnown) =>
		expect(wasThereBefore({ ...fresh, ...more }, { email: 'a@example.com' }, ['CG_1'])).toBe(
			isKnown,
		),
	);
});

describe('transaction dates', () => {
	it.each([
		['2024-05-01T12:00:00Z', 'UTC', '2024-05-01T12:00:00.000Z'],
		['2024-05-01 12:00', 'Europe/Paris', '2024-05-01T10:00:00.000Z'],
		['2024-01-01', 'Asia/Tokyo', '2023-12-31T15:00:00.000Z'],
		['"2024-05-01T12:00:00.000+02:00"', 'UTC', '2024-05-01T10:00:00.000Z'],
	])('Q33 %s in %s', (text, zone, iso) => expect(transactionMoment(text, zone)).toBe(iso));

	it.each([
		'"2024-05-01T13:45:00Z',
		'2024-05-01T13:45:00Z"',
		'""',
		'"2024-05-01" "2024-05-02"',
		'"2024-05-01"T13:45:00Z',
	])('Q32 only quotes around all of it are those of JSON: %j', (text) =>
		expect(isConnectorError(transactionMoment(text, 'UTC'))).toBe(true),
	);

	it.each(['', '  ', 'now', '01/05/2024', '2024-02-30', '1714564800000'])(
		'Q32 %j is refused',
		(text) => expect(isConnectorError(transactionMoment(text, 'UTC'))).toBe(true),
	);
});

it('Q20 items that share a value come one after the other, the others side by side', () => {
	const items = [['a', 'x'], ['b'], ['a', 'y'], ['y'], ['c']];
	expect(roundsOf(items, (item) => item)).toEqual([
		[['a', 'x'], ['b'], ['c']],
		[['a', 'y']],
		[['y']],
	]);
});

it('Writes per Minute covers every kind of write and the searches, and requests in proportion', () => {
	expect(directoryLimits(250)).toEqual([
		{
			perMinute: 250,
			covers: ['directoryWrite', 'listWrite', 'transactionWrite', 'importStart', 'contactSearch'],
		},
		{ perMinute: 1500, covers: ['*'] },
	]);
	expect(directoryLimits(1).map(({ perMinute }) => perMinute)).toEqual([1, 6]);
});

it('a dry run reads and searches, and writes nothing', async () => {
	const sent: HttpRequest[] = [];
	const { runtime, take } = dryRunRecorder({
		send: (request) => {
			sent.push(request);
			return Promise.resolve({ status: 200, headers: {}, body: {} });
		},
		clock: { now: () => 0, sleep: () => Promise.resolve() },
		random: () => 0,
	});
	const url = 'https://fra1.qualtrics.com/API/v3/directories/POOL_1';
	await runtime.send({ method: 'GET', url });
	await runtime.send({ method: 'POST', url: `${url}/contacts/search`, body: {} });
	const body = { email: 'a@example.com' };
	const created = await runtime.send({ method: 'POST', url: `${url}/contacts`, body });
	await runtime.send({ method: 'DELETE', url: `${url}/contacts/CID_1` });
	expect(sent).toHaveLength(2);
	expect(created.body).toEqual({ result: { id: NEW_CONTACT } });
	expect(take()).toEqual([
		{ method: 'POST', path: '/API/v3/directories/POOL_1/contacts', body },
		{ method: 'DELETE', path: '/API/v3/directories/POOL_1/contacts/CID_1' },
	]);
	expect(take()).toEqual([]);
});
