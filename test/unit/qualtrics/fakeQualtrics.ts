import { createQualtrics, type Qualtrics } from '../../../nodes/shared/connectors/qualtrics/client';
import type { HttpRequest } from '../../../nodes/shared/http/types';
import { fakeSystem, type FakeSystem, type Reply } from '../http/fakeSystem';

export const baseUrl = 'https://fra1.qualtrics.com';

export const result = (value: unknown, status = 200): Reply => ({
	status,
	body: { result: value, meta: { httpStatus: `${status} - OK`, requestId: 'req-1' } },
});

export const failure = (status: number, errorMessage?: string, errorCode?: string): Reply => ({
	status,
	body: {
		meta: {
			httpStatus: `${status}`,
			requestId: null,
			error: { errorMessage, ...(errorCode && { errorCode }) },
		},
	},
});

type Routes = Record<string, Reply | ((request: HttpRequest, call: number) => Reply)>;

/** Routes are `GET /surveys/SV_1`; what is not among them is answered as Qualtrics answers an unknown path. */
export const fakeQualtrics = (routes: Routes): { system: FakeSystem; qualtrics: Qualtrics } => {
	const calls = new Map<string, number>();
	const system = fakeSystem((request) => {
		const { pathname } = new URL(request.url);
		const name = `${request.method} ${pathname.replace('/API/v3', '')}`;
		calls.set(name, (calls.get(name) ?? 0) + 1);
		const route = routes[name];
		if (!route) return failure(404, `API call does not exist: ${name}`);
		return typeof route === 'function' ? route(request, calls.get(name) ?? 1) : route;
	});
	return { system, qualtrics: createQualtrics(system.runtime, { baseUrl }) };
};
