import { picked } from '../../workflows';
import { response } from '../updateDirectoryContact/responses';
import { chain, runWorkflow } from '../harness';
import { columns, CONTACT, dynamicsCredentials, setUp, row, TYPE, type Setup } from './setup';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

const answered = (id: string, email: string, score: number) =>
	response(id, { answers: { QID1: score, QID2: `Remark ${id}` }, context: { email } });

const ANSWERS = [
	answered('R_1', 'ada@example.com', 3),
	answered('R_2', 'bo@example.com', 9),
	answered('R_3', 'Ada@example.com', 5),
];

/** Contact, then a survey response record that hangs on it. */
const run = async (source: string, options = {}) =>
	await runWorkflow({
		nodes: [
			{
				name: 'Answers',
				type: 'test.items',
				parameters: { items: ANSWERS.map((json) => ({ json })) } as never,
			},
			{
				name: 'Contact',
				type: TYPE,
				parameters: {
					...CONTACT,
					fields: { row: [row('emailaddress1', '${e://Field/email}')] },
					options,
				} as never,
			},
			{
				name: 'Response',
				type: TYPE,
				parameters: {
					table: picked('new_surveyresponse', 'list'),
					showQuestionsOf: 'none',
					matchColumns: columns('new_responseid'),
					fields: {
						row: [
							row('new_responseid', '${r://ResponseID}'),
							row('new_name', 'Store visit'),
							row('new_score', '${q://QID1/ChoiceNumericEntryValue}'),
							row('new_comment', '${q://QID2/ChoiceTextEntryValue}'),
							row('new_contact', source),
						],
					},
					options,
				} as never,
			},
		],
		connections: chain('Answers', 'Contact', 'Response'),
		credentials: dynamicsCredentials(setup.sandbox),
		mode: 'trigger',
	});

it.each([
	'={{ $json.link }}',
	'={{ $json.id }}',
	"={{ $('Contact').item.json.link }}",
	'={{ $json }}',
])('K04 K09 a survey response record hangs on the contact just written: %s', async (source) => {
	const result = await run(source);
	expect(result.error).toBeUndefined();
	const idOf = (email: string) => String(setup.byEmail(email)?.contactid);
	const [ada, bo] = [idOf('ada@example.com'), idOf('bo@example.com')];
	const records = setup.sandbox.control.findRecords('new_surveyresponse');
	expect(
		records
			.map(({ new_responseid, new_score, new_contact }) => [new_responseid, new_score, new_contact])
			.sort(),
	).toEqual([
		['R_1', 3, `contact(${ada})`],
		['R_2', 9, `contact(${bo})`],
		['R_3', 5, `contact(${ada})`],
	]);
	const again = await run(source);
	expect(again.json('Response').map(({ status }) => status)).toEqual(Array(3).fill('unchanged'));
});

it('a dry run of both goes through, the link left out where there is no record yet', async () => {
	const result = await run('={{ $json.link }}', { dryRun: true });
	expect(result.error).toBeUndefined();
	expect(result.json('Response')[0]).toMatchObject({ status: 'wouldCreate', dryRun: true });
	expect(setup.sandbox.control.countRecords('new_surveyresponse')).toBe(0);
});
