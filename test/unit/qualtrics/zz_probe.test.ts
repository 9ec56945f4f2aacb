import { toDefinition } from '../../../nodes/shared/connectors/qualtrics/definition';
import { toSurveyResponse } from '../../../nodes/shared/connectors/qualtrics/toSurveyResponse';
import * as sv from '../../sandbox/qualtrics/model/storeVisit';
import { surveyDesign } from '../../sandbox/qualtrics/model/design';
import { responseSchema } from '../../sandbox/qualtrics/model/responseSchema';
import { makeResponse } from '../../sandbox/qualtrics/model/makeResponse';
import { writeFileSync } from 'fs';
it('x', () => {
	console.log(Object.keys(sv));
	const survey = (sv as any).storeVisitSurvey(Date.now());
	const readings = { embeddedDataType: 'embeddedData', multiAnswerItems: 'choiceId' as const };
	const s = JSON.parse(JSON.stringify(surveyDesign(survey, 3)));
	const sch = JSON.parse(JSON.stringify(responseSchema(survey, readings)));
	const r = makeResponse(survey, { responseId: 'R_1', recordedAt: Date.now(), seed: 4, multiAnswerItems: 'choiceId' });
	for (const [n, p] of Object.entries({ both: { survey: s, schema: sch }, survey: { survey: s }, schema: { schema: sch } })) {
		const d = toDefinition(survey.id, p);
		const out = toSurveyResponse(r, d);
		writeFileSync(`/tmp/probe/def_${n}.json`, JSON.stringify(d, null, 1));
		writeFileSync(`/tmp/probe/resp_${n}.json`, JSON.stringify(out, null, 1));
		const a = Object.values(out.answers);
		console.log(n, d.questions.length, d.contextFields.length, a.length, a.filter((x) => x.state === 'answered').length, new Set(a.map(x=>x.type)));
	}
	writeFileSync(`/tmp/probe/raw.json`, JSON.stringify(r, null, 1));
	const d = toDefinition(survey.id, { survey: s, schema: sch });
	const text = JSON.stringify(r);
	const N = 2000;
	let t = performance.now(); for (let i = 0; i < N; i++) JSON.parse(text); const parse = performance.now() - t;
	t = performance.now(); for (let i = 0; i < N; i++) toSurveyResponse(JSON.parse(text), d); const all = performance.now() - t;
	console.log(text.length, parse / N, all / N);
});
