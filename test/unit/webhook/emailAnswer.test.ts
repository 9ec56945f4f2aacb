import { withEmailAnswer } from '../../../nodes/shared/connectors/webhook/emailAnswer';
import { mapped } from './posted';

const read = (payload: object, email?: string) => {
	const notes: string[] = [];
	const { response } = mapped(
		{
			...(email !== undefined && { email }),
			fields: [
				{ path: '$.a', key: 'a', type: 'email' },
				{ path: '$.b', key: 'b', type: 'email' },
				{ path: '$.c', key: 'c' },
			],
		},
		payload,
	);
	const { respondent } = withEmailAnswer(response, (text) => void notes.push(text));
	return { respondent, notes };
};

describe('an email answer as the respondent’s own', () => {
	it.each<[string, object, string | undefined, string | undefined, number]>([
		['the only one', { a: ' ada@example.com ' }, undefined, 'ada@example.com', 0],
		[
			'the second where the first is empty',
			{ a: '', b: 'b@example.com' },
			undefined,
			'b@example.com',
			0,
		],
		[
			'the same twice',
			{ a: 'ada@example.com', b: 'ADA@example.com' },
			undefined,
			'ada@example.com',
			0,
		],
		[
			'the first of two, with a note',
			{ a: 'a@example.com', b: 'b@example.com' },
			undefined,
			'a@example.com',
			1,
		],
		[
			'not where the call names one',
			{ a: 'a@example.com', who: 'w@example.com' },
			'$.who',
			'w@example.com',
			0,
		],
		['where the call names nobody', { a: 'a@example.com', who: '' }, '$.who', 'a@example.com', 0],
		['no text that only looks like one', { c: 'see x@example.com' }, undefined, undefined, 0],
		['nothing where nothing was typed', { a: null }, undefined, undefined, 0],
	])('%s', (_title, payload, path, email, notes) => {
		const found = read(payload, path);
		if (notes > 0)
			expect(found.notes).toEqual([
				'There are several different email answers; the first one is taken for the respondent.',
			]);
		expect(found.respondent.email).toBe(email);
		expect(found.respondent.anonymous).toBe(email === undefined);
		expect(found.notes).toHaveLength(notes);
	});

	it('phone, names and times are response fields', () => {
		const { response } = mapped(
			{
				phone: '$.p',
				firstName: '$.f',
				lastName: '$.l',
				startedAt: '$.s',
				updatedAt: '$.u',
			},
			{
				p: '+420 777 000 001',
				f: 'Ada',
				l: 'L',
				s: '2026-03-05T10:00:00Z',
				u: '2026-03-06T10:00:00Z',
			},
		);
		expect(response.respondent).toMatchObject({
			phone: '+420 777 000 001',
			firstName: 'Ada',
			lastName: 'L',
		});
		expect(response.response).toMatchObject({
			startedAt: '2026-03-05T10:00:00.000Z',
			updatedAt: '2026-03-06T10:00:00.000Z',
		});
	});
});
