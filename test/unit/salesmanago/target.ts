import { createSalesManagoRecordTarget } from '../../../nodes/shared/connectors/salesmanago/recordTarget';
import type { ContactTargetOptions } from '../../../nodes/shared/connectors/salesmanago/targetOptions';
import type { RecordUpdate, RecordWrite } from '../../../nodes/shared/records';
import type { Handler, Reply } from '../http/fakeSystem';
import { account, done } from './account';

export const EMAIL = 'jan@example.com';
export const JAN = { id: 'c1', email: EMAIL, name: 'Jan', optedOut: false };
export const create = (values: Record<string, unknown>, more: object = {}): RecordWrite => ({
	kind: 'create',
	values: { email: EMAIL, ...values },
	...more,
});
export const update = (
	to: Record<string, unknown>,
	more: Partial<RecordUpdate> = {},
): RecordUpdate => ({
	kind: 'update',
	record: { id: 'c1', values: { email: EMAIL } },
	changes: Object.entries(to).map(([field, value]) => ({ field, from: null, to: value })),
	...more,
});

/** What is answered, by the end of the path; where nothing is said, a plain success. */
export function targetOf(
	answers: Record<string, Reply | Handler>,
	options: Partial<ContactTargetOptions> = {},
) {
	const made = account((request, call) => {
		const [, found] =
			Object.entries(answers).find(([end]) => request.url.endsWith(`/${end}`)) ?? [];
		return typeof found === 'function' ? found(request, call) : (found ?? done());
	});
	const target = createSalesManagoRecordTarget(made.salesmanago, {
		matchBy: 'email',
		operation: 'createOrUpdate',
		mode: 'single',
		allowOptInAgain: false,
		...options,
	});
	const paths = () => made.asked().map(([path]) => String(path).replace('/api/contact/', ''));
	return { ...made, target, paths };
}
