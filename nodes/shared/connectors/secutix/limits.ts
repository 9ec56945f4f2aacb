/** What an institution may ask of one service, whatever its version. Source: contracts/secutix.md 4. */
export const REQUESTS_PER_MINUTE = 60;
export const CONTACT_SERVICE = 'contactInformationPublicService';
export const CONCURRENT_REQUESTS = 2;
export const TIMEOUT_MS = 60_000;
/** A refusal for too many requests carries no time to wait; the allowance is one of minutes. */
export const LONGEST_WAIT_MS = 60_000;
export const TRIES = 6;

/** Text of up to 20 characters in which leading zeros count. Source: contracts/secutix.md 1.5, 4.9. */
export const CONTACT_NUMBER_LENGTH = 20;
export const AUTHORIZATION_CODE_LENGTH = 8;

/** Minutes that reading so many contacts one by one takes. */
export const minutesFor = (contacts: number, perMinute = REQUESTS_PER_MINUTE): number =>
	Math.ceil(contacts / perMinute);
