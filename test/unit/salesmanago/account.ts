import { createSalesManago } from '../../../nodes/shared/connectors/salesmanago/client';
import type { HttpRequest } from '../../../nodes/shared/http/types';
import { fakeSystem, type Handler, type Reply } from '../http/fakeSystem';

/** An account that answers as told; what it was asked, in short, without the owner. */
export function account(answer: Handler) {
	const { runtime, requests } = fakeSystem(answer);
	const salesmanago = createSalesManago(runtime, {
		endpoint: 'app2.salesmanago.com',
		owner: ' owner@example.com ',
	});
	const asked = () =>
		requests.map(({ url, body }: HttpRequest) => {
			const { owner: _owner, ...rest } = body as { owner: string };
			return [new URL(url).pathname, rest];
		});
	return { salesmanago, requests, asked, clock: runtime.clock };
}
export const done = (more: object = {}): Reply => ({
	body: { success: true, message: [], ...more },
});
export const refused = (message: string): Reply => ({
	body: { success: false, message: [message] },
});
