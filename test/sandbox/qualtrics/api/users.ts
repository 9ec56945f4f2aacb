import { ok } from '../envelope';
import type { ApiRoute } from '../world';

/** `GET /whoami` (contracts/qualtrics.md 1.4). */
export const userRoutes: ApiRoute[] = [
	{
		method: 'GET',
		path: '/whoami',
		scope: { area: 'users', access: 'read' },
		handle: ({ world }) => ok({ ...world.state.user }),
	},
];
