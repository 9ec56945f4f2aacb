import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileTemplate, parseTemplate, type RenderContext } from '../../nodes/shared/pipedText';
import type { SurveyDefinition } from '../../nodes/shared/survey/SurveyDefinition';
import type { SurveyResponse } from '../../nodes/shared/survey/SurveyResponse';

/** Piped text by itself: µs per item and tokens per second, compiled once as nodes do. Run with tsx. */
const corpus = JSON.parse(
	readFileSync(join(__dirname, '../corpora/pipedText/tokens.json'), 'utf8'),
) as {
	survey: SurveyDefinition;
	responses: { full: SurveyResponse };
};

const TEMPLATES: Array<[string, number, string]> = [
	[
		'5 tokens',
		5,
		'${m://FirstName} ${m://LastName}: ${q://QID2/ChoiceGroup/SelectedChoices}, ${e://Field/plan}, ${date://CurrentDate/Y-m-d}',
	],
	['single choice', 1, '${q://QID2/ChoiceGroup/SelectedChoices}'],
	['multi choice', 1, '${q://QID3/ChoiceGroup/SelectedChoices}'],
	['matrix row', 1, '${q://QID4/ChoiceGroup/SelectedChoices/2}'],
	['by export tag', 1, '${q://Q2/SelectedChoices}'],
	['embedded data', 1, '${e://Field/plan}'],
	['skipped', 1, '${q://QID15/SelectedChoices}'],
	['upper', 1, '${e://Field/plan|upper}'],
	['date step', 1, '${r://RecordedDate|date:d/m/Y}'],
	['phone', 1, '${e://Field/phone|phone:national:FR}'],
	['calculation', 1, '$e{ ${gr://SC_0/Score} * 2 }'],
	['fixed text', 0, 'gold'],
];

/** As in a run: one context per item, each with a response object of its own. */
function contexts(items: number): RenderContext[] {
	const { survey, responses } = corpus;
	const now = Date.now();
	return Array.from({ length: items }, () => ({
		response: { ...responses.full, context: { ...responses.full.context, phone: '+33612345678' } },
		survey,
		now,
		timeZone: 'Europe/Warsaw',
		random: Math.random,
	}));
}

function microseconds(items: RenderContext[], source: string): number {
	const template = compileTemplate(source);
	const start = process.hrtime.bigint();
	let length = 0;
	for (const item of items) length += template.render(item).text.length;
	const spent = Number(process.hrtime.bigint() - start) / 1000;
	if (length < 0) throw new Error('unreachable');
	return spent / items.length;
}

for (const count of [1_000, 10_000, 100_000]) {
	const items = contexts(count);
	console.log(
		`\n${count.toLocaleString('en')} items`.padEnd(24),
		'µs per item',
		'  tokens per second',
	);
	for (const [name, tokens, source] of TEMPLATES) {
		if (count > 10_000 && (name === 'phone' || name === 'date step')) continue;
		microseconds(items.slice(0, 1_000), source);
		const each = microseconds(items, source);
		const rate = tokens === 0 ? '' : Math.round((tokens * 1e6) / each).toLocaleString('en');
		console.log(name.padEnd(24), each.toFixed(3).padStart(11), rate.padStart(19));
	}
}

const long = '${q://QID2/ChoiceGroup/SelectedChoices} and '.repeat(25_000);
const start = process.hrtime.bigint();
parseTemplate(long);
const spent = Number(process.hrtime.bigint() - start) / 1e6;
console.log(
	`\nparsing ${(long.length / 1e6).toFixed(1)} MB with 25,000 tokens: ${spent.toFixed(0)} ms`,
);
