import { answerKeyOf, parseAnswerKey } from '../../../nodes/shared/connectors/qualtrics/answerKey';

it.each<[string, string, string, Record<string, string>?]>([
	// key of `values`, what it is, the answer it belongs to
	['QID3', 'main', 'QID3'],
	['QID1_TEXT', 'mainText', 'QID1'],
	['QID4_2', 'row', 'QID4_2', { part: '2' }],
	['QID4_2_3', 'row', 'QID4_2_3', { part: '2_3' }],
	['QID4_x2', 'row', 'QID4_x2', { part: 'x2' }],
	['QID7_4_TEXT', 'text', 'QID7_4', { part: '4' }],
	['QID7_4_1_TEXT', 'text', 'QID7_4_1', { part: '4_1' }],
	['QID1_NPS_GROUP', 'npsGroup', 'QID1'],
	['QID9_FILE_ID', 'file', 'QID9', { part: 'ID' }],
	['QID64_0_GROUP', 'group', 'QID64_0_GROUP', { part: '0' }],
	['QID64_G0_13_RANK', 'rank', 'QID64_0_GROUP', { part: '0', item: '13' }],
	['QID1_DO', 'displayOrder', 'QID1'],
	['QID4_2_DO', 'displayOrder', 'QID4'],
	['QID1_DO_1', 'displayOrder', 'QID1'],
	['1_QID5', 'main', '1_QID5', { loop: '1' }],
	['x3_QID5_TEXT', 'mainText', 'x3_QID5', { loop: 'x3' }],
	['2_QID1_NPS_GROUP', 'npsGroup', '2_QID1', { loop: '2' }],
	['QID8#1_2', 'row', 'QID8#1_2', { column: '1', part: '2' }],
	['QID8#2_1_TEXT', 'text', 'QID8#2_1', { column: '2', part: '1' }],
	['QID17_BROWSER', 'part', 'QID17_BROWSER', { part: 'BROWSER' }],
	['QID17_FIRST_CLICK', 'part', 'QID17_FIRST_CLICK', { part: 'FIRST_CLICK' }],
	['QID12S3', 'main', 'QID12S3'],
	['2_QID12S3_TEXT', 'mainText', '2_QID12S3', { loop: '2' }],
	['QID5_1_X', 'part', 'QID5_1_X', { part: '1_X' }],
	['QID5_TEXT_sentiment', 'part', 'QID5_TEXT_sentiment'],
])('%s is %s of %s', (key, kind, answer, more = {}) => {
	const parsed = parseAnswerKey(key);
	expect(parsed).toMatchObject({ kind, ...more });
	expect(answerKeyOf(parsed!)).toBe(answer);
});

it.each([
	'outlet',
	'QID',
	'SC_1',
	'recordedDate',
	'my_QID5',
	'QIDs',
	'QID5S',
	'QIDS3',
	'Q3',
	'',
	'__proto__',
])('%s belongs to no question', (key) => {
	expect(parseAnswerKey(key)).toBeUndefined();
});
