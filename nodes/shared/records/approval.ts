import { createHash, createHmac, timingSafeEqual } from 'crypto';
import { ConnectorError } from '../http/ConnectorError';
import type { Plan } from './plan';

/** Everything that an approval is about; what is not in here, an approval does not bind. */
export interface ApprovedPlan {
	/** Workflow, credential and settings of the node, without the token itself. */
	node: unknown;
	destination: string;
	/** With its writes stand the records as they were found: their values, and their version where there is one. */
	plan: Plan;
	/** What follows once the record is there, such as a transaction. */
	followUps: unknown[];
}

/** Of equal plans equal, however their objects were put together: 43 signs. */
export const fingerprintOf = (approved: ApprovedPlan): string =>
	createHash('sha256').update(canonical(approved)).digest('base64url');

/** JSON with its keys in order; what JSON leaves out (functions) says nothing of a plan. */
export function canonical(value: unknown): string {
	if (value instanceof Date) return canonical({ date: value.getTime() });
	if (value instanceof Map) return canonical({ map: [...value.entries()] });
	if (value instanceof Set) return canonical({ set: [...value] });
	if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
	if (typeof value === 'object' && value !== null) {
		const entries = Object.entries(value).filter(([, entry]) => isSaid(entry));
		entries.sort(([left], [right]) => (left < right ? -1 : 1));
		return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join()}}`;
	}
	if (typeof value === 'bigint') return `${value}n`;
	// NaN and the infinities are null to JSON, and are told apart here.
	if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
	return isSaid(value) ? JSON.stringify(value) : 'null';
}

const isSaid = (value: unknown): boolean =>
	value !== undefined && typeof value !== 'function' && typeof value !== 'symbol';

/** What a token says: for which plan, and until when (milliseconds since 1970). */
export interface Approval {
	fingerprint: string;
	expires: number;
}

/**
 * `<expires>.<fingerprint>.<signature>`: an HMAC-SHA256 by a key that only who holds the credential can make. Who has the token
 * learns nothing of the key, and can apply nothing but this plan.
 */
export const approvalToken = ({ fingerprint, expires }: Approval, key: Buffer): string =>
	`${expires}.${fingerprint}.${signatureOf(fingerprint, expires, key)}`;

const signatureOf = (fingerprint: string, expires: number, key: Buffer): string =>
	createHmac('sha256', key)
		.update(JSON.stringify(['approval', expires, fingerprint]))
		.digest('base64url');

const TOKEN = /^(\d{1,15})\.([\w-]{43})\.([\w-]{43})$/;

/** The approval that a token stands for, or why it stands for none. Blanks around it came along when it was copied. */
export function readApproval(token: string, key: Buffer, now: number): Approval | ConnectorError {
	const parts = TOKEN.exec(token.trim());
	const [, time = '', fingerprint = '', signature = ''] = parts ?? [];
	const expires = Number(time);
	const right = signatureOf(fingerprint, expires, key);
	const isSigned = parts !== null && String(expires) === time && isSame(signature, right);
	if (!isSigned) return refused('The approval token is not one that was given for this account');
	if (expires <= now) return refused('The approval has expired');
	return { fingerprint, expires };
}

const isSame = (left: string, right: string): boolean =>
	left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));

/** An approval holds for one plan alone, and so for the records as they were. */
export const unlikeApproved = (
	approval: Approval,
	fingerprint: string,
): ConnectorError | undefined =>
	approval.fingerprint === fingerprint
		? undefined
		: refused(
				'What would be written is not what was approved: the record, a value or a setting has changed since',
				'conflict',
			);

export const alreadyUsed = (): ConnectorError =>
	refused('This approval has been used already', 'conflict');

export const notApproved = (): ConnectorError =>
	refused('The item has no approval token, and others of this run have one');

const refused = (message: string, kind: 'input' | 'conflict' = 'input'): ConnectorError =>
	new ConnectorError(kind, message, {
		hint: 'Nothing was written. Run without a token for a new plan, have that approved, and pass on its token letter by letter.',
	});
