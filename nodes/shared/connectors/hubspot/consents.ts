import { ConnectorError } from '../../http/ConnectorError';
import type { ConsentChange, PresentStatus } from '../../mapping';
import { textOf } from '../../pipedText/textOf';
import type { RecordWrite, ShownRequest, Written } from '../../records';
import { addressesOf, type StoredRecord } from './records';
import { statusBody, statusPath, type Subscription, type Subscriptions } from './subscriptions';

export interface ConsentOptions {
	subscription: Subscription;
	allowOptInAgain: boolean;
	/** Ids of the keys whose items decide something: the subscriptions of the others are not asked for. Default: all. */
	decided?: ReadonlySet<string>;
}

/** What HubSpot knows of whoever has no address: nothing that could be guarded. */
const NOBODY: PresentStatus = 'unknown';

const isOutOfAll = ({ properties }: StoredRecord): boolean =>
	textOf(properties.hs_email_optout) === 'true';

/** Of a contact that is there. Having left everything outranks a single subscription (contracts/hubspot.md 11.5). */
export async function presentStatus(
	subscriptions: Subscriptions,
	record: StoredRecord,
	{ subscription }: ConsentOptions,
): Promise<PresentStatus> {
	const [address] = addressesOf(record);
	if (address === undefined) return NOBODY;
	return isOutOfAll(record) ? 'optedOut' : await subscriptions.status(address, subscription.id);
}

const OPTED_OUT = "The address opted out and stays opted out, as 'Allow Opting In Again' is off";
const OUT_OF_ALL =
	'The contact has unsubscribed from all email: HubSpot goes on sending none of this subscription';

/**
 * Sets what was decided, once the contact is there. A subscription hangs on the address and may be older than the contact, so that
 * of a new one too it is looked up before anybody is opted in (contracts/hubspot.md 11.2).
 */
export async function setConsent(
	subscriptions: Subscriptions,
	write: RecordWrite,
	{ status, evidence }: ConsentChange,
	record: StoredRecord,
	{ subscription, allowOptInAgain }: ConsentOptions,
): Promise<Pick<Written, 'consent' | 'warnings'>> {
	const [address] = addressesOf(record);
	if (address === undefined) throw noAddress();
	if (write.kind === 'create' && status === 'optIn' && !allowOptInAgain) {
		const present = await subscriptions.status(address, subscription.id);
		if (present === 'optedOut' || present === 'unknown')
			return { consent: 'unchanged', warnings: [OPTED_OUT] };
	}
	await subscriptions.set(address, statusBody(subscription, status, evidence));
	return status === 'optIn' && isOutOfAll(record) ? { warnings: [OUT_OF_ALL] } : {};
}

/** For dry runs; an address that nobody has yet is that of the write. */
export const consentRequest = (
	address: string,
	{ status, evidence }: ConsentChange,
	{ subscription }: ConsentOptions,
): ShownRequest => ({
	method: 'POST',
	path: statusPath(address),
	body: statusBody(subscription, status, evidence),
});

const noAddress = (): ConnectorError =>
	new ConnectorError('input', 'The contact has no email address, so it has no subscriptions', {
		hint: 'The contact was written. Give it an address, or switch the consent off for such items.',
	});
