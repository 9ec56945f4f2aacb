import {
	carriagesOf,
	carryAnswers,
	previewCarriages,
	type Carriage,
} from '../../../nodes/shared/connectors/salesmanago/carryAnswers';
import type { ContactCard } from '../../../nodes/shared/connectors/salesmanago/cards';
import { changedBetween } from '../../../nodes/shared/connectors/salesmanago/changedBetween';
import type { SalesManago } from '../../../nodes/shared/connectors/salesmanago/client';
import {
	batchBody,
	batchEntryOf,
	previewOf,
	requestOf,
} from '../../../nodes/shared/connectors/salesmanago/requests';
import { payloadOfWrite } from '../../../nodes/shared/connectors/salesmanago/payload';
import type { ContactTargetOptions } from '../../../nodes/shared/connectors/salesmanago/targetOptions';
import { isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import type { RecordUpdate, RecordWrite } from '../../../nodes/shared/records';
import { sheetResponse } from './responses';

const OPTIONS: ContactTargetOptions = {
	matchBy: 'email',
	operation: 'createOrUpdate',
	mode: 'single',
	allowOptInAgain: false,
};
const QUIET = { async: false, useApiDoubleOptIn: false, tagScoring: false };
const create = (values: Record<string, unknown>): RecordWrite => ({ kind: 'create', values });
const update = (
	changes: Record<string, unknown>,
	values: Record<string, unknown> = { email: 'jan@example.com' },
): RecordUpdate => ({
	kind: 'update',
	record: { id: 'c1', values },
	changes: Object.entries(changes).map(([field, to]) => ({ field, from: null, to })),
});

describe('the request that writes one contact', () => {
	const jan = { email: 'jan@example.com', name: 'Jan' };
	const contact = { contact: { email: 'jan@example.com', name: 'Jan' } };

	it.each<[string, RecordWrite, Partial<ContactTargetOptions>, string, object]>([
		['a new one', create(jan), {}, '/api/contact/upsert', contact],
		['create only', create(jan), { operation: 'create' }, '/api/contact/insert', contact],
		['update only', create(jan), { operation: 'update' }, '/api/contact/upsert', contact],
		[
			'a change',
			update({ name: 'Jan', lang: 'CS' }),
			{},
			'/api/contact/update',
			{ email: 'jan@example.com', contact: { name: 'Jan' }, lang: 'CS' },
		],
		[
			'a change of one whose address is not shown',
			update({ name: 'Jan' }, {}),
			{},
			'/api/contact/update',
			{ contactId: 'c1', contact: { name: 'Jan' } },
		],
		[
			'a new address',
			update({ email: 'Eva@example.com' }),
			{},
			'/api/contact/update',
			{ email: 'jan@example.com', contact: {}, newEmail: 'eva@example.com' },
		],
		[
			'the address that it has',
			update({ email: 'Jan@example.com', name: 'Jan' }),
			{},
			'/api/contact/update',
			{ email: 'jan@example.com', contact: { name: 'Jan' } },
		],
	])('%s', (_name, write, options, path, body) => {
		expect(requestOf(write, { ...OPTIONS, ...options })).toMatchObject({
			path,
			body: { ...QUIET, ...body },
			isIdle: false,
		});
		const made = requestOf(write, { ...OPTIONS, ...options });
		if (isConnectorError(made)) throw made;
		expect(Object.keys(made.body).sort()).toEqual(Object.keys({ ...QUIET, ...body }).sort());
	});

	it.each<[string, RecordWrite, Partial<ContactTargetOptions>]>([
		['without an address', create({ name: 'Jan' }), {}],
		['known by the link', create(jan), { matchBy: 'contactId' }],
	])('a new one %s cannot be created', (_name, write, options) => {
		expect(requestOf(write, { ...OPTIONS, ...options })).toMatchObject({
			kind: 'input',
			message: 'SALESmanago creates a contact by its e-mail address alone',
			hint: 'Map the e-mail address, or choose to update only.',
		});
	});

	it('what changes nothing is not sent', () => {
		expect(requestOf(update({ name: '' }), OPTIONS)).toMatchObject({ isIdle: true });
		expect(previewOf(update({ name: '' }), OPTIONS, false)).toMatchObject({
			method: '',
			path: '',
			body: {},
			warnings: ['name stays as it is: SALESmanago has no way to empty it'],
		});
	});

	it.each<[string, RecordWrite, object | undefined]>([
		['a new one', create(jan), { detail: contact, email: 'jan@example.com' }],
		[
			'a change',
			update({ name: 'Jan', lang: 'CS' }),
			{
				detail: { contact: { email: 'jan@example.com', name: 'Jan' }, lang: 'CS' },
				email: 'jan@example.com',
			},
		],
		[
			'a new address',
			update({ email: 'eva@example.com' }),
			{
				detail: { contact: { email: 'jan@example.com' }, newEmail: 'eva@example.com' },
				email: 'jan@example.com',
			},
		],
		[
			'the same address',
			update({ email: 'jan@example.com' }),
			{ detail: { contact: { email: 'jan@example.com' } }, email: 'jan@example.com' },
		],
		['one whose address is not shown', update({ name: 'Jan' }, {}), undefined],
		['a new one without an address', create({ name: 'Jan' }), undefined],
		['one with a consent', create({ ...jan, 'consents.News': 'optOut' }), undefined],
	])('in a batch: %s', (_name, write, entry) => {
		const payload = payloadOfWrite(write, OPTIONS);
		if (isConnectorError(payload)) throw payload;
		expect(batchEntryOf(write, payload)).toEqual(entry);
	});

	it.each([
		[undefined, true],
		[true, true],
		[false, false],
	])('a batch sends no confirmation mail, and sets off rules (%s): %s', (given, fireEvents) => {
		expect(batchBody([{}], given)).toEqual({
			upsertDetails: [{}],
			useApiDoubleOptIn: false,
			fireEvents,
		});
	});

	it('a dry run shows the batch where there is an entry, else the single request', () => {
		const withConsent = create({ ...jan, 'consents.News': 'optOut' });
		const path = (write: RecordWrite, isBatch: boolean): unknown =>
			(previewOf(write, OPTIONS, isBatch) as { path: string }).path;
		expect([path(create(jan), true), path(create(jan), false), path(withConsent, true)]).toEqual([
			'/api/contact/batchupsertv2',
			'/api/contact/upsert',
			'/api/contact/upsert',
		]);
		expect(previewOf(create(jan), { ...OPTIONS, fireEvents: false }, true)).toMatchObject({
			method: 'POST',
			headers: {},
			body: { fireEvents: false },
		});
		expect(isConnectorError(previewOf(create({}), OPTIONS, true))).toBe(true);
	});
});

describe('answers that are carried whole', () => {
	const AT = Date.UTC(2025, 0, 10, 11, 7, 14);
	const long = (length: number) => [
		{ answerKey: 'q1', name: 'd.q1', title: 'Why?', text: 'x'.repeat(length) },
	];
	const eventOf = (carriage: Carriage) => (carriage.kind === 'event' ? carriage.event : undefined);

	it('as a note with the question, or its name', () => {
		expect(carriagesOf(long(3), 'note', sheetResponse([]))).toEqual([
			{ kind: 'note', note: 'Why?\nxxx' },
		]);
		const [untitled] = long(3).map((one) => ({ ...one, title: '' }));
		expect(carriagesOf([untitled], 'note', sheetResponse([]))).toEqual([
			{ kind: 'note', note: 'd.q1\nxxx' },
		]);
	});

	it.each([
		[2048, ['89595094-q1']],
		[2049, ['89595094-q1-1', '89595094-q1-2']],
	])('as events of at most 2,048 characters: %i', (length, ids) => {
		const events = carriagesOf(long(length), 'event', sheetResponse([])).map(eventOf);
		expect(events.map((event) => event?.externalId)).toEqual(ids);
		expect(events[0]).toMatchObject({ date: AT, detail1: 'Spokojenost', detail2: 'Why?' });
		expect(events.map((event) => event?.description).join('')).toHaveLength(length);
	});

	it('without a time there is no date, without a name the id; details are cut', () => {
		const bare = sheetResponse([], {
			survey: { id: 's'.repeat(300) },
			response: { id: 'r', status: 'complete', isTest: false },
		});
		const [event] = carriagesOf(
			long(3).map((one) => ({ ...one, title: '' })),
			'event',
			bare,
		).map(eventOf);
		expect(event).toEqual({
			description: 'xxx',
			externalId: 'r-q1',
			detail1: 's'.repeat(255),
			detail2: 'd.q1',
		});
	});

	const event: Carriage = { kind: 'event', event: { description: 'x', externalId: 'e1' } };
	const note: Carriage = { kind: 'note', note: 'Why?\nxxx' };
	const added = async (card: Partial<ContactCard> | undefined, carriages: Carriage[]) => {
		const done: unknown[] = [];
		const contacts = {
			findById: async (ids: string[]) => {
				done.push(['find', ...ids]);
				return await Promise.resolve(card ? [card] : []);
			},
			addNote: async (id: string, text: string) =>
				void (await Promise.resolve(done.push([id, text]))),
			addEvent: async (id: string, made: object) =>
				void (await Promise.resolve(done.push([id, made]))),
		};
		await carryAnswers({ contacts, now: () => 7 } as unknown as SalesManago, 'c1', carriages);
		return done.slice(1);
	};

	it.each<[string, Partial<ContactCard> | undefined, Carriage[], unknown[]]>([
		[
			'both',
			{},
			[event, note],
			[
				['c1', { date: 7, ...event.event }],
				['c1', note.note],
			],
		],
		['nothing for no card', undefined, [note], [['c1', note.note]]],
		['not an event that is there', { eventIds: [' e1 '] }, [event, note], [['c1', note.note]]],
		['not a note that is there', { notes: ['Why? xxx'] }, [note], []],
		['a note like the id of an event', { eventIds: ['Why?\nxxx'] }, [note], [['c1', note.note]]],
		[
			'the same once',
			{},
			[note, note, event, event],
			[
				['c1', note.note],
				['c1', { date: 7, ...event.event }],
			],
		],
		[
			'an event without an id each time',
			{},
			[
				{ kind: 'event', event: { description: 'x' } },
				{ kind: 'event', event: { description: 'x' } },
			],
			[
				['c1', { date: 7, description: 'x' }],
				['c1', { date: 7, description: 'x' }],
			],
		],
		[
			'an event with its own date',
			{},
			[{ kind: 'event', event: { date: 3, description: 'x' } }],
			[['c1', { date: 3, description: 'x' }]],
		],
	])('LC24 added: %s', async (_name, card, carriages, wanted) => {
		expect(await added(card, carriages)).toEqual(wanted);
	});

	it('nothing is asked where nothing is carried', async () => {
		const asked = { contacts: {} } as SalesManago;
		await expect(carryAnswers(asked, 'c1', [])).resolves.toBeUndefined();
	});

	it('a dry run shows the same requests', () => {
		expect(previewCarriages('c1', [note, event], 7)).toEqual([
			{
				method: 'POST',
				path: '/api/contact/addNote',
				body: { contactId: 'c1', note: note.note, priv: false },
				headers: {},
				warnings: [],
			},
			{
				method: 'POST',
				path: '/api/v2/contact/addContactExtEvent',
				body: {
					contactId: 'c1',
					contactEvent: { contactExtEventType: 'SURVEY', date: 7, ...event.event },
				},
				headers: {},
				warnings: [],
			},
		]);
	});
});

describe('contacts that changed', () => {
	const WEEK = 7 * 86_400_000;
	it.each([
		[0, []],
		[1, [[0, 1]]],
		[WEEK, [[0, WEEK]]],
		[
			WEEK + 1,
			[
				[0, WEEK],
				[WEEK, WEEK + 1],
			],
		],
	])('up to %i are asked for a week at a time', async (to, windows) => {
		const asked: unknown[] = [];
		const call = async ({ body }: { body?: object }) => {
			asked.push(Object.values(body ?? {}));
			return await Promise.resolve({
				modified: [{ contactId: 'a', id: 'x' }, { id: 'b' }, {}],
				success: true,
			});
		};
		const found: string[][] = [];
		for await (const ids of changedBetween({ call }, 0, to)) found.push(ids);
		expect(asked).toEqual(windows);
		expect(found).toEqual(windows.map(() => ['a', 'b']));
	});
});
