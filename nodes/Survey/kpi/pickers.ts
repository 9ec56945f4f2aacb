import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { ConnectorError } from '../../shared/http/ConnectorError';
import { listMethod, type ListEntry } from '../../shared/n8n/listPage';
import { hasNoAnswer } from '../../shared/survey/questionKinds';
import type { Question, SurveyDefinition } from '../../shared/survey/SurveyDefinition';
import { openAccount } from '../account';
import { surveyIdsIn } from '../responses/select';
import { textOfValue } from './valueKey';

/** List method behind every question or field of a KPI: those of the surveys that the node names. */
export const searchValues = listMethod(entriesOf);

async function entriesOf(context: ILoadOptionsFunctions): Promise<ListEntry[]> {
	const { kpiSource, surveys } = context.getNode().parameters;
	const surveyIds = surveyIdsIn(context, surveys);
	if (kpiSource === 'items' || surveyIds.length === 0) {
		throw new ConnectorError('input', 'Choose a survey to load this list', {
			hint:
				kpiSource === 'items'
					? "Type the key instead, or choose 'Incoming Items, With Survey Lists'."
					: "Choose one under 'Surveys', or type the key of the question.",
		});
	}
	const account = await openAccount(context);
	const entries: ListEntry[] = [];
	for (const id of surveyIds) {
		const survey = await account.definition(id);
		const isOneOfMany = surveyIds.length > 1;
		for (const { name, value } of entriesIn(survey)) {
			entries.push(
				isOneOfMany
					? { name: `${survey.name} · ${name}`, value: `${id}/${value}` }
					: { name, value },
			);
		}
	}
	return entries;
}

const entriesIn = ({ questions, contextFields }: SurveyDefinition): ListEntry[] => [
	...questions.flatMap(questionEntries),
	...contextFields.map(({ name, label }) => ({
		name: `Embedded Data · ${label ?? name}`,
		value: textOfValue({ from: 'context', key: name }),
	})),
];

function questionEntries(question: Question): ListEntry[] {
	if (hasNoAnswer(question)) return [];
	const { id, title, rows, answerKeys } = question;
	const keys = answerKeys.length > 0 ? answerKeys : [id];
	return keys.map((key) => {
		const row = rows.find((one) => key === `${id}_${one.id}`);
		return { name: `${key} · ${title}${row ? ` – ${row.label}` : ''}`, value: key };
	});
}
