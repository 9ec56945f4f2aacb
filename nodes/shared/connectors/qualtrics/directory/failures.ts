import { ConnectorError, isConnectorError } from '../../../http/ConnectorError';

export const asConnectorError = (error: unknown): ConnectorError =>
	isConnectorError(error)
		? error
		: new ConnectorError('unexpected', 'The request failed in a way that was not foreseen');

export const cancelled = (): ConnectorError =>
	new ConnectorError('cancelled', 'The run ended before this contact was written');
