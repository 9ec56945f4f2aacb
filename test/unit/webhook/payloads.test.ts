import fc from 'fast-check';
import {
	compileFound as foundAuthored,
	faultOf as faultAuthored,
} from '../../../nodes/shared/connectors/webhook/jsonPath';
import {
	compileSpec,
	type PayloadExtras,
} from '../../../nodes/shared/connectors/webhook/mapPayload';
import { PRESETS } from '../../../nodes/shared/connectors/webhook/presets';
import { readBody } from '../../../nodes/shared/connectors/webhook/readBody';
import { pathsIn } from '../../../nodes/shared/connectors/webhook/sample';
import { loadCalls, TIME_ZONE } from '../../corpora/webhooks/webhookCall';
import { JSON_TYPE, mapped, payloadOf } from './posted';
import { plainly } from '../../written';

const compileFound = plainly(foundAuthored);
const faultOf = plainly(faultAuthored);

describe('LB07 LB08 a path that gives one value', () => {
	const payload = {
		fields: [
			{ type: 'email', value: 'ann@example.com' },
			{ type: 'id', value: 'r-1' },
			{ type: 'survey', value: 'f-1' },
			{ type: 'at', value: '2025-06-28T15:00:00Z' },
			null,
			7,
		],
		answers: [{ score: '9' }],
		many: [{ score: 3 }, { score: 8 }, { score: null }],
		mails: ['bo@example.com'],
	};
	const of = (type: string) => `$.fields[?(@.type=='${type}')].value`;

	it('and finds a list of one gives that one: Email, Response ID, Survey ID, Submitted At', () => {
		const mapping = {
			email: of('email'),
			responseId: of('id'),
			surveyId: of('survey'),
			submittedAt: of('at'),
			externalId: '$.mails',
		};
		const { response, notes } = mapped(mapping, payload);
		expect(response).toMatchObject({
			survey: { id: 'f-1' },
			response: { id: 'r-1', submittedAt: '2025-06-28T15:00:00.000Z' },
			respondent: { email: 'ann@example.com', externalId: 'bo@example.com', anonymous: false },
		});
		expect(notes).toEqual([]);
	});

	it('and finds several gives the first, with a note', () => {
		const { response, notes } = mapped({ email: '$.fields[*].value' }, payload);
		expect(response.respondent.email).toBe('ann@example.com');
		expect(notes).toEqual([
			'$.fields[*].value gives 4 values where one is wanted: the first was taken.',
		]);
	});

	it.each([
		['nps', 9, 'promoter'],
		['number', 9, undefined],
		['rating', 9, undefined],
	] as const)('an answer of type %s is the number itself', (type, value, npsGroup) => {
		const fields = [{ path: '$.answers[*].score', key: 'nps', type }];
		const { response, notes } = mapped({ fields }, payload);
		expect(response.answers.nps).toMatchObject({ type, value, numeric: value });
		expect(response.answers.nps.npsGroup).toBe(npsGroup);
		expect(notes).toEqual([]);
	});

	it('an answer with several values is the first with a note, a list, or joined text, by its type', () => {
		const answer = (type?: 'nps' | 'multiChoice' | 'text') => {
			const { response, notes } = mapped(
				{ fields: [{ path: '$.many[*].score', key: 'q', ...(type && { type }) }] },
				payload,
			);
			return [response.answers.q.value, notes];
		};
		expect(answer('nps')).toEqual([
			3,
			['The answer "q" gives 2 values where one is wanted: the first was taken.'],
		]);
		expect(answer('multiChoice')).toEqual([['3', '8'], []]);
		expect(answer()).toEqual([['3', '8'], []]);
		expect(
			mapped({ fields: [{ path: '$.mails', key: 'q' }] }, payload).response.answers.q.value,
		).toEqual(['bo@example.com']);
		const one = mapped({ fields: [{ path: '$.answers[*].score', key: 'q' }] }, payload);
		expect(one.response.answers.q.value).toBe('9');
	});
});

/** The same payload with something odd put into each list and at its start. */
const withOdd = (value: unknown, odd: unknown[]): unknown => {
	if (Array.isArray(value)) return [...odd, ...value.map((one) => withOdd(one, odd)), ...odd];
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [name, withOdd(inner, odd)]),
	);
};

describe.each(loadCalls())('LB09 $file', ({ call, body, expected }) => {
	const { spec } = PRESETS.find(({ name }) => name === call.preset)!;
	const payload = payloadOf(body, call.contentType ?? JSON_TYPE, [...(spec.jsonFields ?? [])]);
	it('one null in every list changes nothing', () => {
		const [{ response }] = compileSpec(spec)(withOdd(payload, [null]), { timeZone: TIME_ZONE });
		expect(response.answers).toEqual(expected.answers);
		expect(response.respondent).toEqual(expected.respondent);
	});

	it('numbers, texts and empty lists and maps between the answers lose none of them', () => {
		const odd = [null, 5, 'odd', [], {}, true];
		const top = (value: unknown, depth: number): unknown => {
			if (typeof value !== 'object' || value === null) return value;
			if (Array.isArray(value)) {
				const isList = value.some((one) => typeof one === 'object' && one !== null);
				const inner = value.map((one) => top(one, depth + 1)) as unknown[];
				return isList && depth < 5 ? [...odd, ...inner, ...odd] : inner;
			}
			return Object.fromEntries(
				Object.entries(value).map(([name, inner]) => [name, top(inner, depth + 1)]),
			);
		};
		const responses = compileSpec(spec)(top(payload, 0), { timeZone: TIME_ZONE });
		expect(Object.keys(responses[0].response.answers)).toEqual(Object.keys(expected.answers));
	});
});

it('LB09 Alchemer: a null among the questions, in a map and in a list', () => {
	const { spec } = PRESETS.find(({ name }) => name === 'alchemer')!;
	const question = { id: 2, question: 'Why?', answer: 'Queue', subquestions: null };
	for (const survey_data of [
		{ '1': null, '2': question, '3': 5 },
		[null, question, 'x'],
		{ '2': { ...question, subquestions: [] } },
	]) {
		const [{ response }] = compileSpec(spec)({ data: { survey_data } }, { timeZone: 'UTC' });
		expect(Object.values(response.answers).map(({ value }) => value)).toEqual(['Queue']);
	}
});

describe('LB11 several responses in one call', () => {
	const two = [
		{ id: 'a', nps: 9, mail: 'a@example.com' },
		{ id: 'b', nps: 2 },
	];
	it('a list is its entries, nothing of them mixed', () => {
		const { responses, notes } = mapped({ responseId: '$.id', email: '$.mail' }, two);
		expect(
			responses.map(({ response, respondent, answers }) => [
				response.id,
				respondent.email,
				answers.nps.value,
			]),
		).toEqual([
			['a', 'a@example.com', 9],
			['b', undefined, 2],
		]);
		expect(notes).toEqual([]);
		expect(mapped({}, two).responses).toHaveLength(2);
	});

	it('JSON line by line is a list', () => {
		const lines = two.map((one) => JSON.stringify(one)).join('\r\n');
		for (const type of ['application/x-ndjson', undefined, 'text/plain'])
			expect(payloadOf(`${lines}\n`, type)).toEqual(two);
		expect(() => payloadOf('{"a":1}\n{"a":', JSON_TYPE)).toThrow('not JSON');
		expect(readBody('1\n2', undefined).kind).toBe('malformed');
	});

	it('what is no response among them is left out with a note; an empty list gives none', () => {
		const { responses, notes } = mapped({}, [null, two[0], 7]);
		expect(responses).toHaveLength(1);
		expect(notes).toEqual([
			'The call holds a list; 2 of its 3 entries are no responses and were left out.',
		]);
		expect(mapped({}, [])).toMatchObject({
			responses: [],
			notes: ['The call holds an empty list: nothing comes out.'],
		});
	});

	it('a list without any map is one response, and says nothing of it', () => {
		const { responses, notes } = mapped({}, [1, 'x', {}]);
		expect([responses.length, notes]).toEqual([1, []]);
	});

	it('a list within the call is its entries where the mapping names it', () => {
		const mapping = { deliveries: '$.responses', responseId: '$.id' };
		const { responses } = mapped(mapping, { sent: 'now', responses: two });
		expect(responses.map(({ response, answers }) => [response.id, answers.nps.value])).toEqual([
			['a', 9],
			['b', 2],
		]);
		expect(mapped(mapping, two[0]).responses).toMatchObject([{ response: { id: 'a' } }]);
	});

	it('a list of answers stays one response where the mapping goes into it', () => {
		const answers = [
			{ q: 'q1', said: 'Queue' },
			{ q: 'q2', said: 9 },
		];
		const list = { each: '$[*]', id: '$.q', value: '$.said' };
		const { responses } = mapped({ list }, answers);
		expect(responses).toHaveLength(1);
		expect(Object.keys(responses[0].answers)).toEqual(['q1', 'q2']);
		const byPlace = mapped(
			{ responseId: '$[0].q', fields: [{ path: '$[1].said', key: 'n' }] },
			answers,
		);
		expect(byPlace.responses).toMatchObject([
			{ response: { id: 'q1' }, answers: { n: { value: 9 } } },
		]);
	});

	it('a mapping that would mix them is refused with what to write instead', () => {
		const nps = { key: 'nps', path: '$[*].nps' };
		for (const mapping of [{ responseId: '$[*].id' }, { email: '$[:].mail' }, { fields: [nps] }])
			expect(() => mapped(mapping, two)).toThrow('would mix them into one response');
		const list = { each: '$[*].answers[*]', id: '$.q' };
		const { notes } = mapped({ list }, [{ answers: [{ q: 1, value: 1 }] }, { answers: [] }]);
		expect(notes[0]).toContain('($[*].answers[*]): it was read as one response');
		expect(mapped({ list }, [{ answers: [{ q: 1, value: 1 }] }]).notes).toEqual([]);
		expect(mapped({ responseId: '$[*].id' }, two.slice(0, 1)).responses).toHaveLength(1);
	});

	it.each(loadCalls())('a list of what $call.preset sends: $file', ({ call, body, expected }) => {
		const { spec } = PRESETS.find(({ name }) => name === call.preset)!;
		const payload = payloadOf(body, call.contentType ?? JSON_TYPE, [...(spec.jsonFields ?? [])]);
		const one: unknown = Array.isArray(payload) ? payload[0] : payload;
		const responses = compileSpec(spec)([one, one], { timeZone: TIME_ZONE });
		expect(responses.map(({ response }) => response.answers)).toEqual([
			expected.answers,
			expected.answers,
		]);
	});
});

describe('LB12 a response without an id', () => {
	const smiley = { smiley: 5 };

	it.each(
		['null', 'undefined', ' NULL ', 'None', 'NaN', 'N/A', '-', '[object Object]'].concat(
			'{{ entry.id }}',
			'${e://Field/ResponseID}',
			'#{id}',
			'{% id %}',
			'<%= id %>',
			'%entry_id%',
		),
	)('an id of %p names none: two calls are two', (given) => {
		const [one, two] = ['1', '2'].map(
			(call) => mapped({ responseId: '$.id' }, { id: given, ...smiley }, { call }).responses[0],
		);
		expect(one.response.id).not.toBe(two.response.id);
	});

	it.each([0, -1, 7, '07', 'null-1', '{3f2a}', '-12', 'A-0', '%'])(
		'an id of %p is one',
		(given) => {
			expect(mapped({ responseId: '$.id' }, { id: given }).response.response.id).toBe(
				String(given),
			);
		},
	);

	const id = (extras: Partial<PayloadExtras>, payload: unknown = smiley) =>
		mapped({}, payload, extras).responses.map(({ response }) => response.id);

	it('three equal posts of three calls are three; one call that runs again is one', () => {
		const ids = ['1', '2', '3', '3'].flatMap((call) => id({ call }));
		expect(new Set(ids).size).toBe(3);
		expect(ids[2]).toBe(ids[3]);
	});

	it('two equal entries of one list are two', () => {
		expect(new Set(id({ call: '1' }, [smiley, smiley])).size).toBe(2);
	});

	it.each(['webhook-id', 'svix-id', 'idempotency-key'])(
		'a call that its sender names by %s is one, however often it is tried',
		(name) => {
			const named = (call: string, value: string) => id({ call, headers: { [name]: value } });
			expect(named('1', 'm1')).toEqual(named('2', 'm1'));
			expect(named('1', 'm1')).not.toEqual(named('1', 'm2'));
		},
	);
});

describe('LB07 the list of places of a sample', () => {
	it('names with quotes, backslashes and line breaks are written so that they are found', () => {
		const sample = { "it's": 1, 'a"b': 2, 'c\\d': 3, 'e\nf': 4, '7': 5, 'x.y[0]': 6, '': 7 };
		const places = pathsIn(sample);
		expect(places.map(({ path }) => compileFound(path)(sample)?.value)).toEqual([
			5, 1, 2, 3, 4, 6, 7,
		]);
	});

	it('an odd first entry does not hide what the others have', () => {
		const paths = pathsIn({ list: [null, { a: 1 }, { b: [2] }] }).map(({ path }) => path);
		expect(paths).toEqual(['$.list', '$.list[*]', '$.list[*].a', '$.list[*].b', '$.list[*].b[*]']);
	});

	it('each path that is offered can be followed, and finds what is shown beside it', () => {
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
				for (const { path, kind, example } of pathsIn(value)) {
					expect(faultOf(path)).toBeUndefined();
					const found = compileFound(path)(value);
					if (kind === 'empty' || !found) continue;
					const entries = found.isMany ? (found.value as unknown[]) : [found.value];
					const shown = entries.map((one) =>
						typeof one === 'object' ? 'map or list' : String(one).slice(0, 60),
					);
					if (kind === 'text' || kind === 'number' || kind === 'boolean')
						expect(shown).toContain(example);
					else expect(shown).toContain('map or list');
				}
			}),
			{ numRuns: 1000 },
		);
	});
});
