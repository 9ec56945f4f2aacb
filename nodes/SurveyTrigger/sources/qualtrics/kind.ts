import { accountReader } from '../accountReader';
import type { SourceKind } from '../SourceKind';
import { qualtricsAccount } from './account';
import { receiveAnnouncement } from './announcement';
import { isRegistered, register, unregister } from './registration';

export const qualtrics: SourceKind = {
	receive: receiveAnnouncement,
	isRegistered,
	register,
	unregister,
	open: (context, settings) => accountReader(context, settings, qualtricsAccount),
	account: qualtricsAccount,
};
