import { checkProblems, cleanCheck, type CheckStage, type Look } from './checkSweep';
import { startquestion, surveymonkey } from './checkStages';
import { FAULTS } from './faults';

/** The second page of the list, the survey's words, the second page of what is read. */
const POSITIONS = [1, 3, 5];
const LOOKS: Array<[string, () => Promise<CheckStage>, Look]> = [
	['Startquestion, new responses', startquestion, 'recorded'],
	['Startquestion, edits', startquestion, 'modified'],
	['SurveyMonkey, new responses', surveymonkey, 'recorded'],
	['SurveyMonkey, edits', surveymonkey, 'modified'],
];

describe.each(LOOKS)(
	'Checks of %s: each response comes out once when the trouble is over, and the mark stays before what did not',
	(_name, start, by) => {
		let requests: string[];
		beforeAll(async () => {
			requests = await cleanCheck(start, by);
		});

		it.each(FAULTS.filter(({ isCancelled }) => !isCancelled))('$name', async (fault) => {
			for (const at of POSITIONS) {
				const problems = await checkProblems(start, by, fault, at);
				expect(problems.map((problem) => `${at} ${requests[at]}: ${problem}`)).toEqual([]);
			}
		});
	},
);
