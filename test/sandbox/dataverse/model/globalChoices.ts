import type { Option } from './types';

/** The global choice `new_segment`, shared by contact and account. */
export const segments: Option[] = [
	{ value: 100000000, label: 'Promoter' },
	{ value: 100000001, label: 'Passive' },
	{ value: 100000002, label: 'Detractor' },
];
