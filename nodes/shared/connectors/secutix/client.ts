import { ConnectorError } from '../../http/ConnectorError';
import type { Runtime } from '../../http/types';
import { createApi, type SecutixOptions } from './api';
import { readContact, type DetailGroup, type SecutixContact } from './contactData';

/** The contacts of one institution, to be read. `runtime.send` must bring the token along. */
export interface Secutix {
	/** One contact; `notFound` where nobody has the number. */
	contact(number: string, groups: readonly DetailGroup[]): Promise<SecutixContact>;
	readonly readsPerMinute: number;
}

export const createSecutix = (runtime: Runtime, options: SecutixOptions): Secutix => {
	const api = createApi(runtime, options);
	return {
		readsPerMinute: api.perMinute,
		async contact(number, groups) {
			const body = { contactNumber: number, details: [...new Set(['GENERAL', ...groups])] };
			const answer = await api.read('getContactData', body, 'contact with this number');
			const contact = readContact(answer);
			if (contact?.number === number) return contact;
			throw new ConnectorError(
				'unexpected',
				contact ? 'SecuTix returned the wrong contact' : 'SecuTix returned no contact',
				{
					hint: 'Compare the version of the contact service in the credential with the newest one.',
				},
			);
		},
	};
};
