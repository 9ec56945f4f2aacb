import type { Scheme } from '../authenticity';
import type { WebhookSpec } from '../spec';

type Without<T, Names extends PropertyKey> = T extends unknown ? Omit<T, Names> : never;

/** How a tool proves who it is, apart from the secret. */
export type Signature = Without<Scheme, 'secret' | 'user' | 'password'>;

/** What this package knows of one survey tool: data alone. */
export interface WebhookPreset {
	/** Of the option in the node. */
	name: string;
	label: string;
	signature: Signature;
	/** Where the secret comes from, for the credential's hint. */
	secretHint: string;
	spec: WebhookSpec;
}
