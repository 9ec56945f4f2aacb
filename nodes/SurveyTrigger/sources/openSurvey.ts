import type { SurveyAccount } from '../../shared/n8n/surveys/SurveySystem';
import type { SurveyDefinition } from '../../shared/survey/SurveyDefinition';
import type { TriggerSettings } from '../settings';
import type { AccountSurvey } from './SourceKind';

/** A survey of an account, to be read as the trigger's settings say. */
export async function openSurvey(
	account: SurveyAccount,
	surveyId: string,
	{ includeMeta, includeRaw, timeZone }: TriggerSettings,
): Promise<AccountSurvey> {
	const survey = await account.definition(surveyId);
	const source = account.source(survey, { includeMeta, includeRaw, timeZone });
	return { source, closedName: async () => closedNameOf(survey) };
}

export const closedNameOf = ({ name, isActive }: SurveyDefinition): string | undefined =>
	isActive === false ? name : undefined;
