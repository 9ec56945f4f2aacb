import type { Api } from './api';
import { asText } from './json';

export interface Connection {
	userId?: string;
	organizationId?: string;
	businessUnitId?: string;
	/** How the environment calls the user, where it may be read. */
	userName?: string;
}

/**
 * Whom the environment takes the credential for. A token alone proves nothing: it is issued even where the environment has no
 * application user (contracts/dataverse.md 2.1, 2.3).
 */
export const whoAmI = async (api: Api): Promise<Connection> => {
	const answer = await api.get({ path: '/WhoAmI', subject: 'the connection' });
	const userId = asText(answer.UserId);
	return {
		userId,
		organizationId: asText(answer.OrganizationId),
		businessUnitId: asText(answer.BusinessUnitId),
		...(userId !== undefined && { userName: await userNameOf(api, userId) }),
	};
};

/** Being connected does not depend on the right to read users. */
const userNameOf = async (api: Api, userId: string): Promise<string | undefined> =>
	await api
		.get({ path: `/systemusers(${userId})?$select=fullname`, subject: 'the user' })
		.then((user) => asText(user.fullname))
		.catch(() => undefined);
