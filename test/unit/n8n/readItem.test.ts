import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';
import { itemReader } from '../../../nodes/shared/n8n/records/readItem';
import type {
	KeyValues,
	RecordConnection,
} from '../../../nodes/shared/n8n/records/RecordConnection';
import type { RecordNode, RecordSettings } from '../../../nodes/shared/n8n/records/settings';
import { renderings } from '../../../nodes/shared/n8n/renderings';
import type { Destination } from '../../../nodes/shared/records';
import { parameter } from '../../written';
import { answer, response } from '../conditions/survey';

const NODE: RecordNode = {
	status: { isSet: 'setConsent', source: 'source', label: 'Consent', shownAs: 'consent' },
	fieldWords: 'field',
	marksFailed: true,
};
const SETTINGS: RecordSettings = {
	operation: 'createOrUpdate',
	isAutomatic: false,
	setsStatus: false,
	optInValues: [],
	optOutValues: [],
	timeZone: 'UTC',
	isTool: false,
	options: {},
};
const AGE = '${q://QID6/ChoiceNumericEntryValue}';
const item = response([answer('QID6', 42)]);

interface Sketch {
	parameters?: Record<string, unknown>;
	json?: object;
	mode?: string;
}

/** A node in a run; a survey that it names cannot be read. */
function nodeWith({ parameters = {}, json = item, mode = 'trigger' }: Sketch = {}) {
	const shown: NodeExecutionHint[] = [];
	let connected = 0;
	const context = parameter<IExecuteFunctions>({
		getNode: () => ({ name: 'Node', parameters: { showQuestionsOf: 'none', ...parameters } }),
		getInputData: () => [{ json }],
		getParentNodes: () => [],
		getTimezone: () => 'UTC',
		getMode: () => mode,
		getNodeParameter: (name: string, _index: number, fallback: unknown) =>
			parameters[name] ?? fallback,
		addExecutionHints: (...hints: NodeExecutionHint[]) => shown.push(...hints),
		evaluateExpression: () => 'null',
		getCredentials: async () => {
			connected++;
			return await Promise.reject(new Error('none'));
		},
	});
	return { context, shown, connected: () => connected };
}

const row = (target: string, source: string, more: object = {}) => ({ target, source, ...more });
const place = (more: Partial<Destination> = {}): Destination => ({
	name: 'here',
	fields: [],
	match: [],
	open: async () => await Promise.reject(new Error('not opened')),
	...more,
});

async function read(
	rows: object[],
	{
		destination = {},
		connection = {},
		settings = {},
		...sketch
	}: Sketch & {
		destination?: Partial<Destination>;
		connection?: Partial<RecordConnection>;
		settings?: Partial<RecordSettings>;
	} = {},
) {
	const { context, shown } = nodeWith({
		...sketch,
		parameters: { fields: { row: rows }, ...sketch.parameters },
	});
	const readAt = itemReader(
		context,
		NODE,
		{
			rows: { parameter: 'fields' },
			destinationFor: async () => await Promise.resolve(place(destination)),
			...connection,
		},
		{ ...SETTINGS, ...settings },
	);
	return { ...(await readAt(0)), hints: shown.map(({ message }) => message) };
}
const key = (more: Partial<KeyValues> = {}): KeyValues => ({
	values: {},
	problems: [],
	rows: [],
	...more,
});

describe('an item, read', () => {
	it('has what its rows say, over what goes along with it, and what every record gets', async () => {
		const more = {
			fields: [
				{ target: 'age', value: 1, sourceText: '1', action: 'set' as const },
				{ target: 'extra', value: 1, sourceText: '1', action: 'set' as const },
			],
			rows: [],
			warnings: ['careful'],
			problems: [],
			notes: ['a note'],
			followUp: 'it',
		};
		const fixed = { target: 'list', value: true, sourceText: '', action: 'set' as const };
		const { record, warnings, notes, unmatched, shown } = await read([row('age', AGE)], {
			destination: { fixedFields: [fixed] },
			connection: { moreFor: () => more, describeItem: (fields) => ({ count: fields.length }) },
		});
		expect(record.fields.map(({ target, value }) => [target, value])).toEqual([
			['age', 42],
			['extra', 1],
			['list', true],
		]);
		expect(record).toMatchObject({ position: 0, time: '2024-05-01T22:30:00Z', followUp: 'it' });
		expect({ warnings, notes, unmatched, shown }).toEqual({
			warnings: ['careful'],
			notes: ['a note'],
			unmatched: [],
			shown: { count: 3 },
		});
		for (const name of ['key', 'status']) expect(record).not.toHaveProperty(name);
	});

	it.each([
		['report', undefined],
		['error', 'input'],
		[undefined, undefined],
	] as const)('piped text that names nothing, with "%s"', async (whenUnresolved, kind) => {
		const reading = read([row('age', '${q://QID77/ChoiceNumericEntryValue}')], {
			settings: { options: whenUnresolved ? { whenUnresolved } : {} },
		});
		if (kind) {
			await expect(reading).rejects.toMatchObject({
				kind,
				message: expect.stringMatching(/^age: .* cannot be resolved: /),
				hint: expect.stringContaining("'When Unresolved'"),
			});
		} else expect((await reading).warnings).toEqual([expect.stringMatching(/^age: .* cannot be/)]);
	});

	it.each<[string, Partial<Destination>, KeyValues | undefined, boolean, string | undefined]>([
		[
			'its key is among the fields',
			{ match: [{ field: 'age', kind: 'text' }] },
			undefined,
			true,
			undefined,
		],
		[
			'its key is beside them',
			{ match: [{ field: 'id', kind: 'text' }] },
			key({ values: { id: 'x' } }),
			true,
			undefined,
		],
		[
			'it has none',
			{ match: [{ field: 'id', kind: 'text' }] },
			undefined,
			false,
			'The match field "id" is empty',
		],
		[
			'it has none, and may',
			{ match: [{ field: 'id', kind: 'text' }], mayLackKey: true },
			undefined,
			true,
			'The match field "id" is empty',
		],
		['it says so itself', {}, key({ nobody: 'nobody here' }), true, 'nobody here'],
	])('names somebody: %s', async (_name, destination, given, isRead, why) => {
		const reading = read([row('age', AGE)], {
			destination,
			...(given && { connection: { keyFor: () => given } }),
		});
		if (isRead) expect((await reading).nobody).toBe(why);
		else await expect(reading).rejects.toThrow(why);
	});

	it('a key that is missing is explained by the text that names nothing', async () => {
		const reading = read([], {
			destination: { match: [{ field: 'id', kind: 'text' }] },
			connection: { keyFor: () => key({ problems: ['Match: ${x} cannot be resolved'] }) },
		});
		await expect(reading).rejects.toMatchObject({ hint: 'Match: ${x} cannot be resolved' });
	});

	it('where nothing is sent, there is nothing to warn about', async () => {
		const { warnings } = await read([], {
			connection: { keyFor: () => key({ nobody: 'x', problems: ['problem'] }) },
		});
		expect(warnings).toEqual([]);
	});

	it.each([
		[undefined, 'always', undefined],
		['answered', 'always', undefined],
		['answered', 'onlyIfNewer', 'onlyIfNewer'],
	] as const)(
		'the field of the date (%s) is written, rows %s',
		async (dateField, policy, wanted) => {
			const { record } = await read([row('age', AGE, { policy })], {
				destination: { ...(dateField && { dateField }) },
			});
			const written = record.fields.find(({ target }) => target === 'answered');
			expect(written?.value).toBe(dateField && '2024-05-01T22:30:00Z');
			expect(written?.policy).toBe(wanted);
		},
	);

	it.each([
		[undefined, /^Add 'Only If Newer' to the options/],
		['There is no such field here.', /^There is no such field here\.$/],
	])('rows that go by a date need one: %s', async (whyNoDate, hint) => {
		const reading = read([row('age', AGE, { policy: 'onlyIfNewer' })], {
			destination: { ...(whyNoDate && { whyNoDate }) },
		});
		await expect(reading).rejects.toMatchObject({
			message: "A row's policy is 'Only If Newer', and no field says how new the record is",
			hint: expect.stringMatching(hint),
		});
	});

	it.each([
		['Yes', 'optIn', undefined],
		['No', 'optOut', undefined],
		['Perhaps', 'unchanged', /neither an opt-in nor an opt-out value/],
		['', 'unchanged', /There is no answer/],
		['${q://QID77}', 'unchanged', /There is no answer/],
	])('an answer "%s" decides: %s', async (source, status, warning) => {
		const { consent, record, warnings } = await read([], {
			parameters: { source },
			settings: { setsStatus: true, optInValues: ['Yes'], optOutValues: ['No'] },
		});
		expect(consent?.status).toBe(status);
		expect(record.status).toEqual({
			wanted: status,
			evidence: { survey: 'SV_1', responseId: 'R_1', time: '2024-05-01T22:30:00Z' },
		});
		if (warning) expect(warnings[0]).toMatch(warning);
		else expect(warnings).toEqual([]);
		expect(warnings.some((text) => text.startsWith('Consent: '))).toBe(source.startsWith('$'));
	});

	it('of a tool, what a model left out names nobody', async () => {
		const source = "={{ $fromAI('name') }}";
		const tool = async (isTool: boolean) =>
			await read([row('name', 'Ada'), row('city', source)], { settings: { isTool }, json: {} });
		await expect(tool(true)).rejects.toMatchObject({
			kind: 'input',
			message: '"city" is empty, and nothing else tells the record from others',
			hint: expect.stringMatching(/^Nothing was written\. Call the tool again/),
		});
		expect((await tool(false)).record.fields).toHaveLength(2);
	});

	it.each([
		[
			true,
			{
				mapping: [
					{ field: 'id', match: true },
					{ field: 'age', value: 42 },
				],
			},
		],
		[false, undefined],
	])('a dry run (%s) shows each source beside what it came out as', async (dryRun, wanted) => {
		const keyRow = { field: 'id', source: 'x', resolved: 'x' };
		const { shownInDryRun } = await read([row('age', AGE)], {
			settings: { options: { dryRun } },
			connection: { keyFor: () => key({ rows: [keyRow] }) },
		});
		if (wanted) expect(shownInDryRun).toMatchObject(wanted);
		else expect(shownInDryRun).toBeUndefined();
	});

	it('in a test step the texts of rows, of the provider and of the status are checked', async () => {
		const bad = (id: string) => `\${q://${id}/Nonsense}`;
		const { hints } = await read([row('age', bad('QID61'))], {
			mode: 'manual',
			parameters: { source: bad('QID62') },
			connection: { texts: parameter([{ field: 'Own', text: bad('QID63') }]) },
		});
		const all = hints.join('\n');
		for (const field of ['Source of "age"', 'Own', 'Consent']) expect(all).toContain(`${field}: `);
	});
});

describe('what texts are rendered against', () => {
	const named = (id: string) => ({
		showQuestionsOf: 'qualtrics',
		questionsSurvey: { __rl: true, mode: 'id', value: id },
	});

	it.each<[string, Sketch, boolean, number]>([
		['the survey of the response, and a text needs it', { parameters: named('SV_1') }, true, 1],
		['the survey, and no text needs it', { parameters: named('SV_1') }, false, 0],
		['another survey', { parameters: named('SV_other') }, true, 0],
		['no survey', {}, true, 0],
		['a survey, and no response came in', { parameters: named('SV_1'), json: {} }, true, 0],
	])('%s is named: it is read %3$i times', async (_name, sketch, isNeeded, times) => {
		const { context, connected } = nodeWith(sketch);
		const renderingOf = renderings(
			context,
			() => isNeeded,
			() => [],
		);
		const first = await renderingOf(0);
		await renderingOf(0);
		expect(connected()).toBe(times);
		expect(first.response === undefined).toBe('json' in sketch);
		expect(first).not.toHaveProperty('survey');
	});

	it('in a test step the survey is read although no text needs it, and texts are checked once', async () => {
		const { context, connected } = nodeWith({
			parameters: named('SV_2'),
			json: response([], { survey: { id: 'SV_2' } }),
			mode: 'manual',
		});
		let checked = 0;
		const renderingOf = renderings(
			context,
			() => false,
			() => {
				checked++;
				return [];
			},
		);
		await renderingOf(0);
		await renderingOf(0);
		expect([connected(), checked]).toEqual([1, 1]);
	});
});
