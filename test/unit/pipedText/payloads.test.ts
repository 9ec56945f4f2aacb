import { toDefinition } from '../../../nodes/shared/connectors/qualtrics/definition';
import { toSurveyResponse } from '../../../nodes/shared/connectors/qualtrics/toSurveyResponse';
import { compileTemplate as typedCompileTemplate } from '../../../nodes/shared/pipedText/compileTemplate';
import corpus from '../../corpora/pipedText/payloads.json';
import { design } from '../qualtrics/samples';
import { plainly } from '../../written';

const compileTemplate = plainly(typedCompileTemplate);

interface TokenCase {
	token: string;
	text: string;
	note?: 'missing' | 'unresolved';
}

const definition = toDefinition('SV_1', { survey: design });
const rows = corpus.cases.flatMap(({ name, survey, raw, tokens }) =>
	(tokens as TokenCase[]).map((entry) => [name, entry.token, entry, survey, raw] as const),
);

describe('raw payloads × tokens', () => {
	it.each(rows)('Q25 %s: %s', (_name, _token, { token, text, note }, hasSurvey, raw) => {
		const survey = hasSurvey ? definition : undefined;
		const response = toSurveyResponse(raw, survey, { includeMeta: true, includeRaw: true });
		const template = compileTemplate(token);
		const rendered = template.render({
			response,
			survey,
			now: 0,
			timeZone: 'UTC',
			random: () => 0,
		});
		expect(rendered.text).toBe(text);
		expect(rendered.unresolved.length > 0).toBe(note === 'unresolved');
		if (note === 'missing') expect(rendered.missing).toEqual([token]);
		expect(template.template.problems).toEqual([]);
	});

	it('covers every kind of answer that the table has to cover', () => {
		const names = corpus.cases.map(({ name }) => name).join('; ');
		for (const kind of [
			'single',
			'multi',
			'other text',
			'matrix',
			'NPS',
			'ranking',
			'skipped',
			'not shown',
			'embedded data',
			'loop',
			'file',
		]) {
			expect(names).toContain(kind);
		}
	});
});
