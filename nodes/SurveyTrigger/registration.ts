import type { IHookFunctions } from 'n8n-workflow';
import { serialise } from '../shared/delivery/serialise';
import { asNodeError } from '../shared/n8n/errors';
import { settle } from '../shared/http/settle';
import { registrationLock } from './activation';
import { sourceOf } from './settings';
import { kindOf } from './sources/kinds';

/** Activation and deactivation; n8n asks once for each HTTP method, at times all at once. */
export const registration = {
	async checkExists(this: IHookFunctions): Promise<boolean> {
		// What cannot be looked up now is cleared up, or said, by create().
		const outcome = await settle(oneAtATime(this, 'isRegistered'));
		return outcome.ok && outcome.value === true;
	},
	async create(this: IHookFunctions): Promise<boolean> {
		await asNodeError(this.getNode(), oneAtATime(this, 'register'));
		return true;
	},
	async delete(this: IHookFunctions): Promise<boolean> {
		await asNodeError(this.getNode(), oneAtATime(this, 'unregister'));
		return true;
	},
};

const oneAtATime = async (
	context: IHookFunctions,
	work: 'isRegistered' | 'register' | 'unregister',
): Promise<unknown> =>
	await serialise(
		registrationLock(context),
		async () => await kindOf({ source: sourceOf(context) })[work](context),
	);
