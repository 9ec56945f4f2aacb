import { SURVEY_SYSTEMS } from '../../../nodes/shared/n8n/surveys/all';

const picked = (value: unknown) => ({ __rl: true, mode: 'id', value });
const ROWS: Array<[system: string, locator: unknown, id: string]> = [
	['qualtrics', picked('SV_3gbwq8aJgqPwQDP'), 'SV_3gbwq8aJgqPwQDP'],
	['qualtrics', ' SV_3gbwq8aJgqPwQDP ', 'SV_3gbwq8aJgqPwQDP'],
	['qualtrics', picked('https://a.example/jfe/form/SV_1?x=SV_2'), 'SV_1'],
	['qualtrics', picked('347232'), ''],
	['qualtrics', picked(undefined), ''],
	['qualtrics', undefined, ''],
	['startquestion', picked('347232'), '347232'],
	['startquestion', picked(347232), '347232'],
	['startquestion', ' 347232 ', '347232'],
	['startquestion', picked('https://s2.example:8080/surveys/347232/results?page=2'), '347232'],
	['startquestion', picked('http://10.example/surveys/347232'), '347232'],
	['startquestion', picked('HTTP://10/surveys/347232'), '347232'],
	['startquestion', picked('https://10/'), ''],
	['startquestion', picked('https://s2.example/'), ''],
	['startquestion', picked('SV_1'), ''],
	['startquestion', picked(null), ''],
	['startquestion', { value: { nested: 1 } }, ''],
	['surveymonkey', picked('105723396'), '105723396'],
	['surveymonkey', picked(105723396), '105723396'],
	['surveymonkey', ' 105723396 ', '105723396'],
	// The address of a survey holds another number.
	['surveymonkey', picked('https://www.surveymonkey.com/create/survey/preview?sm=105723396'), ''],
	['surveymonkey', picked('1057/23396'), ''],
	['surveymonkey', picked(null), ''],
];

describe('the id in a survey locator', () => {
	it.each(ROWS)('%s: %j', (system, locator, id) => {
		expect(SURVEY_SYSTEMS.find((one) => one.id === system)?.surveyIdIn(locator)).toBe(id);
	});
});
