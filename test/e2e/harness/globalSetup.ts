import { prepareShared } from './shared';

export default async function globalSetup(): Promise<void> {
	prepareShared();
}
