import vm from 'node:vm';
import { splitExpression } from '../../../nodes/shared/n8n/expressionPieces';
import { receivedSurveyProperty } from '../../../nodes/shared/n8n/receivedSurvey';
import { listSubtitle, locatorSubtitle, subtitle } from '../../../nodes/shared/n8n/subtitles';
import { toolDescription, writingToolDescription } from '../../../nodes/shared/n8n/toolDescription';

/** What the expressions of a parameter give: of one that is all of it its value, else a text. */
function evaluated(typed: string, scope: Record<string, unknown>): unknown {
	const values = splitExpression(typed.slice(1)).map((piece) =>
		'text' in piece ? piece.text : vm.runInNewContext(`(${piece.code.slice(2, -2)})`, scope),
	);
	const [only, ...others] = values as unknown[];
	return others.length === 0 ? structuredClone(only) : values.map(String).join('');
}

const chosen = (value: unknown, cachedResultName?: string) => ({
	__rl: true,
	mode: 'list',
	value,
	...(cachedResultName !== undefined && { cachedResultName }),
});

describe('the line below the name of a node', () => {
	const said = (locator: unknown) =>
		evaluated(subtitle('"Get"', locatorSubtitle('survey')), {
			$parameter: { toJSON: () => ({ survey: locator }) },
		});

	it.each<[unknown, string]>([
		[chosen('SV_1', 'Store visit'), 'Get: Store visit'],
		[chosen('SV_1', 'Store visit · read last'), 'Get: Store visit'],
		[chosen('SV_1', 'Store visit · in the received response'), 'Get: Store visit'],
		[chosen('SV_1', 'Visit · read last week'), 'Get: Visit · read last week'],
		[chosen('contact', 'Contact (contact)'), 'Get: Contact'],
		[chosen('SV_1'), 'Get: SV_1'],
		['SV_1', 'Get: SV_1'],
		[chosen(7), 'Get: 7'],
		[chosen(''), 'Get'],
		[chosen('={{ $json.id }}', 'Store visit'), 'Get'],
		['[undefined]', 'Get'],
		[undefined, 'Get'],
		[null, 'Get'],
	])('names what is chosen: %j', (locator, line) => {
		expect(said(locator)).toBe(line);
	});

	it.each<[unknown, string]>([
		[[chosen('1', 'One')], 'On: One'],
		[[chosen('1', 'One'), chosen('2', 'Two')], 'On: One +1'],
		[[chosen('1', 'One'), chosen('2'), chosen('3')], 'On: One +2'],
		[[chosen(''), chosen('2')], 'On: +1'],
		[[], 'On'],
		[undefined, 'On'],
	])('names the first of a list and how many more: %j', (rows, line) => {
		const values = Array.isArray(rows) ? rows.map((survey: unknown) => ({ survey })) : rows;
		const scope = { $parameter: { surveys: { values } } };
		const typed = subtitle('"On"', listSubtitle('$parameter.surveys', 'survey'));
		expect(evaluated(typed, scope)).toBe(line);
		expect(evaluated(typed, { $parameter: {} })).toBe('On');
	});
});

describe('the survey that came in', () => {
	const { type, default: typed } = receivedSurveyProperty();
	const idsIn = ($json: unknown) => evaluated(String(typed), { $json });

	it.each<[string, object]>([
		['a Survey Response', { survey: { id: 'S' }, response: { id: 'R' } }],
		['an announcement of Qualtrics', { SurveyID: 'S', ResponseID: 'R' }],
		['a task of Qualtrics', { surveyId: 'S', responseId: 'R' }],
		['a task of other names', { survey_id: 'S', response_id: 'R' }],
		['a response of SurveyMonkey', { id: 'R', survey_id: 'S' }],
		['an announcement of SurveyMonkey', { object_id: 'R', resources: { survey_id: 'S' } }],
		['a sheet of Startquestion', { meta: { id: 'R', surveyId: 'S' } }],
	])('%s names it, as it is or in the body of a webhook', (_name, item) => {
		expect(idsIn(item)).toEqual(['S']);
		expect(idsIn({ headers: {}, body: item })).toEqual(['S']);
	});

	it.each([
		{ survey: { id: 'S' } },
		{ surveyId: 'S' },
		{ responseId: 'R' },
		{ surveyId: '', responseId: 'R' },
		{ body: null },
		{ body: 'text' },
		{},
	])('only both ids together make a response: %j', (item) => {
		expect(idsIn(item)).toEqual([]);
	});

	it('is hidden, and shown or hidden with the block that it belongs to', () => {
		expect(type).toBe('hidden');
		expect(receivedSurveyProperty()).not.toHaveProperty('displayOptions');
		const hide = { mode: ['x'] };
		expect(receivedSurveyProperty({ hide }).displayOptions).toEqual({ hide });
	});
});

describe('what a model is told of a tool', () => {
	const told = (given: Record<string, unknown>) =>
		evaluated(String(writingToolDescription('a record in the CRM', ['fields', 'more']).default), {
			$parameter: given,
		});
	const rows = (...targets: unknown[]) => ({ row: targets.map((target) => ({ target })) });

	it.each<[Record<string, unknown>, string]>([
		[
			{ operation: 'create', fields: rows(chosen('email'), chosen('plan')) },
			'Creates a record in the CRM. Fields that it writes: email, plan.',
		],
		[
			{ operation: 'update', fields: rows('email'), more: rows(chosen('city')) },
			'Updates a record in the CRM. Fields that it writes: email, city.',
		],
		[
			{ operation: 'createOrUpdate', fields: rows(chosen(''), chosen('={{ $json.to }}'), null) },
			'Creates or updates a record in the CRM. Fields that it writes: .',
		],
		[
			{ mappingMode: 'automatic', fields: rows('email') },
			'Creates or updates a record in the CRM. Fields that it writes: those that are named like the values given.',
		],
	])('%j', (given, sentence) => {
		expect(told(given)).toBe(`${sentence} Leave no identifying value empty, and never guess one.`);
	});

	it.each<[object | undefined, RegExp | undefined]>([
		[{ dryRun: true }, /\. Dry run: it writes nothing and says what it would do\. Leave/],
		[{ dryRun: true, needsApproval: true }, /\. Dry run: /],
		[
			{ needsApproval: true },
			/\. It first returns a plan and an approval token and writes nothing; /,
		],
		[{}, undefined],
		[undefined, undefined],
	])('whether it writes at once: %j', (options, sentence) => {
		const sentences = told({ options });
		if (sentence) expect(sentences).toMatch(sentence);
		else expect(sentences).toMatch(/it writes: \. Leave/);
	});

	it('is shown where the node is a tool', () => {
		const { displayOptions, name } = toolDescription('Reads.');
		expect([displayOptions, name]).toEqual([{ show: { '@tool': [true] } }, 'toolDescription']);
	});
});
