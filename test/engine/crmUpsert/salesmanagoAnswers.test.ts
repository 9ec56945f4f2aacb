import { answer } from '../../unit/salesmanago/responses';
import { picked } from '../../workflows';
import { NODE } from './setup';
import { DETAILS, field, setUp, sheet, tags, type SalesManagoSetup } from './salesmanagoSetup';

let setup: SalesManagoSetup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());
const properties = (email = 'jan@example.com') => setup.contact(email)?.properties;

describe('Send All Answers', () => {
	it.each([
		[{}, 'dotaznik.'],
		[{ answerPrefix: 'ankieta' }, 'ankieta.'],
		[{ answerPrefix: 'survey' }, 'survey.'],
		[{ answerPrefix: 'none' }, ''],
		[{ answerPrefix: 'other', answerPrefixOther: 'visit-' }, 'visit-'],
	])('N27 N28 N29 with %j every name begins with "%s"', async (parameters, prefix) => {
		await setup.run([sheet()], parameters);
		expect(Object.keys(properties() ?? {})).toEqual(
			['Jak-jste-spokojeni?', 'Vas-e-mail', 'Proc?'].map((name) => `${prefix}${name}`),
		);
	});

	it('N10 switched off nothing of the answers goes out', async () => {
		const result = await setup.run([sheet()], { sendAllAnswers: false, addTags: tags('netquest') });
		expect(result.json(NODE)[0].status).toBe('created');
		expect(setup.contact('jan@example.com')).toMatchObject({ properties: {}, tags: ['NETQUEST'] });
	});

	it('N30 rows, choices, reasons and `0` are values; skipped questions are none', async () => {
		await setup.run([
			sheet({ why: '0' }, [
				answer('Q4', 'Skipped', { state: 'skipped', value: null }),
				answer('Q5_1', 'Rate', { parentId: 'Q5', row: { id: '1', label: 'Staff' }, text: '5' }),
				answer('Q6', 'What?', { type: 'multiChoice', value: ['1', '2'], text: 'Food, Drinks' }),
				answer('Q7', 'Score', { type: 'nps', value: 6, text: '6', comment: 'Queue' }),
			]),
		]);
		expect(properties()).toEqual({
			...DETAILS,
			'dotaznik.Proc?': '0',
			'dotaznik.Rate-Staff': '5',
			'dotaznik.What?': 'Food, Drinks',
			'dotaznik.Score': '6',
			'dotaznik.Score.comment': 'Queue',
		});
	});

	it('N36 questions that come to one name are told apart, and the run says so', async () => {
		const result = await setup.run([sheet({}, [answer('Q4', 'Proc?', { text: 'Twin' })])]);
		expect(properties()).toMatchObject({
			'dotaznik.Proc?': 'Málo místa',
			'dotaznik.Proc?-2': 'Twin',
		});
		expect(result.task(NODE)?.hints).toMatchObject([
			{ message: expect.stringContaining('"dotaznik.Proc?-2"') },
		]);
		expect(result.json(NODE)[0].warnings).toBeUndefined();
	});

	it('an item without a response is told', async () => {
		const result = await setup.run([{}], {
			identifyBy: 'address',
			identifyEmail: picked('ada@example.com', 'text'),
		});
		expect(result.json(NODE)[0]).toMatchObject({
			status: 'created',
			warnings: ['No survey response was found, so no answers are sent'],
		});
	});
});

describe('N31 answers over 255 characters', () => {
	const long = `${'ž'.repeat(254)}😀 ${'a'.repeat(2500)}`;
	const detail = 'ž'.repeat(254);

	it('are cut with a warning, never inside a character', async () => {
		const result = await setup.run([sheet({ why: long })]);
		expect(properties()?.['dotaznik.Proc?']).toBe(detail);
		expect(result.json(NODE)[0].warnings).toEqual([expect.stringContaining('Q3 was cut to 255')]);
		const again = await setup.run([sheet({ why: long })]);
		expect(again.json(NODE)[0].status).toBe('unchanged');
	});

	it('LC24 go whole into a note, and only once', async () => {
		for (let time = 0; time < 2; time++) {
			const result = await setup.run([sheet({ why: long })], { whenAnswerTooLong: 'note' });
			expect(result.json(NODE)[0].warnings).toBeUndefined();
		}
		expect(properties()?.['dotaznik.Proc?']).toBe(detail);
		expect(setup.contact('jan@example.com')?.notes).toEqual([`Proč?\n${long}`]);
	});

	it('LC24 go whole into events, and only once', async () => {
		for (let time = 0; time < 2; time++) {
			const result = await setup.run([sheet({ why: long })], { whenAnswerTooLong: 'event' });
			expect(result.error).toBeUndefined();
		}
		const events = setup.contact('jan@example.com')?.events ?? [];
		expect(events.map(({ description }) => description).join('')).toBe(long);
		expect(events).toMatchObject([
			{ externalId: '89595094-Q3-1', detail1: 'Spokojenost', detail2: 'Proč?' },
			{ externalId: '89595094-Q3-2' },
		]);
	});

	it('of two responses of one person both are kept whole', async () => {
		const parameters = { whenAnswerTooLong: 'note' };
		await setup.run([sheet({ why: long }), sheet({ why: `B${long}`, id: '2' })], parameters);
		expect(setup.contact('jan@example.com')?.notes).toEqual([`Proč?\n${long}`, `Proč?\nB${long}`]);
	});

	it.each(['note', 'event'])(
		'a %s that cannot be added fails the item and says that the contact was written; again adds it',
		async (whenAnswerTooLong) => {
			setup.sandbox.control.misbehave({
				match: /addNote|addContactExtEvent/,
				kind: 'garbage-json',
			});
			const failed = await setup.run([sheet({ why: long })], { whenAnswerTooLong });
			expect(failed.error?.message).toContain('The contact was written, but a long answer');
			expect(failed.error?.message).not.toContain('aaaa');
			const again = await setup.run([sheet({ why: long })], { whenAnswerTooLong });
			expect(again.json(NODE)[0].status).toBe('unchanged');
			const { notes = [], events = [] } = setup.contact('jan@example.com') ?? {};
			expect(notes.length + events.length).toBeGreaterThan(0);
		},
	);

	it('of somebody unknown go nowhere', async () => {
		const given = sheet({ why: long, smclientid: 'nobody' });
		const result = await setup.run([given], {
			identifyBy: 'smclientid',
			whenAnswerTooLong: 'note',
		});
		expect(result.json(NODE)[0].status).toBe('skipped');
		expect(setup.writes()).toEqual([]);
	});
});

describe('consents', () => {
	const consent = (kind: string, more = {}) => ({
		row: [
			{
				kind,
				name: '',
				source: picked('={{ $json.answers.Q3.text }}', 'text'),
				optIn: 'Yes; Ano',
				optOut: 'No',
				...more,
			},
		],
	});
	const run = async (why: string, parameters: object) =>
		await setup.run([sheet({ why })], { sendAllAnswers: false, ...parameters });
	const status = () => {
		const { optedOut, optedOutPhone } = setup.contact('jan@example.com') ?? {};
		return { optedOut, optedOutPhone };
	};

	it('are all off: an existing status stays, and whoever is new is opted out', async () => {
		await setup.run([sheet()]);
		expect(status()).toEqual({ optedOut: true, optedOutPhone: true });
		setup.sandbox.control.changeContact(setup.contact('jan@example.com')!.contactId, {
			optedOut: false,
			optedOutPhone: false,
		});
		await setup.run([sheet({ score: '5' })]);
		expect(status()).toEqual({ optedOut: false, optedOutPhone: false });
		const sent = JSON.stringify(setup.sandbox.requests.map(({ body }) => body));
		expect(sent).not.toMatch(/force|consentDetails|"useApiDoubleOptIn":true/);
	});

	it.each([
		['email', ' ano ', { optedOut: false, optedOutPhone: true }, 'opt in'],
		['email', 'No', { optedOut: true, optedOutPhone: true }, 'opt out'],
		['email', 'Yes please', { optedOut: true, optedOutPhone: true }, 'left alone'],
		['phone', 'YES', { optedOut: true, optedOutPhone: false }, undefined],
		['phone', 'no', { optedOut: true, optedOutPhone: true }, undefined],
	])('%s: "%s" of somebody new gives %j', async (kind, why, wanted, told) => {
		const result = await run(why, { consents: consent(kind) });
		expect(status()).toEqual(wanted);
		expect(result.json(NODE)[0].consent).toBe(told);
	});

	it.each(['email', 'phone'])(
		'%s: an opt-out is never undone unless that is allowed',
		async (kind) => {
			setup.sandbox.control.addContact({ email: 'jan@example.com' });
			const kept = await run('Yes', { consents: consent(kind) });
			expect(kept.json(NODE)[0]).toMatchObject({
				status: 'unchanged',
				warnings: [expect.stringContaining('opted out')],
			});
			expect(status()).toEqual({ optedOut: true, optedOutPhone: true });
			await run('Yes', { consents: consent(kind), options: { allowOptInAgain: true } });
			expect(Object.values(status()).sort()).toEqual([false, true]);
		},
	);

	it('phone: what is so already is not written again, nor as a job', async () => {
		setup.sandbox.control.addContact({ email: 'jan@example.com' });
		const out = await run('No', { consents: consent('phone') });
		expect(out.json(NODE)[0].status).toBe('unchanged');
		const options = { sendAs: 'batch', allowOptInAgain: true };
		const job = await run('Yes', { consents: consent('phone'), options });
		expect(job.json(NODE)[0]).toMatchObject({
			status: 'updated',
			changes: [{ label: 'Phone consent', from: 'optOut', to: 'optIn' }],
		});
		expect(status()).toEqual({ optedOut: true, optedOutPhone: false });
	});

	it('a named one goes along with its name', async () => {
		const result = await run('Yes', { consents: consent('named', { name: 'Newsletter' }) });
		expect(setup.contact('jan@example.com')?.consents).toEqual({ Newsletter: true });
		// With the time of the answer as evidence.
		expect(setup.bodies('/api/contact/upsert')).toMatchObject([
			{ consentDetails: [{ agreementDate: Date.UTC(2025, 0, 10, 11, 7, 14) }] },
		]);
		expect(result.json(NODE)[0].changes).toContainEqual({
			field: 'consents.Newsletter',
			label: 'Consent Newsletter',
			from: null,
			to: 'optIn',
		});
	});

	it.each([
		[consent('named'), 'has no name'],
		[consent('email', { optIn: '', optOut: '' }), 'No opt-in or opt-out value'],
		[consent('email', { optOut: 'yes' }), 'both an opt-in and an opt-out value'],
		[{ row: [...consent('phone').row, ...consent('phone').row] }, 'decided in two rows'],
	])('a setting that cannot work stops the run: %j', async (consents, words) => {
		const result = await run('Yes', { consents });
		expect(result.error?.message).toContain(words);
		expect(setup.sandbox.control.contacts()).toEqual([]);
	});

	it('a consent that the account does not have is named as the reason', async () => {
		const result = await run('Yes', { consents: consent('named', { name: 'Unknown' }) });
		expect(result.error?.message).toContain('does not know a consent');
	});
});

describe('Dry Run', () => {
	const options = { dryRun: true };

	it('shows what would be sent, with each source beside what it came out as, and writes nothing', async () => {
		const result = await setup.run([sheet()], {
			options,
			addTags: tags('netquest'),
			contactFields: { row: [field('name', 'Jan')] },
		});
		const [item] = result.json(NODE);
		expect(item).toMatchObject({ status: 'wouldCreate', dryRun: true });
		expect(item.mapping).toEqual([
			{
				field: 'email',
				source: 'First email question (Q2)',
				resolved: 'jan@example.com',
				match: true,
			},
			{ field: 'name', source: 'Jan', resolved: 'Jan', value: 'Jan' },
			...Object.entries(DETAILS).map(([name, value], index) => ({
				field: `details.${name}`,
				source: `Answer to Q${index + 1}`,
				resolved: value,
				value,
			})),
			{ field: 'tags.NETQUEST', source: 'Tags to Add', resolved: 'netquest', value: true },
		]);
		expect(item.requests).toEqual([
			{
				method: 'POST',
				path: '/api/contact/upsert',
				headers: {},
				body: {
					async: false,
					useApiDoubleOptIn: false,
					tagScoring: false,
					contact: { email: 'jan@example.com', name: 'Jan' },
					properties: DETAILS,
					tags: ['NETQUEST'],
				},
			},
		]);
		expect(setup.writes()).toEqual([]);
		expect(setup.sandbox.control.contacts()).toEqual([]);
	});

	it('of an update, a job, a note, and of whom there is nothing to write for', async () => {
		const id = setup.sandbox.control.addContact({ email: 'jan@example.com' });
		const why = 'x'.repeat(300);
		const noted = await setup.run([sheet({ why })], { options, whenAnswerTooLong: 'note' });
		expect(noted.json(NODE)[0]).toMatchObject({
			status: 'wouldUpdate',
			id,
			requests: [
				{ path: '/api/contact/update', body: { email: 'jan@example.com' } },
				{ path: '/api/contact/addNote', body: { contactId: id, note: `Proč?\n${why}` } },
			],
		});
		const job = await setup.run([sheet(), sheet({ email: '' })], {
			options: { ...options, sendAs: 'batch', fireEvents: false },
		});
		expect(job.json(NODE)).toMatchObject([
			{
				requests: [
					{
						path: '/api/contact/batchupsertv2',
						body: {
							upsertDetails: [{ contact: { email: 'jan@example.com' }, properties: DETAILS }],
							fireEvents: false,
						},
					},
				],
			},
			{ status: 'skipped', dryRun: true, requests: [] },
		]);
		expect(setup.writes()).toEqual([]);
	});

	it('a value that cannot be sent fails there too', async () => {
		const contactFields = { row: [field('lang', 'Czech')] };
		const result = await setup.run([sheet()], { options, contactFields });
		expect(result.error?.message).toContain('two letters');
	});
});

it('Return Full Contact gives the card', async () => {
	const result = await setup.run([sheet()], {
		options: { returnRecord: true },
		addTags: tags('a'),
	});
	expect(result.json(NODE)[0].record).toMatchObject({
		email: 'jan@example.com',
		tags: ['A'],
		details: DETAILS,
		optedOut: true,
	});
});

it('K30 K31 K32 K33 rows take an attribute, a label, an answer and anything else of a feedback', async () => {
	const feedback = {
		...sheet({}, [answer('satisfaction', 'How satisfied?', { ref: 'satisfaction', text: 'Very' })]),
		provider: 'skeepers',
		context: { store: 'Lyon', loyalty: 0 },
	};
	await setup.run([feedback], {
		sendAllAnswers: false,
		contactFields: {
			row: [
				field('city', '${e://Field/store}'),
				field('loyalty', '${e://Field/loyalty}', 'numberDetail'),
				field('satisfaction', '${q://satisfaction/ChoiceTextEntryValue}', 'detail'),
				field('why', '={{ $json.answers.Q3.text }}', 'detail'),
				field('company', '${r://SurveyName}'),
			],
		},
	});
	expect(setup.contact('jan@example.com')).toMatchObject({
		address: { city: 'Lyon' },
		company: 'Spokojenost',
		dictionaryProperties: { loyalty: { value: '0' } },
		properties: { satisfaction: 'Very', why: 'Málo místa' },
	});
});

it('a tag to be removed is no change of somebody new', async () => {
	const result = await setup.run([sheet()], { sendAllAnswers: false, removeTags: tags('old') });
	expect(result.json(NODE)[0].changes).toEqual([
		{ field: 'email', label: 'Email', from: null, to: 'jan@example.com' },
	]);
});
