import type { Runtime } from '../../http/types';
import { createApi } from './api';
import { createMembers, type Members } from './members';

/** One site. `runtime.send` adds the token to each request; nothing here knows the key. */
export interface Ghost {
	members: Members;
}

/** `site`: the origin of the admin area, and the folder below it where the site has one. */
export const createGhost = (runtime: Runtime, { site }: { site: string }): Ghost => ({
	members: createMembers(createApi(runtime, site)),
});
