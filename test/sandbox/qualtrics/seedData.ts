import { smallSurveys } from './model/smallSurveys';
import { storeVisitSurvey } from './model/storeVisit';
import type { SandboxOptions } from './options';
import { defaultUser, makeDirectory, type SandboxState } from './state';

export const mainDirectoryId = 'POOL_0sandboxMain1';
export const secondDirectoryId = 'POOL_0sandboxSec02';
export const customersListId = 'CG_0customersList1';
export const newsletterListId = 'CG_0newsletterLs02';
export const workflowId = 'OC_0sandboxFlow001';

/** The sandbox as it stands when it starts: four surveys, two directories, two mailing lists, nobody in them. */
export function initialState(options: SandboxOptions): SandboxState {
	const user = { ...defaultUser };
	const surveys = [storeVisitSurvey(user), ...smallSurveys(user)];
	const main = makeDirectory(mainDirectoryId, 'Customers & contacts', {
		isDefault: true,
		lite: options.lite,
		rules: options.dedupeRules,
	});
	const second = makeDirectory(secondDirectoryId, 'Test directory', {
		isDefault: false,
		lite: options.lite,
		rules: [],
	});
	const at = Date.UTC(2024, 0, 15, 10, 30);
	for (const [mailingListId, name] of [
		[customersListId, 'Store customers'],
		[newsletterListId, 'Newsletter'],
	]) {
		main.lists.set(mailingListId, {
			mailingListId,
			name,
			ownerId: user.userId,
			creationDate: at,
			lastModifiedDate: at,
			members: new Set(),
		});
	}
	return {
		user,
		brandAdmin: options.brandAdmin,
		token: options.token,
		oauth: {
			clientId: 'sandbox-client-id',
			clientSecret: 'sandbox-client-secret',
			scopes: new Set(options.scopes),
			lifetime: options.tokenLifetime,
		},
		accessTokens: new Map(),
		surveys: new Map(surveys.map((model) => [model.id, { model, shared: true }])),
		responses: new Map(),
		responsesById: new Map(),
		sequence: 0,
		hidden: new Map(),
		subscriptions: new Map(),
		deliveries: [],
		directories: new Map([main, second].map((directory) => [directory.directoryId, directory])),
		exports: new Map(),
		exportTokens: new Map(),
		failingExports: 0,
		imports: new Map(),
		jsonEvents: [],
		workflows: new Set([workflowId]),
		nextPageOrigin: undefined,
	};
}
