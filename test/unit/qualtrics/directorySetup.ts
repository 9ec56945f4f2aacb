import type { MergeField } from '../../../nodes/shared/connectors/qualtrics/directories';
import type { DirectoryOptions } from '../../../nodes/shared/connectors/qualtrics/directory/DirectoryOptions';
import {
	createDirectoryRun,
	createRunMemory,
} from '../../../nodes/shared/connectors/qualtrics/directory/directoryRun';
import { createDirectoryRecordTarget } from '../../../nodes/shared/connectors/qualtrics/directory/recordTarget';
import { fakeQualtrics } from './fakeQualtrics';

/** A directory that merges by e-mail address; contacts are found by it. */
export const DIRECTORY_OPTIONS: DirectoryOptions = {
	operation: 'upsertByFields',
	directory: { id: 'POOL_1', name: 'Main', isDefault: true, mergeFields: ['email'] },
	mailingListIds: [],
	matchFields: ['email'],
	statusLevel: 'directory',
	allowOptInAgain: false,
	lookUp: true,
};

export const POOL = '/directories/POOL_1';
export const ADA = { email: 'ada@example.com' };

export type Routes = Parameters<typeof fakeQualtrics>[0];

/** The directory merges by these. */
export const merging = (...mergeFields: MergeField[]): Pick<DirectoryOptions, 'directory'> => ({
	directory: { ...DIRECTORY_OPTIONS.directory, mergeFields },
});

export const setUp = (routes: Routes = {}, options: Partial<DirectoryOptions> = {}) => {
	const { qualtrics, system } = fakeQualtrics(routes);
	const settings = { ...DIRECTORY_OPTIONS, ...options };
	const memory = createRunMemory();
	return {
		system,
		memory,
		run: createDirectoryRun(qualtrics, settings, memory),
		target: createDirectoryRecordTarget(qualtrics, settings, memory),
	};
};
