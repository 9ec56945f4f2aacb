import type { IExecuteFunctions } from 'n8n-workflow';
import { readEmail } from '../../../shared/connectors/salesmanago/contactValues';
import {
	contactIdOf,
	firstEmailQuestion,
	identify,
} from '../../../shared/connectors/salesmanago/identify';
import type { CheckedText } from '../../../shared/n8n/checkTokens';
import { asText, readRaw, type Raw } from '../../../shared/n8n/rawParameters';
import type { NeedsSurvey } from '../../../shared/n8n/renderings';
import { surveyResponseFinder } from '../../../shared/n8n/surveyResponseOf';
import { rawTextOf, renderContextOf, textParameter } from '../../../shared/n8n/textParameters';
import { ConnectorError } from '../../../shared/http/ConnectorError';
import type { RenderContext } from '../../../shared/pipedText/Template';
import type { Operation } from '../../../shared/records';
import type { KeyValues } from '../../../shared/n8n/records/RecordConnection';

type IdentifyBy = 'email' | 'address' | 'smclientid' | 'either';

/** What a contact is looked for by. */
export type ContactKey = 'email' | 'contactId';

export interface Identification {
	/** Known before the survey is, so that items can be put together. */
	keyKindFor(itemIndex: number): ContactKey;
	keyFor(itemIndex: number, rendering: RenderContext): KeyValues;
	needsSurvey: NeedsSurvey;
	texts: CheckedText[];
}

/** Who answered, as the user set it; read once per run. `report`: whether an item that names nobody is told and not failed. */
export function readIdentification(
	context: IExecuteFunctions,
	operation: Operation,
	report: boolean,
): Identification {
	const by = context.getNodeParameter('identifyBy', 0, 'email') as IdentifyBy;
	if (operation === 'create' && (by === 'smclientid' || by === 'either')) {
		throw new ConnectorError('input', 'SALESmanago creates a contact by its email address alone', {
			hint: 'Identify by an email address, or choose another operation: an smclientid belongs to a contact that is there.',
		});
	}
	const email = readText(context, by === 'address' ? 'identifyEmail' : '');
	const id = readText(context, by === 'smclientid' || by === 'either' ? 'smclientid' : '');
	const responseOf = surveyResponseFinder(context);
	const renderContext = renderContextOf(context);

	const idFor = (itemIndex: number): { id: string; problems: string[] } => {
		const response = responseOf(itemIndex);
		if (!id.isGiven) return { id: (response && contactIdOf(response)) ?? '', problems: [] };
		const { text, problems } = id.render(itemIndex, { response, ...renderContext });
		return { id: text, problems };
	};

	const nobody = (reason: string, problems: string[] = []): KeyValues => {
		const why = problems[0] === undefined ? reason : `${reason}: ${problems[0]}`;
		if (!report) {
			throw new ConnectorError('input', why, {
				hint: "To skip such responses, set the option 'When the Contact Is Unknown' to 'Warn and Continue'.",
			});
		}
		return { values: {}, problems: [], rows: [], nobody: why };
	};

	const byId = (itemIndex: number): KeyValues => {
		const { id: contactId, problems } = idFor(itemIndex);
		if (contactId === '')
			return nobody('The survey link had no smclientid, so the contact is unknown', problems);
		const source = id.isGiven ? id.source : 'smclientid of the survey link';
		const row = { field: 'contactId', source, resolved: contactId };
		return { values: { contactId }, problems, rows: [row] };
	};

	const byAddress = (itemIndex: number, rendering: RenderContext): KeyValues => {
		// The mapped field, if any.
		if (!email.isGiven) return { values: {}, problems: [], rows: [] };
		const { text, problems } = email.render(itemIndex, rendering);
		const address = readEmail(text);
		if (typeof address !== 'string')
			return nobody('The email address is missing or not valid', problems);
		const row = { field: 'email', source: email.source, resolved: text };
		return { values: { email: address }, problems, rows: [row] };
	};

	const byQuestion = ({ response }: RenderContext): KeyValues => {
		if (!response) {
			throw new ConnectorError(
				'input',
				'There is no survey response to read an email address from',
				{
					hint: "Choose 'Email Address Below' under 'Identify By', or connect the node after a Survey Trigger.",
				},
			);
		}
		const who = identify(response, 'email');
		if (who.kind === 'nobody') return nobody(who.reason);
		const question = firstEmailQuestion(response);
		const source = `First email question${question ? ` (${question.key})` : ''}`;
		return {
			values: who.key,
			problems: [],
			rows: [{ field: 'email', source, resolved: who.key.email }],
		};
	};

	const keyKindFor = (itemIndex: number): ContactKey => {
		if (by === 'smclientid') return 'contactId';
		return by === 'either' && idFor(itemIndex).id !== '' ? 'contactId' : 'email';
	};

	return {
		keyKindFor,
		keyFor(itemIndex, rendering) {
			if (keyKindFor(itemIndex) === 'contactId') return byId(itemIndex);
			return by === 'address' ? byAddress(itemIndex, rendering) : byQuestion(rendering);
		},
		needsSurvey: (itemIndex, response) => email.needsSurvey(itemIndex, response),
		texts: [
			{ field: 'Email Address', text: email.raw },
			{ field: 'Contact ID', text: id.raw },
		],
	};
}

/** A piped text parameter, or none where the name is empty. */
function readText(context: IExecuteFunctions, name: string) {
	const raw = name === '' ? undefined : readRaw<Raw>(context, name, '');
	const source = asText(rawTextOf(raw)).trim();
	const templateFor = textParameter(context, raw);
	return {
		raw,
		source,
		isGiven: source !== '',
		render(itemIndex: number, rendering: RenderContext) {
			const { text, unresolved } = templateFor(itemIndex).render(rendering);
			const problems = unresolved.map(
				({ token, reason }) => `${token} cannot be resolved: ${reason}`,
			);
			return { text: text.trim(), problems };
		},
		needsSurvey: ((itemIndex, response) =>
			templateFor(itemIndex).needsSurvey(response)) as NeedsSurvey,
	};
}
