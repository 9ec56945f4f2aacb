import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { asNodeError } from '../../shared/n8n/errors';
import { ConnectorError } from '../../shared/http/ConnectorError';
import { foldText } from '../../shared/pipedText/foldText';
import { hasNoAnswer } from '../../shared/survey/questionKinds';
import type { Question, SurveyDefinition } from '../../shared/survey/SurveyDefinition';
import { openAccount } from '../account';
import { surveyIdsIn } from '../responses/select';
import { textOfValue } from './valueKey';

const PAGE_SIZE = 100;

interface Entry {
	name: string;
	value: string;
}

/** List method behind every question or field of a KPI: those of the surveys that the node names, searched by words. */
export async function searchValues(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const entries = await asNodeError(this.getNode(), entriesOf(this));
	const words = foldText(filter).split(/\s+/);
	const found = entries.filter(({ name }) => {
		const folded = foldText(name);
		return words.every((word) => folded.includes(word));
	});
	const start = Number(paginationToken ?? 0) || 0;
	const end = start + PAGE_SIZE;
	return {
		results: found.slice(start, end),
		...(end < found.length && { paginationToken: String(end) }),
	};
}

async function entriesOf(context: ILoadOptionsFunctions): Promise<Entry[]> {
	const { kpiSource, surveys } = context.getNode().parameters;
	const surveyIds = surveyIdsIn(context, surveys);
	if (kpiSource === 'items' || surveyIds.length === 0) {
		throw new ConnectorError('input', 'The list depends on a survey, and none is chosen', {
			hint:
				kpiSource === 'items'
					? "Type the key instead, or choose 'Incoming Items, With the Survey at Hand'."
					: "Choose one under 'Surveys', or type the key of the question.",
		});
	}
	const account = await openAccount(context);
	const entries: Entry[] = [];
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

const entriesIn = ({ questions, contextFields }: SurveyDefinition): Entry[] => [
	...questions.flatMap(questionEntries),
	...contextFields.map(({ name, label }) => ({
		name: `Embedded Data · ${label ?? name}`,
		value: textOfValue({ from: 'context', key: name }),
	})),
];

function questionEntries(question: Question): Entry[] {
	if (hasNoAnswer(question)) return [];
	const { id, title, rows, answerKeys } = question;
	const keys = answerKeys.length > 0 ? answerKeys : [id];
	return keys.map((key) => {
		const row = rows.find((one) => key === `${id}_${one.id}`);
		return { name: `${key} · ${title}${row ? ` – ${row.label}` : ''}`, value: key };
	});
}
