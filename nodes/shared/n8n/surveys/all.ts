import { qualtricsSurveys } from './qualtrics';
import { startquestionSurveys } from './startquestion';
import { surveymonkeySurveys } from './surveymonkey';
import type { SurveySystem } from './SurveySystem';

/** Every survey tool whose account can be asked. */
export const SURVEY_SYSTEMS: readonly SurveySystem[] = [
	qualtricsSurveys,
	startquestionSurveys,
	surveymonkeySurveys,
];
