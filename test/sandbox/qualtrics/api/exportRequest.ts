import { checkFields, type Fields } from '../../http/fields';
import { badField, badRequest } from '../envelope';
import { indexOf } from '../model/fields';
import { metadataKeys } from '../model/metadata';
import type { ModelSurvey } from '../model/types';
import type { ExportRequest } from '../state';

const flag = { kind: 'boolean' } as const;
const idList = { kind: 'array', items: { kind: 'string' } } as const;
const isoDate = {
	kind: 'string',
	pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/,
} as const;

/** The body of `POST …/export-responses` (contracts/qualtrics.md 3.3). */
const exportFields: Fields = {
	format: {
		kind: 'string',
		required: true,
		oneOf: ['csv', 'tsv', 'json', 'ndjson', 'spss', 'xml'],
	},
	compress: flag,
	startDate: isoDate,
	endDate: isoDate,
	limit: { kind: 'integer', min: 0 },
	filterId: { kind: 'string' },
	allowContinuation: flag,
	continuationToken: { kind: 'string' },
	sortByLastModifiedDate: flag,
	exportResponsesInProgress: flag,
	questionIds: idList,
	embeddedDataIds: idList,
	surveyMetadataIds: idList,
	useLabels: flag,
	includeLabelColumns: flag,
	seenUnansweredRecode: { kind: 'integer' },
	multiselectSeenUnansweredRecode: { kind: 'integer' },
	includeDisplayOrder: flag,
	formatDecimalAsComma: flag,
	timeZone: { kind: 'string' },
	newlineReplacement: { kind: 'string' },
	breakoutSets: flag,
};

const tableOnly = [
	'useLabels',
	'includeLabelColumns',
	'seenUnansweredRecode',
	'multiselectSeenUnansweredRecode',
	'includeDisplayOrder',
	'formatDecimalAsComma',
	'timeZone',
	'newlineReplacement',
	'breakoutSets',
];

export interface ReadExportRequest extends ExportRequest {
	startDate?: number;
	endDate?: number;
	limit?: number;
	filterId?: string;
	allowContinuation: boolean;
	continuationToken?: string;
	inProgress: boolean;
}

/** Checks fields, combinations and ids; throws a 400. */
export function readExportRequest(
	body: Record<string, unknown>,
	survey: ModelSurvey,
): ReadExportRequest {
	const complaint = checkFields(body, exportFields);
	if (complaint) throw badField(complaint);
	refuseCombinations(body);
	if (body.format !== 'json' && body.format !== 'ndjson') {
		throw badRequest('The sandbox exports json and ndjson only.');
	}
	checkIds(body, survey);
	const time = (name: string): number | undefined =>
		body[name] === undefined ? undefined : Date.parse(body[name] as string);
	return {
		format: body.format,
		compress: (body.compress as boolean | undefined) ?? true,
		byModified: body.sortByLastModifiedDate === true,
		questionIds: body.questionIds as string[] | undefined,
		embeddedDataIds: body.embeddedDataIds as string[] | undefined,
		surveyMetadataIds: body.surveyMetadataIds as string[] | undefined,
		startDate: time('startDate'),
		endDate: time('endDate'),
		limit: body.limit as number | undefined,
		filterId: body.filterId as string | undefined,
		allowContinuation: body.allowContinuation === true,
		continuationToken: body.continuationToken as string | undefined,
		inProgress: body.exportResponsesInProgress === true,
	};
}

function refuseCombinations(body: Record<string, unknown>): void {
	const has = (name: string): boolean => body[name] !== undefined && body[name] !== false;
	const together = (one: string, other: string): void => {
		if (has(one) && has(other))
			throw badRequest(`Invalid request. ${one} cannot be used together with ${other}.`);
	};
	together('allowContinuation', 'continuationToken');
	together('filterId', 'allowContinuation');
	together('filterId', 'continuationToken');
	together('filterId', 'sortByLastModifiedDate');
	if (body.format !== 'json' && body.format !== 'ndjson') return;
	const misplaced = tableOnly.find((name) => body[name] !== undefined);
	if (misplaced)
		throw badRequest(
			`Invalid request. ${misplaced} cannot be used with the format ${body.format}.`,
		);
}

/** Parts of a question such as `QID5_3_TEXT` are not question ids. */
function checkIds(body: Record<string, unknown>, survey: ModelSurvey): void {
	const { questions, embeddedData } = indexOf(survey);
	const check = (name: string, isKnown: (id: string) => boolean): void => {
		const unknown = ((body[name] as string[] | undefined) ?? []).find((id) => !isKnown(id));
		if (unknown !== undefined)
			throw badRequest(`Invalid request. ${name} holds an unknown id: ${unknown}.`);
	};
	check('questionIds', (id) => questions.has(id));
	check('embeddedDataIds', (id) => embeddedData.has(id));
	check('surveyMetadataIds', (id) => metadataKeys.has(id));
}
