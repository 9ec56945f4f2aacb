import type { TargetOptions } from '../../../nodes/shared/connectors/dataverse/targetSetup';
import type { RecordUpdate, RecordWrite } from '../../../nodes/shared/records';
import { guid } from './columnsOf';
import { create, KEY, one, refused, update, type Create } from './contactWriter';

describe('the consent of a record', () => {
	const consent = { column: 'donotemail', optedIn: false, optedOut: true };
	const evidence = { survey: 'Visit', responseId: 'R_1', time: '2024-05-01' };
	type Status = NonNullable<RecordUpdate['status']>;
	it.each<[string, Partial<TargetOptions>, object | undefined, object]>([
		['opted out', { consent }, { status: 'optOut', evidence }, { donotemail: true }],
		['opted in', { consent }, { status: 'optIn' }, { donotemail: false }],
		['unchanged', { consent }, { status: 'unchanged', evidence }, {}],
		['not in question', { consent }, undefined, {}],
		['of a table without one', {}, { status: 'optOut' }, {}],
		[
			'with what it rests on',
			{ consent: { ...consent, evidenceColumn: 'proof' } },
			{ status: 'optOut', evidence },
			{ donotemail: true, proof: 'Visit · R_1 · 2024-05-01' },
		],
		[
			'with what is known of that',
			{ consent: { ...consent, evidenceColumn: 'proof' } },
			{ status: 'optOut', evidence: { responseId: 'R_1', survey: '' } },
			{ donotemail: true, proof: 'R_1' },
		],
		[
			'that rests on nothing',
			{ consent: { ...consent, evidenceColumn: 'proof' } },
			{ status: 'optOut' },
			{ donotemail: true },
		],
	])('%s', async (_name, options, status, body) => {
		const more = { status: status as Status | undefined };
		const changed = await one({ options }, update({ lastname: 'Lee' }, more));
		expect(changed.sent[0].body).toEqual({ lastname: 'Lee', ...body });
		const made = await one({ options, ownIds: false }, create({ lastname: 'Lee' }, more));
		expect(made.sent[0].body).toEqual({ lastname: 'Lee', ...body });
	});
});

describe('records written by their key, without having been read', () => {
	const setup = { directKey: KEY };
	const ann = { values: { emailaddress1: 'ann@example.com' }, id: 'ann' };
	const values = { emailaddress1: 'ann@example.com', lastname: 'Lee' };

	it.each([
		[201, 'created'],
		[200, 'updated'],
	])('%d: it was %s', async (status, did) => {
		const { answer, sent } = await one(
			{ setup, answer: () => ({ status, body: { contactid: guid(6) } }) },
			create(values, { key: ann, cleared: ['proof', 'emailaddress1'] }),
		);
		expect(answer).toEqual({ id: guid(6), did });
		// The key stands in the address; what is to be empty is said, since the record may be there.
		expect(sent).toEqual([
			{
				line: "PATCH /contacts(emailaddress1='ann%40example.com')?$select=contactid",
				ifMatch: undefined,
				body: { lastname: 'Lee', proof: null },
			},
		]);
	});

	it.each<[string, Partial<Create>]>([
		[
			'cannot stand in an address',
			{ key: { values: { emailaddress1: 'a+b@example.com' }, id: 'a' } },
		],
		['is none', { key: { values: { emailaddress1: '' }, id: '' } }],
		['is not given', {}],
	])('a key that %s: the record is created', async (_name, more) => {
		const { sent } = await one({ setup }, create(values, more));
		expect(sent[0].line).toBe('POST /contacts');
		expect(sent[0].body).toMatchObject(values);
	});

	it('what cannot be emptied is told', async () => {
		const { answer } = await one(
			{ setup, answer: () => ({ status: 200, body: { contactid: guid(6) } }) },
			create(values, { key: ann, cleared: ['onlynew'] }),
		);
		expect(answer).toMatchObject({ warnings: [expect.stringContaining('onlynew')] });
		const unfit = await one({ setup }, create({ ...values, donotemail: 'maybe' }, { key: ann }));
		expect(unfit.answer).toMatchObject({ kind: 'input' });
	});

	it('a key that Dataverse does not find is not in use', async () => {
		const { answer } = await one(
			{ setup, answer: refused(404, '0x80060891') },
			create(values, { key: ann }),
		);
		expect(answer).toMatchObject({
			kind: 'input',
			status: 404,
			code: '0x80060891',
			message: expect.stringContaining('does not use the alternate key "By email"'),
			hint: expect.stringContaining('Wait until its status is Active'),
		});
	});

	it('with a link in it, it may be that which is not found', async () => {
		const { answer } = await one(
			{ setup, answer: refused(404, '0x80060891') },
			create({ ...values, store: guid(2) }, { key: ann }),
		);
		expect(answer).toMatchObject({
			kind: 'input',
			message: 'A record that a lookup column points at does not exist',
		});
	});
});

describe('what Dataverse does not find', () => {
	it.each<[string, RecordWrite, string, string]>([
		['the record itself', update({ lastname: 'Lee' }), '', 'notFound'],
		[
			'the record itself, named',
			update({ lastname: 'Lee' }),
			`contact With Id = ${guid(1)} Does Not Exist`,
			'notFound',
		],
		[
			'another one',
			update({ lastname: 'Lee' }),
			`new_store With Id = ${guid(2)} Does Not Exist`,
			'input',
		],
		['what a new record points at', create({ lastname: 'Lee' }), '', 'input'],
	])('%s', async (_name, write, message, kind) => {
		const { answer } = await one({ answer: refused(404, '0x80040217', message) }, write);
		expect(answer).toMatchObject({ kind, status: 404 });
	});
});
