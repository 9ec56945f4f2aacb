import { compileTemplate as typedCompileTemplate } from '../../../nodes/shared/pipedText/compileTemplate';
import type { SurveyDefinition } from '../../../nodes/shared/survey/SurveyDefinition';
import { subject } from '../conditions/survey';
import { plainly } from '../../written';
import { item, survey, UNRESOLVED } from './wideSurvey';

const compileTemplate = plainly(typedCompileTemplate);

const items = Array.from({ length: 100 }, (_, number) => item(number));
const ROUNDS = 40;

/** Microseconds of processor time for each rendering; copies, so that nothing is remembered with a response. */
const costOf = (token: string, given: SurveyDefinition | undefined): number => {
	const template = compileTemplate(token);
	const round = () => items.map((one) => subject({ ...one }, given));
	round().forEach((context) => template.render(context));
	const contexts = Array.from({ length: ROUNDS }, round).flat();
	const start = process.cpuUsage();
	for (const context of contexts) template.render(context);
	const { user, system } = process.cpuUsage(start);
	return (user + system) / contexts.length;
};

describe('an unresolved token in a survey of 300 questions', () => {
	it.each(UNRESOLVED)('costs no more than 20 µs an item: %s', (token) => {
		expect(compileTemplate(token).render(subject(items[0], survey)).unresolved).toHaveLength(1);
		expect(costOf(token, survey)).toBeLessThan(20);
	});

	it('looks for the nearest name once for a survey, however many take turns', () => {
		const surveys = Array.from({ length: 20 }, (_, index) => ({ ...survey, id: `SV_${index}` }));
		const template = compileTemplate('${q://QID1/Answer} ${e://Field/a rather lnog field}');
		const contexts = Array.from({ length: 4_000 }, (_, index) => {
			const { id } = surveys[index % 20];
			const one = { ...items[index % 100], survey: { id } };
			return subject(one, surveys[index % 20]);
		});
		contexts.slice(0, 20).forEach((context) => template.render(context));
		const start = process.cpuUsage();
		for (const context of contexts) template.render(context);
		const { user, system } = process.cpuUsage(start);
		expect((user + system) / contexts.length).toBeLessThan(40);
	});

	it('without the survey each response is gone through once, whatever the number of tokens', () => {
		const one = '${q://QID1/ChoiceTextEntryValue}';
		const single = costOf(one, undefined);
		const many = costOf(
			Array.from({ length: 20 }, (_, n) => `\${q://QID${n}/Answer}`).join(''),
			undefined,
		);
		expect(many).toBeLessThan(single * 5 + 100);
	});
});
