import { endShared } from './shared';

export default async function globalTeardown(): Promise<void> {
	await endShared();
}
