import { Q } from '../../sandbox/surveymonkey/model';
import { detailsOf, read } from './details';

describe('what else an answer of SurveyMonkey brings', () => {
	it.each<[object, object]>([
		[{ is_correct: true }, { correct: true }],
		[{ is_correct: false, score: 'x' }, { correct: false }],
		[{ score: 2 }, { correct: false, score: 2 }],
	])('a quiz that says %j of an answer gives it the grade %j', (more, grade) => {
		const raw = detailsOf({ [Q.where]: [{ choice_id: '101', ...more }] });
		expect(read(raw).answers[`Q${Q.where}`].grade).toEqual(grade);
	});

	it.each([
		[
			{ text: 'a.png', content_type: 'image/png' },
			{ name: 'a.png', mimeType: 'image/png' },
		],
		[{}, { name: 'https://files/1' }],
	])('a file with %j is told as %j', (more, file) => {
		const raw = detailsOf({ [Q.file]: [{ download_url: 'https://files/1', ...more }] });
		expect(read(raw).answers[`Q${Q.file}`]).toMatchObject({
			type: 'file',
			value: ['https://files/1'],
			files: [{ ...file, url: 'https://files/1' }],
		});
	});
});
