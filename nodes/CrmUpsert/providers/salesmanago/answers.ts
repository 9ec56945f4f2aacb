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
import type { AfterWriting, MoreFields } from '../CrmProvider';
import { OTHER_PREFIX, PREFIXES } from './answerParameters';

export type AnswerReader = (
	rendering: RenderContext,
) => Pick<MoreFields, 'fields' | 'rows' | 'warnings' | 'notes' | 'after'>;

const NOTHING = { fields: [], rows: [], warnings: [], notes: [] };

/** *Send All Answers*, as the user set it; none where it is switched off. */
export function answerReader(
	context: IExecuteFunctions,
	salesmanago: SalesManago,
): AnswerReader | undefined {
	const read = <T>(name: string, fallback: T): T =>
		context.getNodeParameter(name, 0, fallback) as T;
	if (!read('sendAllAnswers', true)) return undefined;
	const chosen = read<string>('answerPrefix', 'dotaznik');
	const prefix =
		chosen === OTHER_PREFIX ? read('answerPrefixOther', '') : (PREFIXES[chosen] ?? chosen);
	const whenTooLong = read<'cut' | 'note' | 'event'>('whenAnswerTooLong', 'cut');
	return ({ response, survey }) => {
		if (!response)
			return { ...NOTHING, warnings: ['No survey response was found, so no answers were sent'] };
		const { details, carried, warnings, collisions } = customDetails(response, {
			prefix,
			whenTooLong: whenTooLong === 'cut' ? 'cut' : 'carry',
			survey,
		});
		const carriages =
			whenTooLong === 'cut' ? [] : carriagesOf(carried, whenTooLong, response, salesmanago.now());
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
			...(carriages.length > 0 && { after: afterWriting(salesmanago, carriages) }),
		};
	};
}

const NOT_THERE_YET = '(the new contact)';

const afterWriting = (salesmanago: SalesManago, carriages: Carriage[]): AfterWriting => ({
	async carryOut(id) {
		const done = await settle(carryAnswers(salesmanago, id, carriages));
		if (!done.ok) throw notCarried(done.error);
	},
	preview: (id = NOT_THERE_YET) => previewCarriages(id, carriages),
});

/** The contact has been written by then. */
function notCarried(error: unknown): unknown {
	if (!isConnectorError(error)) return error;
	const { kind, message, hint, status } = error;
	return new ConnectorError(
		kind,
		`The contact was written, but a long answer could not be added whole: ${message}`,
		{ hint, status },
	);
}
