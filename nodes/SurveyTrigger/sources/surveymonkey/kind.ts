import { accountReader } from '../accountReader';
import type { SourceKind } from '../SourceKind';
import { surveymonkeyAccount } from './account';
import { receiveAnnouncement } from './announcement';
import { isRegistered, register, unregister } from './registration';

export const surveymonkey: SourceKind = {
	receive: receiveAnnouncement,
	isRegistered,
	register,
	unregister,
	open: (context, settings) => accountReader(context, settings, surveymonkeyAccount),
	account: surveymonkeyAccount,
};
