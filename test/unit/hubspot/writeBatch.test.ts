import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import type { Json } from '../../../nodes/shared/connectors/hubspot/json';
import type {
	BatchResult,
	Records,
	StoredRecord,
} from '../../../nodes/shared/connectors/hubspot/records';
import {
	createSome,
	moveBack,
	updateSome,
	type RowAnswer,
} from '../../../nodes/shared/connectors/hubspot/writeBatch';

const record = (id: string, properties: Json = {}, traceId?: string): StoredRecord => ({
	id,
	properties,
	...(traceId !== undefined && { traceId }),
});
const refused = (message: string, kind: 'input' | 'conflict' | 'auth', status?: number) =>
	new ConnectorError(kind, message, { status });
const shown = (answers: readonly RowAnswer[]) =>
	answers.map((answer) => (answer instanceof ConnectorError ? answer.kind : answer.id));

describe('records that are created together', () => {
	const create = async (sent: Array<Record<string, string>>, result: Partial<BatchResult>) => {
		const inputs: Json[][] = [];
		const records = {
			create: async (given: Json[]) => {
				inputs.push(given);
				return await Promise.resolve({ records: [], errors: [], ...result });
			},
		} as unknown as Records;
		return { answers: await createSome(records, sent), inputs };
	};
	const PEOPLE = [{ name: 'Ann' }, { name: 'Kim' }, { name: 'Lee' }];

	it('have a trace each, by which refusals and records are told apart', async () => {
		const { answers, inputs } = await create(PEOPLE, {
			records: [record('3', {}, 'r2'), record('1', {}, 'r0')],
			errors: [{ category: 'CONFLICT', context: { objectWriteTraceId: ['r1'] } }],
		});
		expect(inputs).toEqual([
			PEOPLE.map((properties, index) => ({ properties, objectWriteTraceId: `r${index}` })),
		]);
		expect(shown(answers)).toEqual(['1', 'conflict', '3']);
	});

	it('without traces are known by what they hold, whatever the letters, each once', async () => {
		const sent = [
			{ name: 'Ann', city: 'Ulm' },
			{ name: 'Ann', city: 'Bonn' },
			{ name: 'Ann', city: 'Bonn' },
		];
		const made = [
			record('1', { name: 'ann', city: 'BONN' }),
			record('2', { name: 'ANN', city: 'ulm' }),
			record('3', { name: 'Ann', city: 'bonn' }),
		];
		expect(shown((await create(sent, { records: made })).answers)).toEqual(['2', '1', '3']);
	});

	it('one that shows nothing of what was sent is taken all the same, and none is an error', async () => {
		const { answers } = await create(PEOPLE, { records: [record('1'), record('2')] });
		expect(shown(answers)).toEqual(['1', '2', 'unexpected']);
		expect(answers[2]).toMatchObject({
			message: 'HubSpot answered without the record',
			outcomeUnknown: true,
		});
	});
});

/** Records whose updates are answered by `update`; single ones by `updateOne`. */
function system(
	update: (ids: string[]) => BatchResult | ConnectorError,
	updateOne: (id: string) => StoredRecord | ConnectorError = (id) => record(id),
) {
	const batches: string[][] = [];
	const singles: string[] = [];
	const answerOf = async <T>(answer: T | ConnectorError): Promise<T> => {
		if (answer instanceof ConnectorError) throw answer;
		return await Promise.resolve(answer);
	};
	const records = {
		update: async (inputs: Array<{ id: string }>) => {
			const ids = inputs.map(({ id }) => id);
			batches.push(ids);
			return await answerOf(update(ids));
		},
		updateOne: async (id: string) => {
			singles.push(id);
			return await answerOf(updateOne(id));
		},
	} as unknown as Records;
	return { batches, singles, records };
}

const rows = (...ids: string[]) => ids.map((id) => ({ id, sent: { name: 'x' } }));
const allOf = (ids: string[]): BatchResult => ({
	records: ids.map((id) => record(id)),
	errors: [],
});

describe('records that are updated together', () => {
	it.each(['input', 'conflict'] as const)(
		'a value that is refused (%s) is found in halves, and the others are written',
		async (kind) => {
			const { batches, records } = system((ids) =>
				ids.includes('3') ? refused('no', kind, 400) : allOf(ids),
			);
			expect(shown(await updateSome(records, rows('1', '2', '3', '4', '5')))).toEqual([
				'1',
				'2',
				kind,
				'4',
				'5',
			]);
			expect(batches).toEqual([
				['1', '2', '3', '4', '5'],
				['1', '2', '3'],
				['1', '2'],
				['3'],
				['4', '5'],
			]);
		},
	);

	it.each([
		['that is not about a value', refused('no', 'auth', 401)],
		['without an answer', refused('no', 'input')],
	])('a failure %s is that of all, and nothing is sent again', async (_name, error) => {
		const { batches, records } = system(() => error);
		expect(await updateSome(records, rows('1', '2'))).toEqual([error, error]);
		expect(batches).toHaveLength(1);
	});

	it('what is not found is tried singly, since it may have been merged; what is refused is not', async () => {
		const errors = [
			{ category: 'OBJECT_NOT_FOUND', context: { ids: ['2', '3'] } },
			{ category: 'VALIDATION_ERROR', context: { ids: ['4'] } },
		];
		const { singles, records } = system(
			() => ({ records: [record('1')], errors }),
			(id) => (id === '2' ? record('9') : refused('gone', 'input', 404)),
		);
		const answers = await updateSome(records, rows('1', '2', '3', '4', '5'));
		expect(shown(answers)).toEqual(['1', '9', 'input', 'input', 'input']);
		expect(singles).toEqual(['2', '3', '5']);
		expect(answers[3]).toMatchObject({
			message: expect.stringContaining('rejected the request about the record'),
			code: 'VALIDATION_ERROR',
		});
	});
});

describe('stages that are to go back', () => {
	const stage = (lifecyclestage: string) => ({ lifecyclestage });
	const updates = [
		{ id: '1', sent: stage('lead') },
		{ id: '2', sent: stage('customer') },
		{ id: '3', sent: { name: 'x' } },
		{ id: '4', sent: stage('') },
		{ id: '5', sent: stage('lead') },
	];
	const answers = [
		record('1', { ...stage('customer'), name: 'Ann' }),
		record('2', stage('customer')),
		record('3'),
		record('4', stage('lead')),
		refused('no', 'input', 400),
	];
	/** Notes each stage that is sent. */
	const noting = (answer: (sent: Json) => BatchResult | ConnectorError) => {
		const sent: Json[][] = [];
		const records = {
			update: async (inputs: Json[]) => {
				sent.push(inputs);
				const result = answer(inputs[0].properties as Json);
				if (result instanceof ConnectorError) throw result;
				return await Promise.resolve(result);
			},
		} as unknown as Records;
		return { sent, records };
	};

	it('are cleared and then set, those alone that HubSpot kept', async () => {
		const { sent, records } = noting((properties) => ({
			records: [record('1', properties)],
			errors: [],
		}));
		const done = await moveBack(records, updates, answers);
		expect(sent).toEqual([
			[{ id: '1', properties: stage('') }],
			[{ id: '1', properties: stage('lead') }],
		]);
		expect(done).toEqual([record('1', { ...stage('lead'), name: 'Ann' }), ...answers.slice(1)]);
	});

	it('that come back without a stage have none', async () => {
		const { records } = noting(() => ({ records: [record('1')], errors: [] }));
		const [done] = await moveBack(records, updates.slice(0, 1), answers.slice(0, 1));
		expect(done).toEqual(record('1', { ...stage(''), name: 'Ann' }));
	});

	it('that cannot be cleared are an error where the stage is not the wanted one in the end', async () => {
		const error = refused('no', 'input', 400);
		const endingWith = async (end: string) => {
			const { records } = noting(({ lifecyclestage }) =>
				lifecyclestage === '' ? error : { records: [record('1', stage(end))], errors: [] },
			);
			return await moveBack(records, updates.slice(0, 1), answers.slice(0, 1));
		};
		expect(await endingWith('customer')).toMatchObject([
			{ message: 'The lifecycle stage was not set: no', kind: 'input', outcomeUnknown: true },
		]);
		expect(await endingWith('lead')).toEqual([record('1', { ...stage('lead'), name: 'Ann' })]);
	});

	it('none: nothing is sent', async () => {
		const { sent, records } = noting(() => allOf([]));
		expect(await moveBack(records, updates.slice(1), answers.slice(1))).toEqual(answers.slice(1));
		expect(sent).toEqual([]);
	});
});
