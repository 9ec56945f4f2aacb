import type { INodeParameters } from 'n8n-workflow';
import { searchList } from '../harness';

const sample = {
	id: 'e-1',
	'odd name': 0,
	person: { mail: 'ada@example.com' },
	replies: [{ q: 'q1', said: 'Queue', more: [1] }, { q: 'q2' }],
	none: [],
	word: null,
};
const locator = (value: string) => ({ __rl: true, mode: 'path', value });

const list = async (
	method: string,
	{ filter, samplePayload = JSON.stringify(sample), each = '' } = {} as Record<
		string,
		string | undefined
	>,
) => {
	const parameters = {
		source: 'customWebhook',
		samplePayload,
		answerList: { list: { each: locator(each ?? ''), id: locator('') } },
	} as unknown as INodeParameters;
	const { results } = await searchList({
		node: { name: 'Survey Trigger', type: 'n8n-nodes-survey-ops.surveyTrigger', parameters },
		method,
		filter,
		path: 'parameters.answerList.list.id',
	});
	return results;
};

describe('Survey Trigger: places of the pasted sample', () => {
	it('every one, with what stands there', async () => {
		expect((await list('searchSamplePaths')).map(({ name }) => name)).toEqual([
			'$.id · e-1',
			"$['odd name'] · 0",
			'$.person · mail',
			'$.replies · 2 entries',
			'$.none · 0 entries',
			'$.word',
			'$.person.mail · ada@example.com',
			'$.replies[*] · q, said, more',
			'$.replies[*].q · q1',
			'$.replies[*].said · Queue',
			'$.replies[*].more · 1 entries',
			'$.replies[*].more[*] · 1',
		]);
	});

	it('is searched by path and by what stands there', async () => {
		expect(await list('searchSamplePaths', { filter: ' ADA@ ' })).toEqual([
			{ name: '$.person.mail · ada@example.com', value: '$.person.mail' },
		]);
	});

	it('lists by their entries, and maps', async () => {
		expect((await list('searchSampleLists')).map(({ value }) => value)).toEqual([
			'$.person',
			'$.replies[*]',
			'$.none[*]',
			'$.replies[*].more[*]',
		]);
	});

	it.each([
		['$.replies[*]', ['$.q', '$.said', '$.more', '$.more[*]']],
		['$.person', ['$.mail']],
		['$.none[*]', []],
		['', []],
		['$.a[(', []],
	])('within an entry of %j', async (each, expected) => {
		const found = await list('searchEntryPaths', { each });
		expect(found.map(({ value }) => value)).toEqual(expected);
	});

	it('LB11 of a list of responses: within the first; a list that the mapping goes into is offered as well', async () => {
		const samplePayload = JSON.stringify([null, { id: 1, tags: ['a'] }, { id: 2 }]);
		const values = async (method: string, each = '') =>
			(await list(method, { samplePayload, each })).map(({ value }) => value);
		expect(await values('searchSamplePaths')).toEqual(['$.id', '$.tags', '$.tags[*]']);
		expect(await values('searchSampleLists')).toEqual(['$[*]', '$.tags[*]']);
		expect(await values('searchEntryPaths', '$[*]')).toEqual(['$.id', '$.tags', '$.tags[*]']);
	});

	it('the fields of a form', async () => {
		const samplePayload = 'person%5Bmail%5D=ada%40example.com&nps=9';
		expect(await list('searchSamplePaths', { samplePayload, filter: 'mail' })).toEqual([
			{ name: '$.person · mail', value: '$.person' },
			{ name: '$.person.mail · ada@example.com', value: '$.person.mail' },
		]);
	});

	it.each([
		['', "'Sample Payload' is empty"],
		['{', "'Sample Payload' cannot be read"],
	])('%j: says what is missing', async (samplePayload, message) => {
		await expect(list('searchSamplePaths', { samplePayload })).rejects.toThrow(message);
	});
});
