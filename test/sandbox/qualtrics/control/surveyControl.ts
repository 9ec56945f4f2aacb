import type { ModelSurvey } from '../model/types';
import type { SurveyRecord } from '../state';
import type { World } from '../world';

/** What can happen to a survey. */
export function surveyControl(world: World) {
	const { surveys } = world.state;
	const recordOf = (surveyId: string): SurveyRecord => {
		const record = surveys.get(surveyId);
		if (!record) throw new Error(`There is no survey ${surveyId} in the sandbox`);
		return record;
	};
	const change = (surveyId: string, changed: Partial<ModelSurvey>): void => {
		const record = recordOf(surveyId);
		const lastModified = new Date(world.now()).toISOString().replace(/\.\d+Z$/, 'Z');
		record.model = { ...record.model, lastModified, ...changed };
	};
	const switchTo = async (surveyId: string, isActive: boolean): Promise<void> => {
		change(surveyId, { isActive });
		const name = isActive ? 'activateSurvey' : 'deactivateSurvey';
		await world.publish(`controlpanel.${name}`, {
			Status: isActive ? 'Active' : 'Inactive',
			SurveyID: surveyId,
			BrandID: world.state.user.brandId,
		});
	};
	return {
		closeSurvey: (surveyId: string): Promise<void> => switchTo(surveyId, false),
		openSurvey: (surveyId: string): Promise<void> => switchTo(surveyId, true),
		deleteSurvey(surveyId: string): void {
			surveys.delete(surveyId);
		},
		/** The survey is there, but the caller has no right to it any more. */
		unshareSurvey(surveyId: string): void {
			recordOf(surveyId).shared = false;
		},
		shareSurvey(surveyId: string): void {
			recordOf(surveyId).shared = true;
		},
		addSurvey(model: ModelSurvey): void {
			surveys.set(model.id, { model, shared: true });
		},
		/** Copies of a survey under new ids, to fill lists. */
		copySurvey(surveyId: string, count = 1): string[] {
			const { model } = recordOf(surveyId);
			return Array.from({ length: count }, (_, index) => {
				const id = world.id('SV_');
				surveys.set(id, {
					model: { ...model, id, name: `${model.name} – copy ${index + 1}` },
					shared: true,
				});
				return id;
			});
		},
		/** A question is taken out of the survey, as an author would. */
		removeQuestion(surveyId: string, questionId: string): void {
			const { blocks } = recordOf(surveyId).model;
			change(surveyId, {
				blocks: blocks.map((block) => ({
					...block,
					questions: block.questions.filter(({ id }) => id !== questionId),
				})),
			});
		},
	};
}
