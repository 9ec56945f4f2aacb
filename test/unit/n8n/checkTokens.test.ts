import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';
import { checkTokens, type CheckedText } from '../../../nodes/shared/n8n/checkTokens';
import { hints } from '../../../nodes/shared/n8n/hints';
import { parameter } from '../../written';
import { answer, definition, response } from '../conditions/survey';

function contextIn(mode: string) {
	const shown: NodeExecutionHint[] = [];
	const context = {
		getMode: () => mode,
		addExecutionHints: (...given: NodeExecutionHint[]) => shown.push(...given),
	} as unknown as IExecuteFunctions;
	return { context, shown };
}

const sample = {
	response: response([answer('QID5', 'I <3 it & more '.repeat(20)), answer('QID6', 0)]),
	survey: definition,
	now: 0,
	timeZone: 'UTC',
	random: () => 0,
};
const texts = parameter<CheckedText[]>([
	{
		field: 'Source of "age"',
		text: { __rl: true, mode: 'list', value: '${q://QID6/ChoiceNumericEntryValue}' },
	},
	{ field: 'Source of "note"', text: 'So: ${q://QID5/ChoiceTextEntryValue} ${q://QID77}' },
	{ field: 'Source of "now"', text: '={{ $now }}' },
	{ field: 'Source of "plain"', text: 'no token' },
]);

describe('what a test step says of piped text', () => {
	it('Q25 names what the survey does not have, by field, with the nearest, and shows every value', () => {
		const { context, shown } = contextIn('manual');
		checkTokens(context, texts, { survey: definition, sample });
		expect(shown.map(({ type }) => type)).toEqual(['warning', 'info']);
		expect(shown[0].message).toBe(
			'Source of "note": QID77 is not in "Store visit". Did you mean QID7 "Date of your visit"?',
		);
		const [head, ...lines] = shown[1].message.split('<br>');
		expect(head).toBe('First item:');
		expect(lines[0]).toBe('Your age · Number (QID6) (${q://QID6/ChoiceNumericEntryValue}) → 0');
		expect(lines[1]).toMatch(/→ I &lt;3 it &amp; more .*…$/);
		expect(lines[2]).toContain('${q://QID77} → cannot be resolved (QID77 is not in');
	});

	it('without a response only the design is looked at', () => {
		const { context, shown } = contextIn('manual');
		checkTokens(context, texts, { survey: definition });
		expect(shown).toHaveLength(1);
	});

	it('says nothing in production', () => {
		const { context, shown } = contextIn('trigger');
		checkTokens(context, texts, { survey: definition, sample });
		expect(shown).toEqual([]);
	});

	it('shows a few and the number of the others', () => {
		const { context, shown } = contextIn('manual');
		hints(context, 'warning', ['a', 'b', 'c', 'd'], 2);
		expect(shown.map(({ message }) => message)).toEqual(['a', 'b', '… and 2 more']);
	});

	const age = (value: number) => ({ ...sample, response: response([answer('QID6', value)]) });
	const note = (text: string) => ({ ...sample, response: response([answer('QID5', text)]) });
	const shownFor = (text: string, given: typeof sample): string[] => {
		const { context, shown } = contextIn('manual');
		checkTokens(context, parameter<CheckedText[]>([{ field: 'Note', text }]), {
			survey: definition,
			sample: given,
		});
		return shown.flatMap(({ type, message }) => (type === 'info' ? message.split('<br>') : []));
	};

	it.each([
		['x'.repeat(80), 'x'.repeat(80)],
		['x'.repeat(81), `${'x'.repeat(79)}…`],
		['😀'.repeat(80), '😀'.repeat(80)],
		[' two\n lines ', 'two lines'],
		['', 'empty'],
		['   ', 'empty'],
	])('the value %j is shown as %j', (text, wanted) => {
		const [, line] = shownFor('${q://QID5/ChoiceTextEntryValue}', note(text));
		expect(line.split(' → ')[1]).toBe(wanted);
	});

	const tokens = (count: number): string =>
		Array.from({ length: count }, (_, index) => `\${e://Field/f${index}}`).join(' ');

	it.each([
		[12, 13, undefined],
		[13, 14, '… and 1 more'],
		[15, 14, '… and 3 more'],
	])('of %i tokens there are %i lines', (count, lines, last) => {
		const shown = shownFor(tokens(count), age(1));
		expect(shown).toHaveLength(lines);
		if (last !== undefined) expect(shown.at(-1)).toBe(last);
	});

	it('a token that stands in several texts is shown once, a text without any not at all', () => {
		const token = '${q://QID6/ChoiceNumericEntryValue}';
		expect(shownFor(`${token} ${token}`, age(1))).toHaveLength(2);
		expect(shownFor('no token', age(1))).toEqual([]);
	});

	it.each([
		[5, 5, undefined],
		[6, 6, '… and 1 more'],
	])('of %i hints %i are shown, where nothing else is said', (count, length, last) => {
		const { context, shown } = contextIn('manual');
		hints(
			context,
			'warning',
			Array.from({ length: count }, (_, index) => `hint ${index}`),
		);
		expect(shown).toHaveLength(length);
		if (last !== undefined) expect(shown.at(-1)?.message).toBe(last);
		expect(shown[0].location).toBe('outputPane');
	});
});
