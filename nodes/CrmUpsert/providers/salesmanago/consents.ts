import type { IExecuteFunctions } from 'n8n-workflow';
import {
	CONSENT_PREFIX,
	PHONE_STATUS,
	type ConsentValue,
} from '../../../shared/connectors/salesmanago/contactValues';
import type { CheckedText } from '../../../shared/n8n/checkTokens';
import { entriesIn } from '../../../shared/n8n/entries';
import { readRaw, type Raw } from '../../../shared/n8n/rawParameters';
import type { NeedsSurvey } from '../../../shared/n8n/renderings';
import { textParameter } from '../../../shared/n8n/textParameters';
import { ConnectorError } from '../../../shared/http/ConnectorError';
import { compileSubscription, type SubscriptionDecision } from '../../../shared/mapping';
import type { RenderContext } from '../../../shared/pipedText/Template';
import type { MoreFields } from '../../../shared/n8n/records/RecordConnection';

interface RawRow {
	kind?: 'email' | 'phone' | 'named';
	name?: string;
	source?: Raw;
	optIn?: Raw;
	optOut?: Raw;
}

export interface ConsentReader {
	read(
		itemIndex: number,
		rendering: RenderContext,
	): Pick<MoreFields, 'fields' | 'warnings' | 'problems' | 'consent'>;
	needsSurvey: NeedsSurvey;
	texts: CheckedText[];
}

/** Consents that answers decide; what no row names is left alone. */
export function consentReader(context: IExecuteFunctions): ConsentReader {
	const { row = [] } = readRaw<{ row?: RawRow[] }>(context, 'consents', {});
	const rows = row.map(({ kind = 'email', name = '', source, optIn, optOut }) => ({
		label: labelOf(kind, name.trim()),
		/** Of the field; the status for emails is none. */
		field: kind === 'email' ? undefined : kind === 'phone' ? PHONE_STATUS : named(name.trim()),
		source,
		templateFor: textParameter(context, source),
		decide: compileSubscription({
			optIn: entriesIn(context, optIn),
			optOut: entriesIn(context, optOut),
		}),
	}));
	const twice = rows.find(({ field }, index) =>
		rows.slice(0, index).some((other) => other.field === field),
	);
	if (twice) {
		throw new ConnectorError('input', `${twice.label} is decided in two rows`, {
			hint: "Keep one of them under 'Consents'.",
		});
	}
	return {
		read(itemIndex, rendering) {
			const warnings: string[] = [];
			const problems: string[] = [];
			let consent: SubscriptionDecision | undefined;
			const fields = rows.flatMap(({ label, field, templateFor, decide }) => {
				const { value: answer, text, unresolved } = templateFor(itemIndex).render(rendering);
				for (const { token, reason } of unresolved)
					problems.push(`${label}: ${token} cannot be resolved: ${reason}`);
				const decision = decide(answer);
				if (field === undefined) consent = decision;
				else if (decision.note) warnings.push(`${label}: ${decision.note}`);
				const { status } = decision;
				if (field === undefined || status === 'unchanged') return [];
				const value: ConsentValue = { status, ...timeOf(rendering) };
				return [{ target: field, value, sourceText: text, action: 'set' as const }];
			});
			return { fields, warnings, problems, ...(consent && { consent }) };
		},
		needsSurvey: (itemIndex, response) =>
			rows.some(({ templateFor }) => templateFor(itemIndex).needsSurvey(response)),
		texts: rows.map(({ label, source }) => ({ field: label, text: source })),
	};
}

/** When the answer was given, which is when the consent was. */
function timeOf({ response }: RenderContext): Pick<ConsentValue, 'at'> {
	const at = Date.parse(response?.response.submittedAt ?? '');
	return Number.isNaN(at) ? {} : { at };
}

const labelOf = (kind: string, name: string): string =>
	kind === 'email' ? 'Email consent' : kind === 'phone' ? 'Phone consent' : `Consent "${name}"`;

function named(name: string): string {
	if (name !== '') return `${CONSENT_PREFIX}${name}`;
	throw new ConnectorError('input', 'A consent has no name', {
		hint: "Enter under 'Consents' what it is called in SALESmanago.",
	});
}
