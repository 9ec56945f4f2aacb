import type { IExecuteFunctions } from 'n8n-workflow';
import {
	carriagesOf,
	carryAnswers,
	previewCarriages,
	type Carriage,
} from '../../../shared/connectors/salesmanago/carryAnswers';
import type { SalesManago } from '../../../shared/connectors/salesmanago/client';
import { DETAIL_PREFIX } from '../../../shared/connectors/salesmanago/contactValues';
import { customDetails } from '../../../shared/connectors/salesmanago/customDetails';
import { ConnectorError, isConnectorError } from '../../../shared/http/ConnectorError';
import { settle } from '../../../shared/http/settle';
import type { RenderContext } from '../../../shared/pipedText/Template';
import { quoted, shownRequest, type FollowedUp, type FollowUpEntry } from '../../../shared/records';
import type { MoreFields } from '../../../shared/n8n/records/RecordConnection';
import { OTHER_PREFIX, PREFIXES } from './answerParameters';

export type AnswerReader = (
	rendering: RenderContext,
) => Pick<MoreFields<Carriage[]>, 'fields' | 'rows' | 'warnings' | 'notes' | 'followUp'>;

const NOTHING = { fields: [], rows: [], warnings: [], notes: [] };

/** *Send All Answers*, as the user set it; none where it is switched off. */
export function answerReader(context: IExecuteFunctions): AnswerReader | undefined {
	const read = <T>(name: string, fallback: T): T =>
		context.getNodeParameter(name, 0, fallback) as T;
	if (!read('sendAllAnswers', true)) return undefined;
	const chosen = read<string>('answerPrefix', 'dotaznik');
	const prefix =
		chosen === OTHER_PREFIX ? read('answerPrefixOther', '') : (PREFIXES[chosen] ?? chosen);
	const whenTooLong = read<'cut' | 'note' | 'event'>('whenAnswerTooLong', 'cut');
	return ({ response, survey }) => {
		if (!response)
			return { ...NOTHING, warnings: ['No survey response was found, so no answers are sent'] };
		const { details, carried, warnings, collisions } = customDetails(response, {
			prefix,
			whenTooLong: whenTooLong === 'cut' ? 'cut' : 'carry',
			survey,
		});
		const carriages = whenTooLong === 'cut' ? [] : carriagesOf(carried, whenTooLong, response);
		return {
			fields: details.map(({ name, value }) => ({
				target: `${DETAIL_PREFIX}${name}`,
				value,
				sourceText: value,
				action: 'set' as const,
			})),
			rows: details.map(({ name, value, answerKey }) => ({
				field: `${DETAIL_PREFIX}${name}`,
				source: `Answer to ${answerKey}`,
				resolved: value,
				value,
			})),
			warnings,
			notes: collisions,
			...(carriages.length > 0 && { followUp: carriages }),
		};
	};
}

const NOT_THERE_YET = '(the new contact)';

/** The answers that fit into no field, contact by contact. */
export async function carryAll(
	salesmanago: SalesManago,
	entries: Array<FollowUpEntry<Carriage[]>>,
	isDryRun: boolean,
): Promise<Array<FollowedUp | ConnectorError>> {
	const carried: Array<FollowedUp | ConnectorError> = [];
	for (const { id = NOT_THERE_YET, work } of entries) {
		if (isDryRun)
			carried.push({ requests: previewCarriages(id, work, salesmanago.now()).map(shownRequest) });
		else {
			const done = await settle(carryAnswers(salesmanago, id, work));
			carried.push(done.ok ? {} : notCarried(done.error));
		}
	}
	return carried;
}

export const carriagesInWords = (carriages: Carriage[]): string[] =>
	carriages.map((carriage) =>
		carriage.kind === 'note'
			? `add the note ${quoted(carriage.note)}`
			: `add a survey event ${quoted(carriage.event.description)}`,
	);

/** The contact has been written by then. */
function notCarried(error: unknown): ConnectorError {
	if (!isConnectorError(error)) throw error;
	const { kind, message, hint, status } = error;
	return new ConnectorError(
		kind,
		`The contact was written, but a long answer could not be added whole: ${message}`,
		{ hint, status },
	);
}
