import { compileTemplate as typedCompileTemplate } from '../../../nodes/shared/pipedText/compileTemplate';
import type { Answer, SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import { answer, response } from '../conditions/survey';
import { plainly } from '../../written';

const compileTemplate = plainly(typedCompileTemplate);
const render = (token: string, item: SurveyResponse) =>
	compileTemplate(token).render({ response: item, now: 0, timeZone: 'UTC', random: () => 0 });

describe('Q25 what a token of metadata says', () => {
	const whole = response([], {
		survey: { id: 'SV_1', name: 'Visit', language: 'FR', channel: 'email', collectorId: 'C_1' },
		response: {
			...response().response,
			durationSeconds: 61,
			startedAt: '2024-05-01T22:00:00Z',
			updatedAt: '2024-05-02T08:00:00Z',
			progressPercent: 80,
			revision: 'r2',
			url: 'https://example.com/r',
		},
		respondent: {
			id: 'P_1',
			email: 'ann@example.com',
			firstName: 'Ann',
			lastName: 'Lee',
			phone: '+33 1',
			language: 'DE',
			externalId: 'X_1',
			anonymous: false,
			identifiers: [],
		},
		meta: { userAgent: 'Firefox', ip: '192.0.2.1' },
		connectionLabel: 'EU',
		tags: ['a', 'b'],
		context: { EndDate: 'own', note: 'n' },
	});
	const said = (token: string, item = whole) => {
		const found = render(token, item);
		return found.unresolved[0]?.reason ?? found.text;
	};
	const builtIn: Array<[field: string, text: string]> = [
		['ResponseID', 'R_1'],
		['SurveyID', 'SV_1'],
		['Q_Language', 'FR'],
		['RecipientEmail', 'ann@example.com'],
		['RecipientFirstName', 'Ann'],
		['RecipientLastName', 'Lee'],
		['ExternalDataReference', 'X_1'],
		['Q_TotalDuration', '61'],
		['StartDate', '2024-05-01T22:00:00Z'],
		['EndDate', '2024-05-01T22:30:00Z'],
		['RecordedDate', '2024-05-01T22:30:00Z'],
		['DistributionChannel', 'email'],
		['UserAgent', 'Firefox'],
		['IPAddress', '192.0.2.1'],
	];
	it.each(builtIn)(
		'Q25 the field %s is "%s", unless the response has one of its own',
		(field, text) => {
			expect(said(`\${rm://Field/ ${field} }`)).toBe(text);
			expect(said(`\${e://Field/ ${field} }`)).toBe(field === 'EndDate' ? 'own' : text);
		},
	);
	it.each([
		['UpdatedDate', '2024-05-02T08:00:00Z'],
		['Duration', '61'],
		['Status', 'complete'],
		['Progress', '80'],
		['IsTest', 'false'],
		['Revision', 'r2'],
		['Link', 'https://example.com/r'],
		['SurveyName', 'Visit'],
		['Language', 'FR'],
		['Channel', 'email'],
		['Collector', 'C_1'],
		['Event', 'created'],
		['Provider', 'qualtrics'],
		['Account', 'EU'],
		['Tags', 'a, b'],
	])('Q25 of the response %s: "%s"', (field, text) => {
		expect(said(`\${r://${field}}`)).toBe(text);
	});
	it.each([
		['FirstName', 'Ann'],
		['LastName', 'Lee'],
		['Email', 'ann@example.com'],
		['Email1', 'ann@example.com'],
		['Phone', '+33 1'],
		['Language', 'DE'],
		['ExternalDataReference', 'X_1'],
		['ContactID', 'P_1'],
	])('Q25 of the contact %s: "%s"', (field, text) => {
		expect(said(`\${m://${field}}`)).toBe(text);
	});
	it('the language of the contact stands in for that of the survey; what is personal may not have been read', () => {
		const bare = { ...whole, survey: { id: 'SV_1' }, meta: undefined };
		for (const token of ['${e://Field/Q_Language}', '${r://Language}'])
			expect(said(token, bare)).toBe('DE');
		for (const field of ['UserAgent', 'IPAddress'])
			expect(said(`\${e://Field/${field}}`, bare)).toBe(
				'Browser, IP address and place are personal data and were not read with this response',
			);
	});
	it('a field of an event is one that came with the response', () => {
		expect(said('~{aedj://note}')).toBe('n');
		expect(said('~{aedj://gone}')).toBe(
			'gone is a field of the event that started a Qualtrics workflow, and is not known here; drag the field of the earlier n8n node instead',
		);
	});
});

describe('Q25 what was typed or sent', () => {
	it('is shown as it was typed, also where the source has other words for it', () => {
		const given = [answer('QID5', ' 1 & 2 ', { text: '1 &amp; 2', label: '1 &amp; 2' })];
		expect(render('${q://QID5/ChoiceTextEntryValue}', response(given)).value).toBe(' 1 & 2 ');
		const number = [answer('QID6', 1234.5, { text: '1,234.5' })];
		expect(render('${q://QID6/ChoiceTextEntryValue}', response(number)).value).toBe('1,234.5');
	});
	it('of several files those that have it', () => {
		const files = [{ id: 'F_1', url: 'https://example.com/1' }, { id: 'F_2' }] as Answer['files'];
		const given = [answer('QID5', null, { type: 'file', files })];
		expect(render('${q://QID5/FileUrl}', response(given)).value).toBe('https://example.com/1');
		expect(render('${q://QID5/FileID}', response(given)).value).toEqual(['F_1', 'F_2']);
		expect(render('${q://QID5/FileName}', response(given)).missing).toHaveLength(1);
	});
});
