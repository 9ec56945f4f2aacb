import { randomUUID } from 'node:crypto';
import { jsonReply, ReplyNow, type Reply } from '../http/types';

export interface Problem {
	status: number;
	message: string;
	category?: string;
	subCategory?: string;
	errors?: object[];
	context?: Record<string, string[]>;
	[other: string]: unknown;
}

/** Source: contracts/hubspot.md 1.3. */
export function problemReply({ status, ...problem }: Problem): Reply {
	const correlationId = randomUUID();
	return jsonReply(
		status,
		{ status: 'error', correlationId, ...problem },
		{ 'x-hubspot-correlation-id': correlationId },
	);
}

export const refuse = (problem: Problem): ReplyNow => new ReplyNow(problemReply(problem));

export const invalid = (message: string, more: Partial<Problem> = {}): ReplyNow =>
	refuse({ status: 400, category: 'VALIDATION_ERROR', message, ...more });

/** One value that is refused. */
export interface ValueProblem {
	code: string;
	property: string;
	message: string;
}

/** Source: contracts/hubspot.md 1.4. */
export function valueProblem(
	problems: readonly ValueProblem[],
	details: 'everywhere' | 'in the message' | 'in errors',
): Problem {
	const inMessage = problems.map(({ code, property, message }) => ({
		isValid: false,
		message,
		error: code,
		name: property,
		localizedErrorMessage: message,
		portalId: 1234567,
	}));
	const errors = problems.map(({ code, property, message }) => ({
		message,
		code,
		context: { propertyName: [property] },
	}));
	return {
		status: 400,
		category: 'VALIDATION_ERROR',
		message:
			details === 'in errors'
				? 'Property values were not valid'
				: `Property values were not valid: ${JSON.stringify(inMessage)}`,
		...(details !== 'in the message' && { errors }),
	};
}
