import { ConnectorError, isConnectorError } from '../http/ConnectorError';

/** A call that fails as a whole fails for each of its entries. */
export async function answersOf<T>(
	call: Promise<Array<T | ConnectorError>>,
	length: number,
): Promise<Array<T | ConnectorError>> {
	const answers = await call.catch((error: unknown) => asConnectorError(error));
	if (Array.isArray(answers) && answers.length === length) return answers;
	const error = Array.isArray(answers)
		? new ConnectorError(
				'unexpected',
				`${answers.length} results came back for ${length} records`,
				{ outcomeUnknown: true },
			)
		: answers;
	return Array.from({ length }, () => error);
}

const asConnectorError = (error: unknown): ConnectorError =>
	isConnectorError(error)
		? error
		: new ConnectorError('unexpected', 'The request failed in a way that was not foreseen');
