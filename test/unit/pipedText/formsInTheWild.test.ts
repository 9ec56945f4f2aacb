import { checkTemplate as typedCheckTemplate } from '../../../nodes/shared/pipedText/checkTemplate';
import { compileTemplate as typedCompileTemplate } from '../../../nodes/shared/pipedText/compileTemplate';
import type { SurveyDefinition } from '../../../nodes/shared/survey/SurveyDefinition';
import { answer, chosen, definition, response, subject, truthOf } from '../conditions/survey';
import { plainly } from '../../written';

const compileTemplate = plainly(typedCompileTemplate);
const checkTemplate = plainly(typedCheckTemplate);

const item = response(
	[chosen('QID2', ['Monday', 'Friday']), answer('QID5', 'fine'), answer('QID6', 42)],
	{
		context: { plan: 'gold', 'Team Member 1': 'Ada', order: 'A-7' },
		scores: [{ name: 'SC_0', value: 12 }],
		meta: { ip: '192.0.2.7' },
	},
);
const render = (text: string) => compileTemplate(text).render(subject(item));

describe('forms of piped text as they are written in the wild', () => {
	it.each<[token: string, text: string]>([
		['${q://QID5/QuestionText}', 'Anything else?'],
		['${q://QID5/QuestionDescription}', 'Anything else?'],
		['${q://QID2/ChoiceGroup/SelectedChoices}', 'Monday, Friday'],
		['${q://QID2/SelectedChoices}', 'Monday, Friday'],
		['${q://QID2/SelectedChoicesRecode}', '1, 3'],
		['${q://QID2/SelectedChoicesCount}', '2'],
		['${q://QID2/ChoiceGroup/UnselectedChoices}', 'Tuesday, Other'],
		['${q://QID2/ChoiceGroup/AllChoices}', 'Monday, Tuesday, Friday, Other'],
		['${q://QID2/ChoiceGroup/ChoiceDescription/2}', 'Tuesday'],
		['${q://QID5/ChoiceTextEntryValue}', 'fine'],
		['${q://QID6/ChoiceNumericEntryValue}', '42'],
		['${gr://SC_0/Score}', '12'],
		['${e://Field/plan}', 'gold'],
		['${e://Field/Team%20Member%201}', 'Ada'],
		['${e://Field/ResponseID}', 'R_1'],
		['${rm://Field/ResponseID}', 'R_1'],
		['${rm://Field/plan}', 'gold'],
		['${m://Email}', 'ann@example.com'],
		['${m://Email1}', 'ann@example.com'],
		['${m://FirstName}', ''],
		['${loc://IPAddress}', '192.0.2.7'],
		['${date://CurrentDate/Y%2Fm%2Fd}', '1970/01/01'],
		['${date://OtherDate/m%2Fd%2FY/+1%20day}', '01/02/1970'],
		['${rand://int/7:7}', '7'],
		['$e{ 2 * ${gr://SC_0/Score} + 1 }', '25'],
		['~{aedj://order}', 'A-7'],
		['~{aed://order|lower}', 'a-7'],
	])('%s is "%s"', (token, text) => {
		const rendered = render(`<${token}>`);
		expect(rendered.unresolved).toEqual([]);
		expect(rendered.errors).toEqual([]);
		expect(rendered.text).toBe(`<${text}>`);
	});

	it.each<[token: string, reason: string]>([
		['${rm://Field/Unheard}', 'Unheard is not an embedded data field'],
		['${rm://ResponseID}', '${rm://Field/ResponseID}'],
		['${lm://Field/1}', 'Loop & merge'],
		['${lm://CurrentLoopNumber}', 'Loop & merge'],
		['${qo://QO_x/QuotaCount}', 'Quota counts'],
		['${l://SurveyURL}', 'links'],
		['${l://SurveyLink?d=Take%20the%20survey}', 'links'],
		['${l://OptOutLink?d=Click here to unsubscribe}', 'links'],
		['${rp://x}', 'not known outside Qualtrics'],
		['${vf://x}', 'not known outside Qualtrics'],
		['${se://x}', 'not known outside Qualtrics'],
		['${ch://OCAC_x/$.path}', 'another Qualtrics workflow task'],
		['~{ch://OCAC_x/$.path}', 'another Qualtrics workflow task'],
		['~{ch://OCAC_x/result}', 'another Qualtrics workflow task'],
		['~{aedj://unheard}', 'the event that started a Qualtrics workflow'],
		['~{aed://unheard}', 'the event that started a Qualtrics workflow'],
		['${gr://SC_0/WeightedMean}', 'WeightedMean of SC_0'],
		['${m://Field/plan}', '${e://Field/plan}'],
		['${zz://x}', 'not a kind of piped text'],
	])('%s is named, and never passed on', (token, reason) => {
		const rendered = render(`<${token}>`);
		expect(rendered.text).toBe('<>');
		expect(rendered.unresolved).toEqual([{ token, reason: expect.stringContaining(reason) }]);
	});

	it.each<[token: string, reason: string]>([
		['~{q://QID5/ChoiceTextEntryValue}', 'write ${q://…} with a dollar sign'],
		['~{e://Field/plan}', 'write ${e://…} with a dollar sign'],
		['~{m://Email1}', 'write ${m://…} with a dollar sign'],
		['~{M://Email1|upper}', 'write ${m://…} with a dollar sign'],
		['~{CH://OCAC_x/$.path}', 'There are ch, aed and aedj'],
		['~{Aedj://order}', 'There are ch, aed and aedj'],
		['~{zz://x}', 'There are ch, aed and aedj'],
		['~{ ch://OCAC_x/result }', 'another Qualtrics workflow task'],
		['~{ch ://OCAC_x/result}', 'another Qualtrics workflow task'],
		['~{\taed://unheard}', 'the event that started a Qualtrics workflow'],
		['~{ch://OCAC_x/$.a%2Fb&amp;c}', 'another Qualtrics workflow task'],
		['${Q://QID5/ChoiceTextEntryValue}', 'written in lower case: q://'],
		['${RM://Field/ResponseID}', 'written in lower case: rm://'],
		['${LM://Field/1}', 'written in lower case: lm://'],
		['${rm://field/ResponseID}', '${rm://Field/ResponseID}'],
		['${rm://Field/responseid}', 'Did you mean ResponseID?'],
		['${m://email1}', 'Did you mean Email?'],
		['${m://Email2}', 'Did you mean Email?'],
		['${m://Email1/}', 'Nothing can follow Email'],
		['${ zz ://x}', 'not a kind of piped text'],
		['${constructor://x}', 'not a kind of piped text'],
		['~{__proto__://x}', ''],
	])('%j, an odd member of the kind, is named as well', (token, reason) => {
		const rendered = render(`<${token}>`);
		const told = [...rendered.unresolved.map((one) => one.reason), ...rendered.warnings];
		expect(told).toHaveLength(reason === '' ? 0 : 1);
		expect(told.join()).toContain(reason);
		expect(rendered.text).toBe(reason === '' ? `<${token}>` : '<>');
	});

	it.each<[token: string, text: string]>([
		['${ m :// Email1 }', 'ann@example.com'],
		['${m://Email1 }', 'ann@example.com'],
		['${ rm://Field/ResponseID}', 'R_1'],
		['${rm://Field/Response&#73;D}', 'R_1'],
		['${m://%45mail1}', 'ann@example.com'],
		['~{ aedj :// order }', 'A-7'],
	])('%s means what it means without its blanks and codes', (token, text) => {
		expect(render(`<${token}>`)).toMatchObject({ text: `<${text}>`, unresolved: [], warnings: [] });
	});

	it.each([
		'$&#123;e://Field/plan}',
		'$&lbrace;e://Field/plan&rbrace;',
		'&#36;{e://Field/plan}',
		'&dollar;{ e://Field/plan}',
		'&amp;#36;{e://Field/plan}',
		'$ {e://Field/plan}',
		'$&nbsp;{e://Field/plan}',
		'%24%7Be%3A%2F%2FField%2Fplan%7D',
		'$%7Be://Field/plan%7D',
		'%2524%257Be%253A%252F%252FField%252Fplan%257D',
		'${e&#58;//Field/plan}',
		'${e:&#47;&#x2f;Field/plan}',
		'~%7Bch://OCAC_x/result%7D',
		'&#126;{aedj://order}',
		'\\u0024\\u007be://Field/plan}',
		'＄｛e：／／Field/plan｝',
		'~ {ch://OCAC_x/result}',
		'~\u200b{ch://OCAC_x/result}',
		'$\u2060{\ufeffe\u200b:\u200b//Field/plan}',
	])('%s was escaped or encoded on its way here: left as it is, and said so', (text) => {
		const rendered = render(`<${text}>`);
		expect(rendered.text).toBe(`<${text}>`);
		expect(rendered.unresolved).toEqual([]);
		const told = expect.stringMatching(/escaped or encoded|does not begin with a scheme/);
		expect(rendered.warnings).toContainEqual(told);
		expect(checkTemplate(text, definition)).toContainEqual(told);
	});

	it('one token within another: the inner one is read, the outer one is reported', () => {
		expect(render('~{ch://${e://Field/plan}/x}')).toMatchObject({
			text: '~{ch://gold/x}',
			warnings: [expect.stringContaining('A new token begins')],
		});
		expect(render('${q://~{aed://order}/Answer}')).toMatchObject({
			text: '${q://A-7/Answer}',
			warnings: [expect.stringContaining('A new token begins')],
		});
	});

	it('a tilde, a dollar sign or an address that begins none of these is text', () => {
		for (const text of [
			'https://example.com/?a=$1&b={x}',
			'5 $ {a}',
			'a%7Bb%7D',
			'$&#123;x}',
			'~ {ch}',
		])
			expect(render(text)).toMatchObject({ text, unresolved: [], warnings: [] });
		for (const text of ['~{x}', '~{9q://x}', '~', 'a ~{', '~{ch:/x}'])
			expect(render(text)).toMatchObject({ text, unresolved: [] });
		expect(checkTemplate('~{ch://a/b', definition)).toHaveLength(1);
	});

	it('is linear in unclosed tildes', () => {
		const text = '~{ch://a|b:"'.repeat(20_000);
		const start = performance.now();
		expect(render(text).text).toBe(text);
		for (const odd of [
			'~{ ',
			'$&nbsp;',
			'&#36;&#123;e',
			'%24%7B',
			'$ { a : / ',
			'~{aaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
		])
			render(odd.repeat(20_000));
		expect(performance.now() - start).toBeLessThan(2000);
	});

	it('a condition on the contact’s e-mail, or on what only a workflow knows', () => {
		const rule = (given: string) => ({
			subject: given,
			operator: 'is' as const,
			value: 'ann@example.com',
		});
		expect(truthOf(rule('${m://Email1}'), subject(item))).toBe(true);
		expect(truthOf(rule('~{ch://OCAC_x/mail}'), subject(item))).toBeNull();
	});
});

describe('a name that does not exist', () => {
	const big: SurveyDefinition = {
		...definition,
		questions: Array.from({ length: 800 }, (_, index) => ({
			...definition.questions[4],
			id: `QID${index + 100}`,
			title: `A rather long question about the visit, number ${index}`,
			answerKeys: [`QID${index + 100}`],
		})),
		contextFields: Array.from({ length: 400 }, (_, index) => ({
			name: `a rather long field ${index}`,
		})),
	};
	it.each([
		'${q://A rather long questoin about the visit/ChoiceTextEntryValue}',
		'${e://Field/a rather lnog field}',
	])('costs nothing per item: %s', (token) => {
		const template = compileTemplate(token);
		template.render(subject(item, big));
		const start = performance.now();
		for (let count = 0; count < 2000; count += 1) template.render(subject(item, big));
		const microseconds = ((performance.now() - start) * 1000) / 2000;
		expect(template.render(subject(item, big)).unresolved).toHaveLength(1);
		// 20 µs and less on an idle machine; without the memory of the look-up it is more than a thousand.
		expect(microseconds).toBeLessThan(200);
	});
});
