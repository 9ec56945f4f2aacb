import type { RenderContext, Rendered } from '../../../nodes/shared/pipedText/Template';
import { catalogue } from '../../../nodes/shared/pipedText/catalogue';
import { compileTemplate as typedCompileTemplate } from '../../../nodes/shared/pipedText/compileTemplate';
import type { SurveyDefinition } from '../../../nodes/shared/survey/SurveyDefinition';
import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import corpus from '../../corpora/pipedText/tokens.json';
import { plainly } from '../../written';

const compileTemplate = plainly(typedCompileTemplate);

interface Case {
	response: 'full' | 'anon' | 'hook';
	token: string;
	text: string;
	value?: unknown;
	note?: 'missing' | 'unresolved';
	reason?: string;
	warning?: string;
}

const cases = corpus.cases as Case[];
const survey = corpus.survey as SurveyDefinition;

function contextFor(name: Case['response']): RenderContext {
	return {
		response: corpus.responses[name] as unknown as SurveyResponse,
		// The webhook's form is nowhere described: only its answers are known.
		survey: name === 'hook' ? undefined : survey,
		now: Date.parse(corpus.now),
		timeZone: corpus.timeZone,
		random: () => corpus.random,
	};
}

function render({ token, response }: Case): Rendered {
	return compileTemplate(token).render(contextFor(response));
}

describe('tokens × responses', () => {
	it.each(cases.map((entry) => [entry.response, entry.token, entry] as const))(
		'Q25 %s: %s',
		(_response, _token, entry) => {
			const rendered = render(entry);
			expect(rendered.text).toBe(entry.text);
			if ('value' in entry) expect(rendered.value).toEqual(entry.value);
			expect(rendered.missing.length > 0).toBe(entry.note === 'missing');
			expect(rendered.unresolved.length > 0).toBe(entry.note === 'unresolved');
			if (entry.reason) expect(rendered.unresolved[0].reason).toContain(entry.reason);
			if (entry.warning) expect(rendered.warnings[0]).toContain(entry.warning);
			else expect(rendered.warnings).toEqual([]);
			expect(rendered.errors).toEqual([]);
		},
	);

	it('Q24 a text without a token is itself, whatever the response', () => {
		const fixed = compileTemplate('gold');
		expect(fixed.isLiteral).toBe(true);
		expect(fixed.render(contextFor('full'))).toEqual(
			fixed.render({ ...contextFor('anon'), response: undefined }),
		);
		expect(fixed.render(contextFor('full')).text).toBe('gold');
	});

	it('gives the same when one compiled template meets response after response', () => {
		const template = compileTemplate(
			'${q://QID2/SelectedChoices}|${q://QID10/SelectedChoices}|${e://Field/plan}',
		);
		const texts = (['full', 'anon', 'hook', 'full'] as const).map(
			(name) => template.render(contextFor(name)).text,
		);
		expect(texts).toEqual([
			'Extremely dissatisfied||gold',
			'|Yes|',
			'||',
			'Extremely dissatisfied||gold',
		]);
	});

	it('reports every token as unresolved when there is no response, except those that need none', () => {
		const context = { ...contextFor('full'), response: undefined };
		const rendered = compileTemplate(
			'${q://QID2}${e://Field/plan}${m://Email}${r://Status}${date://CurrentDate/Y}',
		).render(context);
		expect(rendered.text).toBe('2025');
		expect(rendered.unresolved).toHaveLength(4);
	});

	it.each([
		{},
		{ answers: {} },
		{ answers: { QID2: null, QID3: { key: 'QID3' }, QID4: 'x' } },
		{ answers: [], context: null },
	])('an item that only looks like a response (%j) is reported, not stumbled over', (partial) => {
		const context = { ...contextFor('hook'), response: partial as never };
		for (const { token } of cases) {
			expect(typeof compileTemplate(token).render(context).text).toBe('string');
		}
		expect(compileTemplate('${q://QID2/SelectedChoices}').render(context).unresolved).toHaveLength(
			1,
		);
		expect(Array.isArray(catalogue({ sample: partial as never }))).toBe(true);
	});

	it('names each missing token once', () => {
		const rendered = compileTemplate('${q://QID15} ${q://QID15} ${q://QID14}').render(
			contextFor('full'),
		);
		expect(rendered.missing).toEqual(['${q://QID15}', '${q://QID14}']);
	});

	it('keeps HTML in labels when told to', () => {
		const template = compileTemplate('${q://csat/SelectedChoices}', { htmlInLabels: 'keep' });
		expect(template.render(contextFor('hook')).text).toBe(corpus.responses.hook.answers.csat.label);
	});

	it('joins lists with the separator asked for', () => {
		const template = compileTemplate('${q://QID3/SelectedChoicesRecode}', { listSeparator: ',' });
		expect(template.render(contextFor('full')).text).toBe('1,20,4');
	});
});
