import { OPERATORS, OPERATOR_NAMES } from '../../../nodes/shared/conditions';
import { formatToken } from '../../../nodes/shared/pipedText/printTemplate';
import { textOf } from '../../../nodes/shared/pipedText/textOf';
import type { Transformation } from '../../../nodes/shared/pipedText/transformations/Transformation';
import { transformations } from '../../../nodes/shared/pipedText/transformations/registry';
import { QUESTION_FORMS } from '../../../nodes/shared/pipedText/resolve/questionForms';
import { CONTACT_FIELDS } from '../../../nodes/shared/pipedText/resolve/contact';
import { RESPONSE_FIELDS } from '../../../nodes/shared/pipedText/resolve/responseMetadata';

/** The tables of the documentation that repeat what the code defines, made from the code. Rows of cells, header first. */
export type Table = string[][];

const FITS: Record<string, string> = {
	choice: 'single choice',
	multi: 'several choices',
	text: 'text',
	number: 'number',
	nps: 'NPS',
	date: 'date',
	boolean: 'yes/no',
	question: 'any question',
	field: 'fields',
};

const VALUES: Record<string, string> = {
	none: '–',
	choice: 'a choice',
	any: 'a choice, text, number or date',
	text: 'a text',
	number: 'a number',
	date: 'a date',
	range: 'two ends, as in `3..7`',
	list: 'a list',
	pattern: 'a pattern',
};

const onMissing = (outcome: boolean | string): string => {
	if (typeof outcome === 'boolean') return String(outcome);
	return outcome === 'missing' ? 'cannot be evaluated' : 'see below';
};

export const operatorTable = (): Table => [
	['operator', 'fits', 'value', 'no answer'],
	...OPERATOR_NAMES.map((name) => {
		const { label, fits, value, onMissing: missing } = OPERATORS[name];
		return [label, fits.map((fit) => FITS[fit]).join(', '), VALUES[value], onMissing(missing)];
	}),
];

const code = (text: string): string => `\`${text.replaceAll('|', '\\|').replace(/\n/g, '⏎')}\``;

const shorthandsOf = ({ shorthands }: Transformation): string =>
	Object.keys(shorthands ?? {})
		.map((name) => code(name))
		.join(', ');

export const transformationTable = (): Table => [
	['step', 'does', 'settings', 'example'],
	...transformations.map((transformation) => {
		const { name, description, parameters, examples } = transformation;
		const short = shorthandsOf(transformation);
		const [{ args, from, to }] = examples;
		const step = formatToken({ scheme: 'e', path: ['x'], transforms: [{ name, args }] });
		const written = step.slice(step.indexOf('|') + 1, -1);
		return [
			short ? `${code(name)} (${short})` : code(name),
			description,
			parameters.map(({ label }) => label).join(' : ') || '–',
			`${code(written)}: ${code(textOf(from) || ' ')} → ${code(textOf(to) || ' ')}`,
		];
	}),
];

export const questionFormTable = (): Table => [
	['after `${q://QID3/`', 'gives', 'a number may follow'],
	...Object.entries(QUESTION_FORMS).map(([name, { label, argument, ours }]) => [
		code(name) + (ours ? ' (ours)' : ''),
		label,
		{ none: 'no', optional: 'yes', required: 'must' }[argument],
	]),
];

const fieldTable = (
	head: string,
	scheme: string,
	fields: Record<string, { label: string }>,
): Table => [
	[head, 'gives'],
	...Object.entries(fields).map(([name, { label }]) => [code(`\${${scheme}://${name}}`), label]),
];

export const contactTable = (): Table => fieldTable('contact', 'm', CONTACT_FIELDS);
export const responseTable = (): Table => fieldTable('response', 'r', RESPONSE_FIELDS);

export const asMarkdown = (table: Table): string =>
	[table[0], table[0].map(() => '---'), ...table.slice(1)]
		.map((row) => `| ${row.join(' | ')} |`)
		.join('\n');

/** The rows of the table that follows `<!-- name -->` in a page. */
export function tableIn(page: string, name: string): Table {
	const marker = `<!-- ${name} -->`;
	const from = page.indexOf(marker);
	if (from < 0) throw new Error(`The page has no ${marker}`);
	const lines = page
		.slice(from + marker.length)
		.trimStart()
		.split('\n');
	const rows = lines.slice(
		0,
		lines.findIndex((line) => !line.startsWith('|')),
	);
	return rows
		.filter((row) => !/^\|[\s|:-]+\|$/.test(row))
		.map((row) =>
			row
				.slice(1, -1)
				.split(/(?<!\\)\|/)
				.map((cell) => cell.trim()),
		);
}
